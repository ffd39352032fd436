import NeuralNetwork

/// A function that expressions may call. Help, completion and the linter read this.
public struct FunctionDeclaration: Sendable {
  /// "max"
  public let name: String
  /// As it is called: "max(x, …)".
  public let usage: String
  /// One line.
  public let summary: String
  /// How many arguments it takes.
  public let arity: ClosedRange<Int>
  /// Whether each entry of the result depends on the same entry of the argument alone.
  let isElementwise: Bool
  let apply: @Sendable (inout Evaluator, [Argument]) throws(Diagnostic) -> Value

  init(
    name: String, usage: String, summary: String, arity: ClosedRange<Int>,
    isElementwise: Bool = false,
    apply: @escaping @Sendable (inout Evaluator, [Argument]) throws(Diagnostic) -> Value
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.arity = arity
    self.isElementwise = isElementwise
    self.apply = apply
  }

  /// A value handed to a function, and its place.
  struct Argument {
    var value: Value
    var range: SourceRange
  }
}

extension FunctionDeclaration {
  /// A function of one number, taken entry by entry of a tensor.
  static func elementwise(
    _ name: String, _ summary: String, _ function: @escaping @Sendable (Double) -> Double
  ) -> Self {
    Self(name: name, usage: "\(name)(x)", summary: summary, arity: 1...1, isElementwise: true) {
      _, arguments throws(Diagnostic) in
      switch arguments[0].value {
      case .number(let number): .number(function(number))
      case .tensor(let tensor):
        .tensor(
          Tensor(
            shape: tensor.shape, values: tensor.values.map { Float(function(Double($0))) }))
      default: throw Self.needsNumbers(name, arguments[0])
      }
    }
  }

  /// A function that makes one number of all entries of all its arguments.
  static func reduction(
    _ name: String, _ summary: String, _ function: @escaping @Sendable ([Double]) -> Double
  ) -> Self {
    Self(name: name, usage: "\(name)(x, …)", summary: summary, arity: 1...20) {
      _, arguments throws(Diagnostic) in
      .number(function(try entries(of: arguments, for: name)))
    }
  }

  /// A function that makes a truth of all entries of its arguments.
  static func quantifier(
    _ name: String, _ summary: String, _ function: @escaping @Sendable ([Double]) -> Bool
  ) -> Self {
    Self(name: name, usage: "\(name)(x, …)", summary: summary, arity: 1...20) {
      _, arguments throws(Diagnostic) in
      .boolean(function(try entries(of: arguments, for: name)))
    }
  }

  /// The numbers in all arguments; truths count as 1 and 0.
  private static func entries(
    of arguments: [Argument], for name: String
  ) throws(Diagnostic) -> [Double] {
    var entries: [Double] = []
    for argument in arguments {
      switch argument.value {
      case .number(let number): entries.append(number)
      case .tensor(let tensor): entries += tensor.values.map(Double.init)
      case .boolean(let truth) where name == "all" || name == "any": entries.append(truth ? 1 : 0)
      default: throw needsNumbers(name, argument)
      }
    }
    if entries.isEmpty, name != "sum", name != "all", name != "any" {
      throw Diagnostic("\(name) needs at least one number", at: arguments.first?.range)
    }
    return entries
  }

  static func needsNumbers(_ name: String, _ argument: Argument) -> Diagnostic {
    Diagnostic("\(name) takes numbers, not \(argument.value.kindText)", at: argument.range)
  }
}
