import Interpreter

extension LintRule {
  /// A fiftieth: 2.7 for 2.75 is right, 2.6 is another number.
  private static let widest = 0.02

  static let toleranceTooWide = LintRule(
    name: "tolerance-too-wide",
    summary: "an answer may be off by more than 2 %",
    reason: """
      A number that is clearly another one counts as right, or gets the feedback of a mistake that \
      was not made.
      """,
    remedy: "Allow for rounding and no more; where a range is right, write it: [0.72, 0.74].",
    bad: "0.731 +- 0.1",
    good: "0.731 +- 0.005"
  ) { subject in
    subject.visits.flatMap { visit -> [LessonError] in
      guard case .answer(let answer) = visit.exercise.kind, case .number(let key) = answer.kind
      else { return [] }
      func isWide(_ target: NumberKey.Target) -> Bool {
        guard
          case .success(let value) = target.value(
            in: visit.player.session, names: visit.player.names), value != 0
        else { return false }
        switch target {
        case .value(_, .absolute(let distance)), .computed(_, .absolute(let distance), _):
          return distance > widest * abs(value)
        case .value(_, .relative(let part)), .computed(_, .relative(let part), _):
          return part > widest
        case .interval: return false
        }
      }
      let places =
        (isWide(key.target) ? [visit.exercise.place] : [])
        + key.responses.filter { isWide($0.target) }.map(\.place)
      return places.map { subject.error("this may be off by more than 2 %", at: $0) }
    }
  }
}
