public import NeuralNetwork

/// The kinds of building blocks that the engine lists in `Catalog`.
public enum BlockFamily: String, Sendable, CaseIterable {
  case layers
  case losses
  case optimizers
  case schedules
  case initializers
  case datasets

  /// One of them, in a sentence.
  public var noun: String {
    switch self {
    case .layers: "layer"
    case .losses: "loss"
    case .optimizers: "optimizer"
    case .schedules: "schedule"
    case .initializers: "initialiser"
    case .datasets: "data set"
    }
  }

  /// The declarations, in the engine's order.
  public var declarations: [BlockDeclaration] {
    switch self {
    case .layers: Catalog.layers.map { $0.declaration }
    case .losses: Catalog.losses.map { $0.declaration }
    case .optimizers: Catalog.optimizers.map { $0.declaration }
    case .schedules: Catalog.schedules.map { $0.declaration }
    case .initializers: Catalog.initializers.map { $0.declaration }
    case .datasets: Catalog.datasets.map { $0.declaration }
    }
  }

  /// The place in the engine's list of the block that `word` names.
  func index(named word: Word) throws(Diagnostic) -> Int {
    let declarations = declarations
    let folded = word.folded
    let found = declarations.firstIndex { declaration in
      ([declaration.name] + declaration.aliases).contains { $0.folded == folded }
    }
    if let found { return found }
    throw Diagnostic(
      "there is no \(noun) \"\(word.text)\"", at: word.range, hint: "help \(rawValue)",
      suggestion: Nearest.word(
        to: word.text, among: declarations.flatMap { [$0.name] + $0.aliases }))
  }
}
