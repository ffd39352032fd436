extension Construct {
  /// The keys between the `---` lines at the top of a lesson.
  static let frontMatter =
    [
      key("lesson", "the id by which other lessons and the journal know it", "lesson: a-neuron"),
      key("format", "the version of this format", "format: 1"),
      key("title", "as menus and the first line show it", "title: A neuron"),
      key("summary", "one sentence for the menu", "summary: Weigh, add, bend."),
      key("level", "for whom: beginner, intermediate or advanced", "level: beginner"),
      key("minutes", "how long it takes", "minutes: 15"),
      key("seed", "what the session's random numbers follow from; 0 without it", "seed: 7"),
      key("requires", "ids of the lessons to do before", "requires: [a-neuron]"),
      key("introduces", "commands and notions that are new here", "introduces: [add, train]"),
      key(
        "learned", "what is said at the end; without it, what the lesson introduces",
        "learned: [a neuron adds what it weighs]"),
      key(
        "policy", "what the learner may do", "policy: {skip: yes, solution: after 3, attempts: 5}"),
      key(
        "vars", "variables: {{lr}} stands for a value that is drawn for each learner",
        "vars: {lr: pick(0.1, 0.5), units: integer(2, 5), w: uniform(0.1, 0.9)}"),
      key("license", "the SPDX name of the licence", "license: CC-BY-4.0"),
      key("authors", "who wrote it", "authors: [Ada Lovelace]"),
    ] + policy + draws

  private static let policy = [
    within("policy", "skip", "whether skip goes on without an answer: yes or no", "skip: no"),
    within(
      "policy", "solution", "when solution answers: always, never, or after so many attempts",
      "solution: after 3"),
    within(
      "policy", "attempts",
      "after so many wrong answers or attempts the lesson shows its own; or unlimited",
      "attempts: 5"),
  ]

  private static let draws = [
    within("vars", "pick", "one of these, as they are written", "pick(0.1, 0.5)"),
    within("vars", "integer", "a whole number from the first to the second", "integer(2, 5)"),
    within(
      "vars", "uniform",
      "a number between the two, with as many digits after the point as they have",
      "uniform(0.1, 0.9)"),
  ]

  private static func key(_ name: String, _ summary: String, _ example: String) -> Construct {
    Construct(.frontMatter, name, summary, example: example)
  }

  private static func within(
    _ key: String, _ name: String, _ summary: String, _ example: String
  ) -> Construct {
    Construct(.frontMatter, in: key, name, summary, example: example)
  }
}
