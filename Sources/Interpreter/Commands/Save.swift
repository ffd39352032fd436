import NeuralNetwork

extension Commands {
  static let save = CommandDeclaration(
    "save", purpose: .files, effect: .looks,
    summary: "writes the weights into a file, which PyTorch reads as well",
    forms: [[Parameter("FILE", .newFile, "its name ends in .safetensors")]],
    notes: [
      "The names are those of net.state_dict() in the script that pytorch writes; the numbers are "
        + "32-bit floats, bit for bit. What layers count, such as running means, is among them.",
      "Layers, loss and optimizer are not in the file: load wants the same network.",
      "A .safetensors file that is there already is replaced, no other file is. A lesson's own "
        + "commands write nothing.",
    ],
    example: "save net.safetensors", setup: "input 2; add linear 1",
    pytorch: "safetensors.torch.save_file(net.state_dict(), \"net.safetensors\")"
  ) { session, arguments, environment throws(Diagnostic) in
    let file = try FileToWrite(arguments, ending: ".safetensors", after: "save")
    let network = session.network
    let state = StateDictionary(network)
    guard !state.items.isEmpty else {
      throw Diagnostic("the network has no weights yet", hint: "input 2; add linear 4")
    }
    try Diagnostic.wording(at: arguments.statement.range) { () throws(NetworkError) in
      // The file's bytes, beside the numbers.
      try MemoryLimit.check(
        "the file", shape: [network.parameters.count + network.buffers.count], copies: 2,
        limit: Session.memoryLimit)
    }
    let items = state.items.map { item in
      SafeTensors.Item(
        name: item.name, shape: item.shape,
        values: (item.isBuffer ? network.buffers : network.parameters)[item.slice.range])
    }
    let layers = network.layers.map(\.label).joined(separator: ", ")
    let bytes = SafeTensors.file(
      of: items, metadata: [("format", "pt"), (WeightFile.layersKey, layers)])
    let writing = try file.write(
      bytes, in: environment,
      mayReplace: { (try? SafeTensors($0)) != nil },
      refusal: Diagnostic(
        "\(file.name) is there already and holds no weights, so it stays as it is",
        hint: "save under another name"))
    let numbers = network.parameters.count + network.buffers.count
    return .note(
      "\(file.name) written: \(counted(numbers, "number")) in "
        + counted(items.count, "array")
        + (writing == .replaced ? ", in the place of the file that was there" : ""))
  }
}
