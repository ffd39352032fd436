import NeuralNetwork

extension Commands {
  static let load = CommandDeclaration(
    "load", aliases: ["load_state_dict"], purpose: .files, effect: .changes,
    summary: "reads the weights from a file that save or PyTorch wrote; training begins at step 0",
    forms: [[Parameter("FILE", .file, "a .safetensors file")]],
    notes: [
      "The network must be there, with the same layers: each name and each shape is compared, and "
        + "where one differs nothing is changed.",
      "Numbers of type F16, BF16 and F64 become 32-bit floats. Frozen layers are read, too. The "
        + "optimizer begins anew, as the file holds none of it.",
      "data load reads samples.",
    ],
    example: "load net.safetensors", setup: "input 2; add linear 1; save net.safetensors",
    pytorch: "net.load_state_dict(safetensors.torch.load_file(\"net.safetensors\"))"
  ) { session, arguments, environment throws(Diagnostic) in
    guard let word = arguments.word("FILE") else {
      throw Diagnostic("the name of a file is missing", at: arguments.statement.range)
    }
    let bytes: [UInt8]
    do throws(Diagnostic) {
      bytes = try environment.readFile(word.text)
    } catch {
      throw error.placed(at: word.range)
    }
    let file = try WeightFile(bytes, named: word)
    let (network, types) = try file.read(into: session.network)
    session.moment.training.network = network
    session.moment.beginTrainingAnew()
    let count = network.parameters.count + network.buffers.count
    return .note(
      "\(counted(count, "number")) from \(file.name)"
        + (types.isEmpty ? "" : ", \(types.joined(separator: " and ")) made 32-bit floats")
        + " · step 0")
  }
}
