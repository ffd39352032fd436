import Interpreter
import Markdown

extension LintRule {
  static let solutionDisagrees = LintRule(
    name: "solution-disagrees",
    summary: "the solution works out another number than the answer accepts",
    reason: """
      Whoever looks at the solution to understand what went wrong finds a number that is refused, \
      and trusts neither any more.
      """,
    remedy:
      "Let the last number of the solution be the answer, or compute the answer: = EXPRESSION.",
    bad: "```answer number\n2.5\n```\n\nSolution: 0.5 + 2 + 0.25 = 2.75",
    good: "```answer number\n2.75\n```\n\nSolution: 0.5 + 2 + 0.25 = 2.75"
  ) { subject in
    subject.visits.compactMap { visit -> LessonError? in
      guard case .answer(let answer) = visit.exercise.kind, case .number(let key) = answer.kind,
        let number = visit.exercise.explanation.plainText.numbers.last
      else { return nil }
      let isRight = key.target.accepts(
        number, in: visit.player.session, names: visit.player.names)
      guard (try? isRight.get()) == false else { return nil }
      return subject.error(
        "the solution ends with \(NumberText.text(number)), which this does not accept",
        at: visit.exercise.place)
    }
  }
}

extension String {
  /// The numbers in a text, with either minus sign.
  var numbers: [Double] {
    replacing("\u{2212}", with: "-").split { !($0.isNumber || $0 == "." || $0 == "-") }
      .compactMap { word in
        var word = word
        while word.last == "." { word.removeLast() }
        return Double(word)
      }
  }
}
