import Interpreter

/// What can be told of a condition without a session: whether one says that another holds as well.
///
/// Only comparisons with numbers are understood, and conditions that are written alike. What is not
/// understood implies nothing, so that a rule that asks is silent rather than wrong.
struct Condition {
  private var parts: [Part]

  private struct Part {
    var text: String
    /// `loss < 0.05`: what is compared, and the numbers for which it holds.
    var subject: String?
    var numbers: NumberSet?
  }

  init(_ expression: Expression) {
    parts = expression.conjuncts.map { part in
      let text = Self.normal(part.text)
      guard let comparison = part.comparison,
        let numbers = NumberSet(comparison.sign, Self.normal(comparison.right.text))
      else { return Part(text: text) }
      return Part(text: text, subject: Self.normal(comparison.left.text), numbers: numbers)
    }
  }

  private static func normal(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether the other holds wherever this one does.
  func implies(_ other: Condition) -> Bool {
    other.parts.allSatisfy { wanted in
      parts.contains { part in
        if part.text == wanted.text { return true }
        guard let subject = part.subject, subject == wanted.subject, let numbers = part.numbers,
          let allowed = wanted.numbers
        else { return false }
        return numbers.isSubset(of: allowed)
      }
    }
  }

  /// Whether two of its parts exclude each other.
  var contradictsItself: Bool {
    parts.indices.contains { i in
      parts[..<i].contains { earlier in
        guard let subject = earlier.subject, subject == parts[i].subject,
          let one = earlier.numbers, let other = parts[i].numbers
        else { return false }
        return one.isDisjoint(from: other)
      }
    }
  }
}

/// The numbers for which a comparison with a number holds.
private struct NumberSet {
  private var low = -Double.infinity
  private var high = Double.infinity
  private var hasLow = true
  private var hasHigh = true
  /// The one number that is not in it.
  private var hole: Double?

  init?(_ sign: String, _ text: String) {
    guard let number = Double(text) else { return nil }
    switch sign {
    case "<": (high, hasHigh) = (number, false)
    case "<=": high = number
    case ">": (low, hasLow) = (number, false)
    case ">=": low = number
    case "==": (low, high) = (number, number)
    case "!=": hole = number
    default: return nil
    }
  }

  private func contains(_ number: Double) -> Bool {
    if let hole { return number != hole }
    return (number > low || number == low && hasLow) && (number < high || number == high && hasHigh)
  }

  func isSubset(of other: NumberSet) -> Bool {
    if let hole { return other.hole == hole }
    if let hole = other.hole { return !contains(hole) }
    let fitsLow = low > other.low || low == other.low && (other.hasLow || !hasLow)
    let fitsHigh = high < other.high || high == other.high && (other.hasHigh || !hasHigh)
    return fitsLow && fitsHigh
  }

  func isDisjoint(from other: NumberSet) -> Bool {
    if let hole { return other.low == hole && other.high == hole }
    if let hole = other.hole { return low == hole && high == hole }
    let (lower, upper) = low <= other.low ? (self, other) : (other, self)
    if lower.high < upper.low { return true }
    return lower.high == upper.low && !(lower.hasHigh && upper.hasLow)
  }
}
