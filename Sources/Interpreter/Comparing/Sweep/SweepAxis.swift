import NeuralNetwork

/// One setting of a sweep, with the values that it takes in turn: `lr=0.01,0.1,1`.
struct SweepAxis: Sendable {
  /// What is set.
  enum Kind: Sendable, Equatable {
    /// A setting of the optimizer, by its full name.
    case optimizerSetting(String)
    /// The command of this verb sets it.
    case command(String)
    /// How the weights are drawn.
    case initializer
    /// How many neurons the layers have that are neither input nor output.
    case hidden
    /// The elementwise function between the layers.
    case activation
  }

  /// A value as it was typed.
  struct Value: Sendable, Equatable {
    var text: String
    var range: SourceRange
  }

  let name: String
  let kind: Kind
  let values: [Value]

  /// What is no setting of an optimizer, by the word for it.
  static let words: [(name: String, kind: Kind)] = [
    ("optimizer", .command("optimizer")), ("batch", .command("batch")), ("loss", .command("loss")),
    ("schedule", .command("schedule")), ("init", .initializer), ("hidden", .hidden),
    ("activation", .activation),
  ]

  /// Those of them whose values are names of building blocks, not expressions.
  static func takesNames(_ key: Word) -> Bool {
    words.contains { $0.name.folded == key.folded && $0.kind != .hidden }
  }

  init(_ grid: GridArgument, in arguments: Arguments) throws(Diagnostic) {
    let key = grid.key
    if let word = Self.words.first(where: { $0.name.folded == key.folded }) {
      (name, kind) = (word.name, word.kind)
    } else if let setting = Self.optimizerSetting(key) {
      (name, kind) = (setting, .optimizerSetting(setting))
    } else {
      let known = Self.known
      throw Diagnostic(
        "there is nothing called \"\(key.text)\" to sweep", at: key.range,
        hint: "\(known.prefix(10).joined(separator: ", ")) and other settings of the optimizer",
        suggestion: Nearest.word(to: key.text, among: known))
    }
    var values: [Value] = []
    for node in grid.nodes {
      var text = arguments.text(in: node.range)
      // With settings of its own, a name stands in quotes.
      if case .text(let quoted) = node.kind { text = quoted }
      let value = Value(text: text, range: node.range)
      if values.contains(where: { $0.text == value.text }) {
        throw Diagnostic("\(value.text) is given twice", at: node.range)
      }
      values.append(value)
    }
    self.values = values
  }

  /// Every word for something that can be swept.
  static var known: [String] {
    let settings = Catalog.optimizers.flatMap { $0.declaration.settings.map(\.name) }
    return settings.reduce(into: ["lr"] + words.map(\.name)) { known, name in
      if !known.contains(name) { known.append(name) }
    }
  }

  /// What may stand behind `optimizer=`, `init=` and the like; nil where it is a number.
  static func names(of key: String) -> [String]? {
    switch key.folded {
    case "optimizer": Catalog.optimizers.map { $0.declaration.name }
    case "loss": Catalog.losses.map { $0.declaration.name }
    case "schedule": ["none"] + Catalog.schedules.map { $0.declaration.name }
    case "init": Catalog.initializers.map { $0.declaration.name }
    case "activation":
      Catalog.layers.filter { $0 is any ElementwiseLayer.Type }.map { $0.declaration.name }
    case "batch": ["all"]
    default: nil
    }
  }

  private static func optimizerSetting(_ key: Word) -> String? {
    for optimizer in Catalog.optimizers {
      for setting in optimizer.declaration.settings
      where ([setting.name] + setting.aliases).contains(where: { $0.folded == key.folded }) {
        return setting.name
      }
    }
    return nil
  }
}
