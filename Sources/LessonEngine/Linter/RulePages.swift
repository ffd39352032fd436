public import Interpreter

/// The pages of `gradus help rules`, made of the rules themselves.
public enum RulePages {
  /// All rules, a line each.
  public static var list: HelpPage {
    HelpPage(
      title: "Teaching rules",
      summary: "gradus check holds a lesson against these.",
      sections: [
        .init("Rules", LintRules.all.map { .init($0.name, $0.summary) }),
        .init(
          "Exceptions",
          [
            .init("", "gradus help rules NAME shows a rule's page."),
            .init("", "A comment in a step allows an exception there, and says why:"),
            .init("", "<!-- allow wall-of-text: the poem is quoted whole -->"),
            .init("", "Before the first step it holds for the whole lesson."),
          ]),
      ])
  }

  /// A rule's own page.
  public static func page(of rule: LintRule) -> HelpPage {
    HelpPage(
      title: rule.name, summary: "Finds: \(rule.summary).",
      sections: [
        .init("Why", [.init("", rule.reason)]), .init("What to do", [.init("", rule.remedy)]),
        .init("So not", lines(rule.bad)), .init("But so", lines(rule.good)),
        .init(
          "As an exception", [.init("", "<!-- allow \(rule.name): why it is better here -->")]),
      ])
  }

  /// What is said where there is no such rule.
  public static func unknown(_ word: String) -> String {
    let names = LintRules.all.map(\.name)
    let near = Nearest.word(to: word, among: names).map { "did you mean \($0)? " } ?? ""
    return "there is no rule \(word.onOneLine); \(near)gradus help rules lists them"
  }

  private static func lines(_ text: String) -> [HelpPage.Entry] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { .init("", String($0)) }
  }
}
