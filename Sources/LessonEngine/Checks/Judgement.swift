package import Interpreter
import NeuralNetwork

/// What a condition comes to. There are three outcomes, not two: a lesson at fault is never the
/// learner's fault.
package enum Judgement: Sendable, Equatable {
  case met
  /// With what is there against what is wanted, where that can be said.
  case notMet([Difference])
  /// The condition is neither true nor false: "xor.md:12:11: …".
  case bug(String)

  /// Whether the learner has done what was asked, or cannot be asked for it.
  package var isMet: Bool { if case .notMet = self { false } else { true } }
}

extension Predicate {
  /// Judges a session.
  ///
  /// A condition that cannot be worked out, as there is no such layer, no data or no loss yet, is
  /// not met, and the interpreter's sentence says what is missing. One that comes to a number or a
  /// text is a fault of the lesson.
  package func judgement(of session: Session, names: [String: Value] = [:]) -> Judgement {
    let meter = LessonBudget.meterOfCondition()
    let judgement = meter.measuring { unboundedJudgement(of: session, names: names) }
    guard meter.isExceeded, case .notMet(let differences) = judgement else { return judgement }
    let reason = differences.compactMap { if case .missing(let words) = $0 { words } else { nil } }
    return .bug("\(place): \"\(text.onOneLine)\": \(reason.first ?? "is too much work")")
  }

  private func unboundedJudgement(of session: Session, names: [String: Value]) -> Judgement {
    do throws(Diagnostic) {
      switch try session.evaluate(expression, names: names) {
      case .boolean(true): return .met
      case .boolean(false): return .notMet(differences(in: session, names: names))
      case .number, .tensor, .text:
        return .bug("\(place): \"\(text.onOneLine)\" is neither true nor false")
      }
    } catch {
      return .notMet([.missing(error.message)])
    }
  }

  /// Whether it holds; a condition that cannot be worked out does not.
  package func holds(in session: Session, names: [String: Value] = [:]) -> Bool {
    judgement(of: session, names: names) == .met
  }

  /// "loss is 0.2312, wanted < 0.05", of each part that fails and whose left side is a name.
  private func differences(in session: Session, names: [String: Value]) -> [Difference] {
    expression.conjuncts.compactMap { part in
      do throws(Diagnostic) {
        guard case .boolean(false) = try session.evaluate(part, names: names),
          let comparison = part.comparison, comparison.left.namesOneValue
        else { return nil }
        let left = try session.evaluate(comparison.left, names: names)
        let right = try session.evaluate(comparison.right, names: names)
        let sign = comparison.sign == "==" ? "" : "\(comparison.sign) "
        let value =
          comparison.right.text == right.text || comparison.right.text.contains("\"")
          ? right.text : comparison.right.text
        return .field(comparison.left.text, found: left.text, wanted: sign + value)
      } catch {
        // A part that the one before it would have kept from being asked for.
        return nil
      }
    }
  }
}

extension Expression {
  /// "loss", "l0.weight[1,0]": what a learner knows by this name. A formula says nothing to someone
  /// who has not written it.
  fileprivate var namesOneValue: Bool {
    text.allSatisfy { $0.isLetter || $0.isNumber || "._[], ".contains($0) }
  }
}

extension NumberKey.Target {
  /// Whether an answer is right; nil where the key cannot be worked out, with the reason.
  package func accepts(
    _ answer: Double, in session: Session, names: [String: Value] = [:]
  ) -> Result<Bool, KeyFault> {
    switch self {
    case .value(let value, let tolerance): .success(tolerance.accepts(answer, for: value))
    case .interval(let range): .success(range.contains(answer))
    case .computed(_, let tolerance, _):
      value(in: session, names: names).map { tolerance.accepts(answer, for: $0) }
    }
  }

  /// The number that is asked for: of an interval, its middle.
  package func value(
    in session: Session, names: [String: Value] = [:]
  ) -> Result<Double, KeyFault> {
    switch self {
    case .value(let value, _): return .success(value)
    case .interval(let range):
      return .success(range.lowerBound + (range.upperBound - range.lowerBound) / 2)
    case .computed(let expression, _, let place):
      return session.number(of: expression, at: place, names: names)
    }
  }
}

/// What an expression of the lesson comes to, or where the lesson is at fault.
extension Session {
  func number(
    of expression: Expression, at place: SourcePlace, names: [String: Value]
  ) -> Result<Double, KeyFault> {
    value(of: expression, at: place, names: names, isNeeded: "a number") { value in
      switch value {
      case .number(let number) where number.isFinite: number
      case .tensor(let tensor) where tensor.values.count == 1 && tensor.values[0].isFinite:
        Double(tensor.values[0])
      default: nil
      }
    }
  }

  func text(
    of expression: Expression, at place: SourcePlace, names: [String: Value]
  ) -> Result<String, KeyFault> {
    value(of: expression, at: place, names: names, isNeeded: "a text") { value in
      if case .text(let text) = value { text } else { nil }
    }
  }

  func shape(
    of expression: Expression, at place: SourcePlace, names: [String: Value]
  ) -> Result<[Int], KeyFault> {
    value(of: expression, at: place, names: names, isNeeded: "a tensor with a shape") { value in
      if case .tensor(let tensor) = value { tensor.shape } else { nil }
    }
  }

  private func value<Kind>(
    of expression: Expression, at place: SourcePlace, names: [String: Value],
    isNeeded kind: String, _ pick: (Value) -> Kind?
  ) -> Result<Kind, KeyFault> {
    do throws(Diagnostic) {
      let found = LessonBudget.meterOfCondition().measuring {
        Result { () throws(Diagnostic) in try evaluate(expression, names: names) }
      }
      if let picked = pick(try found.get()) { return .success(picked) }
      return .failure(KeyFault("\(place): \"\(expression.text.onOneLine)\" is not \(kind)"))
    } catch {
      return .failure(KeyFault("\(place): \(error.message.onOneLine)"))
    }
  }
}

/// Why an answer cannot be told right or wrong: a fault of the lesson.
package struct KeyFault: Error, Equatable {
  package var message: String

  init(_ message: String) {
    self.message = message
  }
}
