/// One thing that makes a lesson hard to learn from, and how it is found.
///
/// A rule is one file in `Rules` and one entry in `LintRules.all`; `gradus check` runs it, and
/// `gradus help rules` shows its page.
public struct LintRule: Sendable {
  /// By which an exception in a lesson names it.
  public let name: String
  /// One line: what is wrong.
  public let summary: String
  /// Why that is hard on a learner.
  public let reason: String
  /// What an author does about it.
  public let remedy: String
  /// Lines of a lesson that break it.
  public let bad: String
  /// The same as they should be.
  public let good: String
  let find: @Sendable (LintSubject) -> [LessonError]
}

/// What a rule found.
public struct LintFinding: Sendable, Equatable {
  /// The rule's name.
  public var rule: String
  /// What, and where.
  public var error: LessonError

  /// As a terminal shows it: the error, and the name by which to look the rule up.
  ///
  /// - Parameter columns: how many columns of it a text takes.
  public func text(columns: (String) -> Int) -> String {
    "\(error.text(columns: columns))\n(\(rule); gradus help rules \(rule) says why)"
  }
}

/// The one list of all rules.
public enum LintRules {
  /// In the order in which the help shows them.
  public static let all: [LintRule] = [
    .aboutIncomplete, .missingStepID, .unknownPrerequisite,
    .commandBeforeIntroduced, .introducedNotUsed,
    .goalMetAtStart, .goalNotChecked, .formOverState,
    .hintGivesAnswer, .solutionDisagrees, .whenNeverFires, .whenNotTested, .trainingGivesUp,
    .shownOtherwise,
    .toleranceTooWide, .choiceWithoutFeedback, .rightChoiceInOnePlace, .taskListWithoutQuiz,
    .announcesNothing, .wallOfText, .widerThanScreen, .missingAltText,
    .unreachable, .unusedVariable, .unsolvableDraw,
    .exception,
  ]

  /// The rule of a name.
  public static func rule(named name: String) -> LintRule? { all.first { $0.name == name } }
}
