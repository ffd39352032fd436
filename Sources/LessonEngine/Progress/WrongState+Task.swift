import Interpreter
import NeuralNetwork

/// The signature of a wrong state: what of the goals is not met, put so that it is true of this state
/// and of all that are wrong in the same way. Whole numbers and words are told as they are, for each
/// of them is a mistake of its own (`layers == 1`); measured numbers only as missed (`loss >= 0.05`).
///
/// It holds nothing but the lesson's own conditions and such numbers: nothing of who learns.
extension WrongState {
  /// Parts of a signature beyond these say no more.
  private static let partLimit = 4

  /// Of a task whose goals are not all met.
  init(_ task: Task, in session: Session, names: [String: Value], isAnswered: Bool) {
    var parts: [String] = []
    var isBeyondReach = false
    for requirement in task.check.requirements {
      for part in requirement.predicate.expression.conjuncts {
        do throws(Diagnostic) {
          guard case .boolean(false) = try session.evaluate(part, names: names) else { continue }
          let words = Self.words(part, in: session, names: names)
          if !parts.contains(words) { parts.append(words) }
        } catch {
          // What is asked for is not even there: how much is, tells the most.
          isBeyondReach = true
        }
      }
    }
    if isBeyondReach || parts.isEmpty {
      let count = "layers == \(session.network.layers.count)"
      if !parts.contains(count) { parts.insert(count, at: 0) }
    }
    self.init(
      signature: parts.prefix(Self.partLimit).joined(separator: " and ").onOneLine,
      isAnswered: isAnswered)
  }

  private static let opposites = [
    "==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
  ]

  private static func words(
    _ part: Expression, in session: Session, names: [String: Value]
  ) -> String {
    guard let comparison = part.comparison, let opposite = opposites[comparison.sign] else {
      return "not (\(part.text))"
    }
    switch try? session.evaluate(comparison.left, names: names) {
    case .number(let number):
      guard let whole = Int(exactly: number), abs(whole) < 1_000_000 else { break }
      return "\(comparison.left.text) == \(whole)"
    case .text(let text):
      return "\(comparison.left.text) == \"\(text)\""
    default: break
    }
    return "\(comparison.left.text) \(opposite) \(comparison.right.text)"
  }

  /// Of an answer in words: what does not fit a table is cut off.
  init(answer: String, isAnswered: Bool) {
    self.init(signature: String(answer.onOneLine.prefix(60)), isAnswered: isAnswered)
  }

  /// Of a number: a hundredth more or less is the same mistake, unless the right answer is that near.
  init(number: Double, right: Double?, isAnswered: Bool) {
    var text = NumberText.brief(number)
    var reach = number == 0 ? "0.005" : "1%"
    let allowed = number == 0 ? 0.005 : 0.01 * abs(number)
    // What is written is rounded, which must not bring it to the right answer either.
    if let right, number.isFinite, abs(right - (Double(text) ?? number)) <= 1.01 * allowed {
      text = "\(number)"
      if text.hasSuffix(".0") { text.removeLast(2) }
      reach = NumberText.brief(abs(right - number) / 2)
    }
    self.init(signature: "\(text) +- \(reach)", isAnswered: isAnswered)
  }

  /// Of an order: the first two lines that stand the wrong way round, as a `when` names them.
  init(order: [Int], of lines: [String], isAnswered: Bool) {
    let wrong = zip(order, order.dropFirst()).first { $0 > $1 } ?? (0, 0)
    self.init(
      signature: "\(lines[wrong.0]) before \(lines[wrong.1])".onOneLine, isAnswered: isAnswered)
  }
}
