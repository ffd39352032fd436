/// Asking, after each training step, whether to stop.
extension Session {
  /// The first condition that holds now, and the values in it; nil where none does.
  ///
  /// - Throws: why a condition cannot be worked out.
  func brokenBy(
    _ breaks: [Watch]
  ) throws(Diagnostic) -> (condition: String, values: [WatchedValue])? {
    var evaluator = Evaluator(self)
    for condition in breaks {
      let holds: Bool
      do throws(Diagnostic) {
        holds = try evaluator.truth(of: condition.expression.node)
      } catch {
        var error = error
        error.message = "break when \(condition.text) cannot be asked: \(error.message)"
        error.range = nil
        error.hint = "break off"
        throw error
      }
      if holds { return (condition.text, values(of: condition.expression.operands)) }
    }
    return nil
  }
}

extension Expression {
  /// What a condition compares, without the numbers that are written there: `loss` of `loss < 0.1`.
  var operands: [Expression] {
    var found: [Expression] = []
    for part in conjuncts {
      for side in part.sides where !found.contains(where: { $0.text == side.text }) {
        found.append(side)
      }
    }
    return found
  }
}
