/// The settings that rnn, lstm and gru have in common.
package struct RecurrentSetup: Sendable, Equatable {
  let steps: Int
  let inputs: Int
  let hidden: Int
  let layers: Int
  let hasBias: Bool
  /// The probability that a state becomes zero on its way to the next layer; 0 where there is none.
  let dropout: Double
  let isBidirectional: Bool

  /// More would be a slip of the hand.
  static let mostLayers = 1000

  static let settings = [
    Setting(
      "in", aliases: ["input_size"], kind: .integer(1...Int.max), optional: true,
      summary: "values a step; inferred from the layer before"),
    Setting(
      "hidden", aliases: ["hidden_size"], kind: .integer(1...Int.max),
      summary: "values of the state"),
    Setting(
      "num_layers", aliases: ["layers"], kind: .integer(1...mostLayers), default: .integer(1),
      summary: "how many stand on each other, each reading the states of the one below"),
    Setting("bias", kind: .flag, default: .flag(true), summary: "whether each sum has biases"),
    Setting(
      "dropout", kind: .number(0...1), default: .number(0),
      summary: "the probability that a state does not reach the next layer, in training"),
    Setting(
      "bidirectional", kind: .flag, default: .flag(false),
      summary: "whether a second one reads from the last step to the first"),
  ]

  init(_ name: String, gates: Int, _ settings: Settings, _ input: Shape) throws(NetworkError) {
    guard input.dimensions.count == 2 else {
      throw .wrongRank(layer: name, needs: "steps × values", gives: input)
    }
    (steps, inputs) = (input.dimensions[0], input.dimensions[1])
    hidden = settings.integer("hidden") ?? 1
    layers = settings.integer("num_layers") ?? 1
    hasBias = settings.flag("bias")
    dropout = layers > 1 ? settings.number("dropout") ?? 0 : 0
    isBidirectional = settings.flag("bidirectional")
    if let asked = settings.integer("in"), asked != inputs {
      throw .mismatch(
        layer: "\(name) \(asked)→\(hidden)", needs: [steps, asked], after: "input", gives: input)
    }
    // Both directions, and all that is kept beside the gates, in all layers.
    let most = Shape([16 * layers, 2 * gates, hidden, max(hidden, inputs, steps)])
    guard most.checkedCount != nil else {
      throw .tooLarge(
        what: "\(name).weight_hh_l0", shape: [gates, hidden, hidden], bytes: nil,
        limit: MemoryLimit.standard)
    }
  }

  var settings: Settings {
    [
      "in": .integer(inputs), "hidden": .integer(hidden), "num_layers": .integer(layers),
      "bias": .flag(hasBias), "dropout": .number(dropout), "bidirectional": .flag(isBidirectional),
    ]
  }

  var directions: Int { isBidirectional ? 2 : 1 }
  /// How many values a step gives.
  var width: Int { directions * hidden }
  /// How many values a step of that layer reads.
  func inputs(of layer: Int) -> Int { layer == 0 ? inputs : width }

  /// In the order of PyTorch's parameters.
  var sweeps: [RecurrentSweep] {
    (0..<layers).flatMap { sweeps(of: $0) }
  }

  func sweeps(of layer: Int) -> [RecurrentSweep] {
    (0..<directions).map { RecurrentSweep(layer: layer, isReverse: $0 == 1) }
  }
}

/// One way through the steps: of one layer, in one direction.
struct RecurrentSweep: Equatable {
  let layer: Int
  let isReverse: Bool

  /// PyTorch's: "l0", "l1_reverse"
  var name: String { "l\(layer)\(isReverse ? "_reverse" : "")" }
  /// The place of its states among those of both directions.
  var direction: Int { isReverse ? 1 : 0 }

  /// The step that is read at that turn.
  func time(_ turn: Int, of steps: Int) -> Int { isReverse ? steps - 1 - turn : turn }
}

/// One step of one way through them.
struct RecurrentMoment {
  let sweep: RecurrentSweep
  /// How many steps it has read before.
  let turn: Int
  let steps: Int

  var time: Int { sweep.time(turn, of: steps) }
  /// Nil at the first.
  var before: RecurrentMoment? {
    turn > 0 ? RecurrentMoment(sweep: sweep, turn: turn - 1, steps: steps) : nil
  }
}
