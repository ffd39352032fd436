import NeuralNetwork

/// Writes an expression of single numbers onto the tape. What has no derivative here, such as an entry
/// of a tensor or a comparison, is a number that is given, under the text that was typed.
struct ScalarRecorder {
  private let session: Session
  private let arguments: Arguments
  private(set) var tape: ScalarTape
  private var evaluator: Evaluator

  init(_ session: Session, _ arguments: Arguments) {
    self.session = session
    self.arguments = arguments
    tape = session.moment.tape
    evaluator = Evaluator(session)
  }

  /// The node of `name`, whose value the expression is; nil where the tape is full.
  mutating func record(_ node: Node, as name: String) throws(Diagnostic) -> Int? {
    guard tape.graph.count < ScalarTape.mostNodes else { return nil }
    var result = try self.node(for: node)
    // A number under its own text, or another name's node, is not what is named here.
    let isNew = tape.graph.operations[result] != .leaf && tape.graph.address(of: result) == nil
    if tape.graph.operations[result] == .leaf, isConstant(node) {
      result = tape.graph.leaf(tape.graph.values[result])
    } else if !isNew {
      result = tape.graph.append(.copy, [result])
    }
    tape.graph.name(result, .variable(name))
    return result
  }

  /// A number as it is typed: `2`, `-0.5`.
  private func isConstant(_ node: Node) -> Bool {
    switch node.kind {
    case .number: true
    case .negative(let operand): isConstant(operand)
    default: false
    }
  }

  private mutating func node(for node: Node) throws(Diagnostic) -> Int {
    switch node.kind {
    case .number(let number): return tape.graph.leaf(number, .constant)
    case .negative(let operand):
      if isConstant(node) { return try given(node, .constant) }
      let inner = try self.node(for: operand)
      return tape.graph.append(.negative, [inner])
    case .binary(let sign, let left, let right):
      guard let operation = Self.operation(sign) else { return try given(node) }
      let first = try self.node(for: left)
      let second = try self.node(for: right)
      return tape.graph.append(operation, [first, second])
    case .call(let word, let arguments):
      if arguments.count == 1, let function = Self.function(word.folded) {
        let inner = try self.node(for: arguments[0])
        return tape.graph.apply(function, inner)
      }
      guard let operation = Self.reduction(word.folded), try areNumbers(arguments) else {
        return try given(node)
      }
      var inputs: [Int] = []
      for argument in arguments { inputs.append(try self.node(for: argument)) }
      return tape.graph.append(operation, inputs)
    case .path(let path) where path.parts.isEmpty:
      if let known = session.variables[path.root.text]?.node { return known }
      return try given(node)
    default: return try given(node)
    }
  }

  /// A number that comes from elsewhere.
  private mutating func given(
    _ node: Node, _ address: ScalarAddress? = nil
  ) throws(Diagnostic) -> Int {
    guard case .number(let number) = try evaluator.value(of: node) else {
      throw Diagnostic("this is not a number", at: node.range)
    }
    return tape.graph.leaf(
      number, address ?? .variable(Diagnostic.shortened(arguments.text(in: node.range))))
  }

  private mutating func areNumbers(_ nodes: [Node]) throws(Diagnostic) -> Bool {
    for node in nodes {
      guard case .number = try evaluator.value(of: node) else { return false }
    }
    return true
  }

  private static func operation(_ sign: Operator) -> ScalarOperation? {
    switch sign {
    case .plus: .sum
    case .minus: .difference
    case .times: .product
    case .divide: .quotient
    case .power: .power
    default: nil
    }
  }

  private static func reduction(_ name: String) -> ScalarOperation? {
    switch name {
    case "max": .maximum
    case "min": .minimum
    case "sum": .sum
    default: nil
    }
  }

  private static func function(_ name: String) -> ScalarFunction? {
    let known: [ScalarFunction] = [
      .exp, .log, .sqrt, .sin, .cos, .tanh, .sigmoid, .relu, .abs, .sign,
    ]
    return known.first { $0.name == name }
  }
}
