import NeuralNetwork

/// One combination of values, and the session with them, before the seed.
struct SweepSetting: Sendable {
  /// "lr=0.1 momentum=0.9"; empty where nothing but the seed differs.
  let label: String
  /// One value an axis.
  let values: [SweepAxis.Value]
  /// What one would type before `seed`.
  private(set) var lines: [String] = []
  /// What one would type behind it: "init", "init xavier_uniform".
  private(set) var initialize = "init"
  /// A copy of the session in which the lines ran, without a past.
  private(set) var session: Session

  private typealias Choice = (axis: SweepAxis, value: SweepAxis.Value)

  /// - Throws: what the commands throw, at the value that they read.
  init(
    _ values: [SweepAxis.Value], of axes: [SweepAxis], from session: Session,
    in environment: Environment
  ) throws(Diagnostic) {
    self.values = values
    self.session = session
    let choices: [Choice] = zip(axes, values).map { ($0, $1) }
    label = choices.map { "\($0.axis.name)=\($0.value.text)" }.joined(separator: " ")
    try rebuild(choices, environment)
    for choice in choices {
      guard case .command(let verb) = choice.axis.kind else { continue }
      try run("\(verb) \(choice.value.text)", at: choice.value.range, environment)
    }
    try setOptimizer(choices, environment)
    for choice in choices where choice.axis.kind == .initializer {
      initialize = "init \(choice.value.text)"
    }
  }

  private mutating func run(
    _ line: String, at range: SourceRange?, _ environment: Environment
  ) throws(Diagnostic) {
    do throws(Diagnostic) {
      _ = try session.perform(Command(line: line), in: environment)
    } catch {
      var error = error
      error.range = range
      throw error
    }
    lines.append(line)
  }

  // MARK: The optimizer

  private mutating func setOptimizer(
    _ choices: [Choice], _ environment: Environment
  ) throws(Diagnostic) {
    let given = choices.compactMap { choice -> (name: String, value: SweepAxis.Value)? in
      guard case .optimizerSetting(let name) = choice.axis.kind else { return nil }
      return (name, choice.value)
    }
    guard let last = given.last else { return }
    let declaration = type(of: session.optimizer).declaration
    for (name, value) in given where !declaration.settings.contains(where: { $0.name == name }) {
      throw Diagnostic("\(declaration.name) has no setting \(name)", at: value.range)
    }
    if given.count == 1, last.name == "lr" {
      return try run("set lr \(last.value.text)", at: last.value.range, environment)
    }
    // The label names every setting that is not as it is by itself.
    var words = session.optimizer.label.split(separator: " ").map(String.init)
    for (name, value) in given {
      words.removeAll { $0.hasPrefix("\(name)=") }
      words.append("\(name)=\(value.text)")
    }
    try run("optimizer \(words.joined(separator: " "))", at: last.value.range, environment)
  }

  // MARK: The network

  /// Builds the same layers with other sizes or functions.
  private mutating func rebuild(
    _ choices: [Choice], _ environment: Environment
  ) throws(Diagnostic) {
    let hidden = choices.first { $0.axis.kind == .hidden }?.value
    let activation = choices.first { $0.axis.kind == .activation }?.value
    guard let range = (hidden ?? activation)?.range, let input = session.network.input else {
      return
    }
    let layers = session.network.layers
    let output = layers.lastIndex { !$0.parameters.isEmpty } ?? 0
    let frozen = session.frozenLayers
    var found: (hidden: Bool, activation: Bool) = (false, false)
    var built = ["new", "input \(input.dimensions.map(String.init).joined(separator: " "))"]
    for (index, layer) in layers.enumerated() {
      if let activation, index < output, layer is any ElementwiseLayer {
        built.append("add \(activation.text)")
        found.activation = true
        continue
      }
      var call = LayerCall(layer)
      if let hidden, index < output, let size = call.nameOfHiddenSize {
        call.settings[size] = hidden.text
        found.hidden = true
      }
      built.append("add \(call.text)")
    }
    built += frozen.map { "freeze l\($0)" }
    if let hidden, !found.hidden {
      throw Diagnostic(
        "the network has no hidden layer: linear, rnn, lstm or gru in front of the last one",
        at: hidden.range)
    }
    if let activation, !found.activation {
      throw Diagnostic(
        "the network has no function between its layers that another could replace",
        at: activation.range)
    }
    for line in built { try run(line, at: range, environment) }
  }
}

/// A layer as one would type it.
struct LayerCall {
  let name: String
  /// Values by the settings' names, without those that follow from the layer in front.
  var settings: [String: String]
  private let order: [String]
  private let required: [String]

  private static let inferred = ["in", "features", "embed"]

  init(_ layer: any Layer) {
    let declaration = type(of: layer).declaration
    name = declaration.name
    order = declaration.settings.map(\.name)
    required = declaration.settings.filter(\.isRequired).map(\.name)
    settings = [:]
    for setting in declaration.settings where !Self.inferred.contains(setting.name) {
      guard let value = layer.settings.values[setting.name], value != setting.defaultValue else {
        continue
      }
      // The last axis alone is what layer_norm reads by itself.
      if case .numbers(let numbers) = value, setting.name == "shape", numbers.count == 1 {
        continue
      }
      settings[setting.name] = value.typed
    }
  }

  /// The setting that says how many neurons it has, where that is free to choose.
  var nameOfHiddenSize: String? {
    switch name {
    case "linear": "out"
    case "rnn", "lstm", "gru": "hidden"
    default: nil
    }
  }

  /// "linear 4", "linear out=4 bias=false"
  var text: String {
    if let only = settings.first, settings.count == 1, required == [only.key] {
      return "\(name) \(only.value)"
    }
    return ([name] + order.compactMap { key in settings[key].map { "\(key)=\($0)" } })
      .joined(separator: " ")
  }
}

extension SettingValue {
  /// As one types it.
  fileprivate var typed: String {
    switch self {
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .choice(let word): word
    case .numbers(let numbers): "[\(numbers.map { "\($0)" }.joined(separator: ", "))]"
    }
  }
}
