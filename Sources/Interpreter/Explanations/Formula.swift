import NeuralNetwork

/// The formula of a node of a scalar graph, once with names and once with numbers: `e / sum` and
/// `1.6487 / 3.0179`. Steps without a name are written out within it.
struct Formula {
  let graph: ScalarGraph
  /// The sample that is followed.
  let sample: Int?
  /// Another name than the graph's own: "x1" for an input.
  var rename: (ScalarAddress) -> String? = { _ in nil }

  /// How many terms of a sum are written out.
  private static let mostTerms = 4
  private static let deepest = 6

  /// "a = e[1] / sum = 1.6487 / 3.0179 = 0.5463"
  func line(_ node: Int) -> String {
    let value = NumberText.decimal(graph.values[node])
    let title = name(node).map { "\($0) = " } ?? ""
    guard graph.operations[node] != .leaf else { return "\(title)\(value)" }
    let numbers = text(of: node, .numbers, depth: 0).text
    return "\(title)\(symbols(node)) = " + (numbers == value ? value : "\(numbers) = \(value)")
  }

  /// The formula with names alone: "a × b".
  func symbols(_ node: Int) -> String { text(of: node, .names, depth: 0).text }

  /// What a node is called; nil where it has no name.
  func name(_ node: Int) -> String? {
    if let address = graph.address(of: node), let name = rename(address) { return name }
    return graph.name(of: node, sample: sample)
  }

  private enum Style {
    case names
    case numbers
  }

  /// How tightly a text holds together: what is looser than its surroundings needs parentheses.
  private enum Binding: Int, Comparable {
    case sum, product, power, whole
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private typealias Part = (text: String, binding: Binding)

  private func operand(_ node: Int, _ style: Style, depth: Int) -> Part {
    if let name = name(node) {
      guard style == .numbers else { return (name, name.contains(" ") ? .sum : .whole) }
      return Self.number(graph.values[node])
    }
    if graph.operations[node] == .leaf {
      let value = graph.values[node]
      // A constant has few digits, and all of them count.
      let text =
        value != 0 && abs(value) < 1e-3 ? NumberText.exponential(value) : NumberText.text(value)
      return (text, value < 0 ? .sum : .whole)
    }
    guard depth < Self.deepest else {
      return style == .names ? ("…", .whole) : Self.number(graph.values[node])
    }
    return text(of: node, style, depth: depth + 1)
  }

  private static func number(_ value: Double) -> Part {
    let text = NumberText.decimal(value)
    return (text, text.hasPrefix("-") ? .sum : .whole)
  }

  private func text(of node: Int, _ style: Style, depth: Int) -> Part {
    let inputs = graph.inputs(of: node).map(\.node)
    func part(_ index: Int, _ least: Binding) -> String {
      let part = operand(inputs[index], style, depth: depth)
      return part.binding < least ? "(\(part.text))" : part.text
    }
    switch graph.operations[node] {
    case .leaf: return operand(node, style, depth: depth)
    case .copy: return (part(0, .sum), .whole)
    case .sum: return (sum(inputs, style, depth: depth), .sum)
    case .difference: return ("\(part(0, .sum)) - \(part(1, .product))", .sum)
    case .product: return ("\(part(0, .product)) × \(part(1, .power))", .product)
    case .quotient: return ("\(part(0, .product)) / \(part(1, .power))", .product)
    case .negative: return ("-\(part(0, .product))", .sum)
    case .power: return ("\(part(0, .whole))^\(part(1, .whole))", .power)
    case .maximum, .shift: return (list("max", inputs, style, depth: depth), .whole)
    case .minimum: return (list("min", inputs, style, depth: depth), .whole)
    case .function:
      guard let function = graph.function(of: node) else { return ("", .whole) }
      switch function.name {
      case "square": return ("\(part(0, .whole))²", .power)
      case "exp": return ("e^\(part(0, .whole))", .power)
      case "sqrt": return ("√\(part(0, .whole))", .power)
      case "abs": return ("|\(part(0, .sum))|", .whole)
      default:
        // "huber 0.5" and "log, at least -100" by their first word.
        let name = function.name.prefix { $0 != " " && $0 != "," }
        return ("\(name)(\(part(0, .sum)))", .whole)
      }
    }
  }

  /// All terms, or the largest ones in their order and what the others come to.
  private func sum(_ inputs: [Int], _ style: Style, depth: Int) -> String {
    let shown = Terms.largest(inputs.map { graph.values[$0] }, most: Self.mostTerms)
    var text = ""
    for index in shown {
      var (term, binding) = operand(inputs[index], style, depth: depth)
      if text.isEmpty {
        text = term
      } else if style == .numbers, term.hasPrefix("-"), !term.contains(" ") {
        term.removeFirst()
        text += " - \(term)"
      } else {
        text += " + \(binding == .sum && term.hasPrefix("-") ? "(\(term))" : term)"
      }
    }
    guard shown.count < inputs.count else { return text }
    let rest = inputs.indices.filter { !shown.contains($0) }
      .reduce(0) { $0 + graph.values[inputs[$1]] }
    let count = inputs.count - shown.count
    return text + (style == .names ? " + \(count) more" : " + (\(rest.signed))")
  }

  private func list(_ word: String, _ inputs: [Int], _ style: Style, depth: Int) -> String {
    let shown = inputs.prefix(2 * Self.mostTerms).map { operand($0, style, depth: depth).text }
    let more = inputs.count > shown.count ? ", …" : ""
    return "\(word)(\(shown.joined(separator: ", "))\(more))"
  }
}
