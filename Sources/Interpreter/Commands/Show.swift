import NeuralNetwork

extension Commands {
  static let show = CommandDeclaration(
    "show", purpose: .look, effect: .looks,
    summary: "draws the network, its numbers or the data as a picture",
    forms: [
      [
        Parameter("PICTURE", .picture(.show), optional: true, "help pictures lists them"),
        Parameter("LAYER", .part, optional: true, "of one layer, l0, where there are several"),
      ]
    ],
    example: "show data", setup: "data xor",
    pytorch: "plt.imshow(net[0].weight.detach())  # matplotlib"
  ) { session, arguments, environment throws(Diagnostic) in
    if arguments.word("PICTURE")?.folded == "data",
      !environment.pictures.contains(where: { $0.verb == .show && $0.name == "data" })
    {
      return Outcome([.table(try session.requireData().table)])
    }
    return try session.request(.show, arguments, environment)
  }

  static let plot = CommandDeclaration(
    "plot", purpose: .draw, effect: .looks,
    summary: "draws a curve or a map",
    forms: [
      [
        Parameter("PICTURE", .picture(.plot), optional: true, "help pictures lists them"),
        Parameter("SUBJECT", .part, optional: true, "l0 or l0.n1, where one must be chosen"),
        Parameter("SECOND", .moment, optional: true, "with curves: the moment to compare with"),
      ]
    ],
    example: "plot loss",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; train 3",
    pytorch: "plt.plot(losses)  # matplotlib"
  ) { session, arguments, environment throws(Diagnostic) in
    try session.request(.plot, arguments, environment)
  }
}

extension Session {
  fileprivate func request(
    _ verb: PictureDeclaration.Verb, _ arguments: Arguments, _ environment: Environment
  ) throws(Diagnostic) -> Outcome {
    let known = environment.pictures.filter { $0.verb == verb }
    let list = known.map(\.name).joined(separator: ", ")
    guard let word = arguments.word("PICTURE") else {
      throw Diagnostic("\(verb.rawValue) what? \(list)", at: arguments.statement.range)
    }
    guard let picture = known.first(where: { $0.name.folded == word.folded }) else {
      let other = environment.pictures.first { $0.name.folded == word.folded }
      throw Diagnostic(
        "\(verb.rawValue) knows no picture \"\(word.text)\"", at: word.range,
        hint: other.map { "\($0.verb.rawValue) \($0.name)" } ?? "\(verb.rawValue) draws \(list)",
        suggestion: other == nil ? Nearest.word(to: word.text, among: known.map(\.name)) : nil)
    }
    do throws(Diagnostic) {
      for need in picture.needs { try check(need) }
    } catch {
      throw error.placed(at: word.range)
    }
    if picture.subject == .variable {
      let name = try variable(arguments, of: picture)
      return Outcome([.picture(PictureRequest(name: picture.name, variable: name))])
    }
    if picture.subject == .moments {
      let moments = try moments(arguments)
      return Outcome([.picture(PictureRequest(name: picture.name, moments: moments))])
    }
    if let second = arguments.word("SECOND") {
      throw Diagnostic(
        "\"\(second.text)\" is not expected here", at: second.range, hint: "help plot")
    }
    let subject = try subject(arguments, of: picture)
    return Outcome([
      .picture(
        PictureRequest(name: picture.name, layer: subject?.layer, neuron: subject?.neuron))
    ])
  }

  /// The number that a picture is of.
  private func variable(
    _ arguments: Arguments, of picture: PictureDeclaration
  ) throws(Diagnostic) -> String {
    guard let node = arguments.node(picture.verb == .show ? "LAYER" : "SUBJECT") else {
      throw Diagnostic(
        "\(picture.verb.rawValue) \(picture.name) needs a number that let has named",
        at: arguments.statement.range, hint: "let a = 2; let y = a * a; show graph y")
    }
    guard case .path(let path) = node.kind, path.parts.isEmpty else {
      throw Diagnostic("\(picture.name) is of a number that let has named", at: node.range)
    }
    _ = try scalarNode(path.root)
    return path.root.text
  }

  /// The names of the two moments that a picture is of.
  private func moments(_ arguments: Arguments) throws(Diagnostic) -> [String] {
    var first: Word?
    if let node = arguments.node("SUBJECT") {
      guard case .path(let path) = node.kind, path.parts.isEmpty else {
        throw Diagnostic("a mark or a run is expected here", at: node.range, hint: "history")
      }
      first = path.root
    }
    let (before, after) = try comparedMoments(
      first, arguments.word("SECOND"), at: arguments.statement.range)
    return [before.name, after.name]
  }

  private func subject(
    _ arguments: Arguments, of picture: PictureDeclaration
  ) throws(Diagnostic) -> (layer: Int, neuron: Int?)? {
    let name = picture.verb == .show ? "LAYER" : "SUBJECT"
    guard let node = arguments.node(name) else {
      if picture.subject == .neuron {
        throw Diagnostic(
          "\(picture.verb.rawValue) \(picture.name) needs a neuron",
          at: arguments.statement.range, hint: "\(picture.verb.rawValue) \(picture.name) l0.n1")
      }
      return nil
    }
    if picture.subject == .session {
      throw Diagnostic("\(picture.name) is of the whole session", at: node.range)
    }
    if picture.subject == .optionalLayer, let layer = try layer(writtenAs: node) {
      return (layer, nil)
    }
    if case .path(let path) = node.kind, LayerAddress.index(of: path.root) != nil {
      let address = try LayerAddress(path, in: self)
      if case .neuron(let neuron) = address.part, address.indices == nil, !address.isGradient,
        picture.subject == .neuron
      {
        return (address.layer, neuron)
      }
    }
    let wanted = picture.subject == .neuron ? "a neuron: l0.n1" : "a layer: l0"
    throw Diagnostic("\(picture.name) is of \(wanted)", at: node.range)
  }

  /// The layer that `l0` or 0 names; nil where it is something else.
  private func layer(writtenAs node: Node) throws(Diagnostic) -> Int? {
    let written: Int? =
      switch node.kind {
      case .path(let path) where path.parts.isEmpty: LayerAddress.index(of: path.root)
      case .number(let number): Int(exactly: number)
      default: nil
      }
    if let written { try checkLayer(written, at: node.range) }
    return written
  }

  private func check(_ need: PictureDeclaration.Need) throws(Diagnostic) {
    switch need {
    case .layers: try requireNetwork()
    case .parameters:
      try requireNetwork()
      guard !network.parameters.isEmpty else {
        throw Diagnostic("no layer has weights", hint: "add linear 1")
      }
    case .data: _ = try requireData()
    case .pass:
      try requireNetwork()
      if walk == nil { _ = try presentPass() }
    case .gradients:
      guard hasGradients else {
        throw Diagnostic(
          "there are no gradients yet", hint: moment.pass == nil ? "forward; backward" : "backward")
      }
    case .losses:
      guard curve.count > 0 else {
        throw Diagnostic("nothing has been trained yet", hint: "train 20")
      }
    case .schedule:
      guard schedule != nil else {
        throw Diagnostic(
          "no schedule is in force: lr is \(NumberText.brief(learningRate)) in each step",
          hint: "schedule cosine t_max=50")
      }
    case .plane:
      try requireNetwork()
      let count = predictedInputs ?? 0
      guard count == 2 else {
        let reader = count == network.input?.count ? "the network reads" : "a sample has"
        throw Diagnostic("a map needs two inputs, and \(reader) \(count)")
      }
    }
  }
}

extension Dataset {
  private static let mostRows = 20
  private static let mostColumns = 10

  /// The first samples, row by row.
  fileprivate var table: Table {
    let width = min(inputShape.count, Self.mostColumns)
    let names = (0..<width).map { index in
      featureNames.indices.contains(index) ? featureNames[index] : "x\(index + 1)"
    }
    let shown = min(count, Self.mostRows)
    let rows = (0..<shown).map { index in
      [String(index)] + input(index).prefix(width).map { NumberText.text(Double($0)) }
        + (width < inputShape.count ? ["…"] : []) + [targetText(ofSample: index)]
    }
    let columns = ["sample"] + names + (width < inputShape.count ? ["…"] : []) + ["target"]
    let rest = count > shown ? "\(count - shown) more samples" : nil
    return Table(title: name, columns: columns, rows: rows, footer: rest)
  }
}
