/// A variable of a lesson, as its front matter declares it: `lr: pick(0.1, 0.5)`.
///
/// Its value is drawn once for each learner, and is the same in prose, commands, checks, hints and
/// answers.
package struct LessonVariable: Sendable, Equatable {
  package enum Values: Sendable, Equatable {
    /// One of these, as they are written; a single one is no choice.
    case picked([String])
    case integers(ClosedRange<Int>)
    /// Numbers with so many digits after the point; the range counts their last digit, so that
    /// 0.1 to 0.9 with one digit is 1 to 9.
    case decimals(ClosedRange<Int>, digits: Int)
  }

  package var name: String
  package var values: Values
  package var place: SourcePlace

  /// How many different values it can have.
  package var count: Int {
    switch values {
    case .picked(let values): values.count
    case .integers(let range), .decimals(let range, _): range.count
    }
  }

  /// The value that a draw chooses.
  package func value(for draw: UInt64) -> String {
    let choice = ContentHash.value(of: name, seed: draw) % UInt64(max(1, count))
    switch values {
    case .picked(let values): return values[Int(choice)]
    case .integers(let range): return String(range.lowerBound + Int(choice))
    case .decimals(let range, let digits):
      return Self.text(range.lowerBound + Int(choice), digits: digits)
    }
  }

  /// 25 with two digits after the point is "0.25".
  private static func text(_ number: Int, digits: Int) -> String {
    var text = String(number.magnitude)
    guard digits > 0 else { return (number < 0 ? "-" : "") + text }
    if text.count <= digits { text = String(repeating: "0", count: digits + 1 - text.count) + text }
    return (number < 0 ? "-" : "") + text.dropLast(digits) + "." + text.suffix(digits)
  }
}
