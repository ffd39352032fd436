import NeuralNetwork

extension Commands {
  static let export = CommandDeclaration(
    "export", purpose: .files, effect: .looks,
    summary: "writes the PyTorch script that pytorch shows into a file",
    forms: [
      [
        Parameter("FORMAT", .choice(["pytorch"])),
        Parameter("FILE", .newFile, "its name ends in .py"),
        .keyed(
          "replace", .choice(["true", "false"]), "whether a file of that name may go; false"),
      ]
    ],
    notes: [
      "python net.py runs it: it builds the network, and does what the last command did.",
      "save net.safetensors keeps weights that are too many to stand in the script.",
      "A lesson's own commands write nothing.",
    ],
    example: "export pytorch net.py",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; train 3",
    pytorch: "# no counterpart: it writes the script of the same in PyTorch"
  ) { session, arguments, environment throws(Diagnostic) in
    let file = try FileToWrite(arguments, ending: ".py", after: "export pytorch")
    guard !session.network.layers.isEmpty else {
      throw Diagnostic("the network has no layers yet", hint: "input 2; add linear 4")
    }
    let text = PyTorchScript(session).lines.joined(separator: "\n") + "\n"
    let bytes = Array(text.utf8)
    let isFree = arguments.word("replace")?.text == "true"
    // Somebody may have gone on with a script by hand.
    let writing = try file.write(
      bytes, in: environment, mayReplace: { isFree || $0 == bytes },
      refusal: Diagnostic(
        "\(file.name) is there already, and may hold what somebody wrote",
        hint: "export pytorch \(file.name) replace=true"))
    let lines = text.count { $0 == "\n" }
    return .note(
      "\(file.name) written: \(lines) lines"
        + (writing == .replaced ? ", in the place of the file that was there" : "")
        + "; python \(file.name) runs it")
  }
}
