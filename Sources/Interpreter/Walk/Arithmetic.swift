import NeuralNetwork

/// Writes an operation of a scalar graph as a formula, with numbers or with names in it.
///
/// A step that has no name of its own, such as one product of a weighted sum, stands within the
/// formula of what reads it.
struct Arithmetic {
  /// What stands for a number.
  enum Style {
    case numbers
    case names
  }

  let graph: ScalarGraph
  /// The row of the pass that is followed.
  let sample: Int
  /// The samples' numbers, row by row.
  let indices: [Int]

  init(_ trace: NeuronTrace, _ walk: Walk) {
    graph = trace.graph
    sample = trace.sample
    indices = walk.count > 1 ? walk.pass.indices : []
  }

  /// What a node is called; values of other samples carry their number: "l0.n1@37".
  func name(of node: Int) -> String? {
    switch graph.address(of: node) {
    case .sampleLoss where !indices.isEmpty: return "this sample's loss"
    case .value(_, _, let row) where row != sample && indices.indices.contains(row):
      return graph.name(of: node).map { "\($0)@\(indices[row])" }
    default: return graph.name(of: node, sample: sample)
    }
  }

  /// The node's formula: "1 × 0.5000 + -1 × 0.2000 + 0.1000". Of long sums the largest terms stand, so
  /// that it is at most about `width` wide.
  func formula(_ node: Int, _ style: Style = .numbers, width: Int = 62) -> String {
    for terms in stride(from: 8, to: 1, by: -1) {
      let text = expansion(of: node, style, terms: terms, depth: 2)
      if text.count <= width { return text }
    }
    return expansion(of: node, style, terms: 1, depth: 2)
  }

  /// "l0.n0 = 1 × 0.5000 + … = 0.4000", in two lines where one is too long.
  func line(_ node: Int) -> String {
    let name = name(of: node) ?? ""
    // What is handed on says from where.
    let formula = formula(node, graph.operations[node] == .copy ? .names : .numbers)
    let value = Self.number(graph.values[node])
    if formula == value { return "\(name) = \(value)" }
    let whole = "\(name) = \(formula) = \(value)"
    guard whole.count > Self.width else { return whole }
    return "\(name) = \(formula)\n\(String(repeating: " ", count: name.count)) = \(value)"
  }

  /// What a line may take beside others' indentation in 80 columns.
  static let width = 76

  static func number(_ value: Double) -> String { NumberText.text(value) }

  private func expansion(of node: Int, _ style: Style, terms: Int, depth: Int) -> String {
    let inputs = graph.inputs(of: node).map(\.node)
    func part(_ place: Int, binding: Bool = false) -> String {
      text(inputs[place], style, terms: terms, depth: depth - 1, binding: binding)
    }
    switch graph.operations[node] {
    case .leaf: return leaf(node, style)
    case .copy: return part(0)
    case .sum: return sum(inputs, style, terms: terms, depth: depth)
    case .difference: return "\(part(0)) - \(part(1, binding: true))"
    case .product: return "\(part(0, binding: true)) × \(part(1, binding: true))"
    case .quotient: return "\(part(0, binding: true)) / \(part(1, binding: true))"
    case .negative: return "-(\(part(0)))"
    case .power: return "\(part(0, binding: true))^\(part(1, binding: true))"
    case .maximum, .shift: return "max(\(list(inputs, style, terms: terms, depth: depth)))"
    case .minimum: return "min(\(list(inputs, style, terms: terms, depth: depth)))"
    case .function:
      guard let function = graph.function(of: node) else { return "" }
      let z = text(inputs[0], style, terms: terms, depth: depth - 1, binding: false)
      return Self.substitute(z, into: function.formula) ?? "\(function.name)(\(z))"
    }
  }

  /// A number or a name, or the formula of a step without one.
  private func text(
    _ node: Int, _ style: Style, terms: Int, depth: Int, binding: Bool
  ) -> String {
    guard graph.operations[node] != .leaf, graph.address(of: node) == nil, depth > 0 else {
      return leaf(node, style)
    }
    let text = expansion(of: node, style, terms: terms, depth: depth)
    return binding && text.contains(" ") ? "(\(text))" : text
  }

  private func leaf(_ node: Int, _ style: Style) -> String {
    let number = Self.number(graph.values[node])
    return style == .names ? name(of: node) ?? number : number
  }

  private func sum(_ inputs: [Int], _ style: Style, terms: Int, depth: Int) -> String {
    guard inputs.count > terms + 1 else {
      return inputs.map {
        text($0, style, terms: terms, depth: depth - 1, binding: false)
      }.joined(separator: " + ")
    }
    let shown = style == .names ? Array(0..<terms) : largest(inputs, terms)
    let rest = inputs.indices.filter { !shown.contains($0) }
    let others = rest.reduce(0.0) { $0 + graph.values[inputs[$1]] }
    var parts = shown.map { place in
      text(inputs[place], style, terms: terms, depth: depth - 1, binding: false)
    }
    let more =
      style == .names ? "\(rest.count) more" : "\(rest.count) more: \(Self.number(others))"
    // A bias stays at the end.
    let hasBias =
      shown.last == inputs.count - 1 && graph.operations[inputs[inputs.count - 1]] == .leaf
    parts.insert("(\(more))", at: hasBias ? parts.count - 1 : parts.count)
    return parts.joined(separator: " + ")
  }

  /// The places of the largest terms, in order; a bias behind a weighted sum is one of them.
  private func largest(_ inputs: [Int], _ count: Int) -> [Int] {
    var left = inputs.indices.filter { $0 < inputs.count - 1 }
    let last = inputs.count - 1
    let isBias = graph.operations[inputs[last]] == .leaf && graph.operations[inputs[0]] != .leaf
    if !isBias { left.append(last) }
    let chosen = left.sorted {
      (graph.values[inputs[$0]].magnitude, $1) > (graph.values[inputs[$1]].magnitude, $0)
    }.prefix(count)
    return (chosen + (isBias ? [last] : [])).sorted()
  }

  private func list(_ inputs: [Int], _ style: Style, terms: Int, depth: Int) -> String {
    let shown = inputs.prefix(terms + 1).map {
      text($0, style, terms: terms, depth: depth - 1, binding: false)
    }
    return (shown + (inputs.count > shown.count ? ["…"] : [])).joined(separator: ", ")
  }

  /// The formula of z with something in z's place; nil where it has no z.
  static func substitute(_ argument: String, into formula: String) -> String? {
    let letters = Array(formula)
    var text = ""
    var isFound = false
    for (index, letter) in letters.enumerated() {
      let before = index > 0 ? letters[index - 1] : " "
      let after = index + 1 < letters.count ? letters[index + 1] : " "
      guard letter == "z", !before.isLetter, !after.isLetter else {
        text.append(letter)
        continue
      }
      isFound = true
      let clings = "-^√0123456789".contains(before) || "²".contains(after)
      let isSimple = !argument.contains(" ") && !argument.hasPrefix("-")
      text +=
        clings && !isSimple || argument.contains(" ") && before != "(" && before != "|"
        ? "(\(argument))" : argument
    }
    return isFound ? text : nil
  }
}
