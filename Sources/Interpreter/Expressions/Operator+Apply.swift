import NeuralNetwork

extension Operator {
  /// The operation on two values. Comparisons of tensors give 1 and 0 entry by entry.
  func apply(_ left: Value, _ right: Value, at range: SourceRange) throws(Diagnostic) -> Value {
    switch (left, right) {
    case (.number(let a), .number(let b)):
      return isComparison ? .boolean(compare(a, b)) : .number(calculate(a, b))
    case (.text(let a), .text(let b)) where self == .equal || self == .notEqual:
      // Names of layers, losses and data: compared as names are.
      return .boolean((a.folded == b.folded) == (self == .equal))
    case (.boolean(let a), .boolean(let b)) where self == .equal || self == .notEqual:
      return .boolean((a == b) == (self == .equal))
    case (.tensor(let a), .tensor(let b)):
      return try combine(a, b, at: range)
    case (.tensor(let a), .number(let b)):
      return try combine(a, Tensor(shape: [], values: [Float(b)]), at: range)
    case (.number(let a), .tensor(let b)):
      return try combine(Tensor(shape: [], values: [Float(a)]), b, at: range)
    default:
      throw Diagnostic(
        "\(rawValue) does not go between \(left.kindText) and \(right.kindText)", at: range)
    }
  }

  private func combine(
    _ a: Tensor, _ b: Tensor, at range: SourceRange
  ) throws(Diagnostic) -> Value {
    let result = Broadcasting.combine(a, b) { x, y in
      isComparison ? (compare(x, y) ? 1 : 0) : calculate(x, y)
    }
    guard let result else {
      throw Diagnostic(
        "\(rawValue) does not go between \(a.shapeText) and \(b.shapeText) numbers", at: range,
        hint: "print each of them to see its rows and columns")
    }
    return .tensor(result)
  }

  private func calculate(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .plus: a + b
    case .minus: a - b
    case .times: a * b
    case .divide: a / b
    case .power: Elementary.power(a, b)
    default: preconditionFailure("\(self) is no arithmetic")
    }
  }

  /// Compares as precisely as the network's own numbers are: 0.1 typed equals 0.1 in a weight.
  /// Whole numbers, which counts are, are compared exactly.
  private func compare(_ a: Double, _ b: Double) -> Bool {
    let narrow = (Double(Float(a)), Double(Float(b)))
    let isExact = (a.rounded() == a && b.rounded() == b) || !narrow.0.isFinite || !narrow.1.isFinite
    let (x, y) = isExact ? (a, b) : narrow
    switch self {
    case .equal: return x == y
    case .notEqual: return x != y
    case .less: return x < y
    case .lessOrEqual: return x <= y
    case .greater: return x > y
    case .greaterOrEqual: return x >= y
    default: preconditionFailure("\(self) is no comparison")
    }
  }
}
