extension Construct {
  /// The comments that mean something to a lesson; each stands on a line of its own.
  static let comments = [
    Construct(
      .comment, "step",
      keys: [
        Key("id", "small letters, digits, hyphens", example: "id=xor-fails", isRequired: true)
      ],
      "the id of a step, which stays when its heading changes",
      example: "<!-- step id=xor-fails -->"),
    Construct(
      .comment, "quiz",
      keys: [
        Key("several", "several can be chosen, though only one is right", example: "several")
      ],
      "the task list that follows is multiple choice: [x] is right, and where there is more than one "
        + "[x] all of them are to be chosen; a quote is feedback",
      example: "<!-- quiz -->\n\n- [x] A bent line\n\n  > Yes.\n\n- [ ] A straight line"),
    Construct(
      .comment, "hint",
      keys: [
        Key("when", "the state in which it helps", example: "when=\"loss > 0.6\"", isRequired: true)
      ], "the hint that follows is shown in this state only",
      example: "<!-- hint when=\"loss > 0.6\" -->"),
    Construct(
      .comment, "goto",
      keys: [
        Key("when", "the condition; without one it always goes", example: "when=\"hints > 0\"")
      ],
      "goes to another step instead of the next",
      example: "<!-- goto again when=\"attempts > 3\" -->"
    ),
    Construct(
      .comment, "include", "the text of another file of the lesson's folder stands here",
      example: "<!-- include part.md -->"),
    Construct(
      .comment, "allow",
      "a rule of gradus check does not hold in this step, or before the first step in the lesson",
      example: "<!-- allow wall-of-text: the poem is quoted whole -->"),
  ]

  /// The summaries of `<details>` that mean something; any other is read as if it stood open.
  static let details = [
    Construct(
      .details, "Hint", "one rung of the ladder of hints, shown when the learner asks",
      example: "<details><summary>Hint</summary>\n\nWhich function bends?\n\n</details>"),
    Construct(
      .details, "Solution", "explains the solution, and is shown with it",
      example: "<details><summary>Solution</summary>\n\nA line cannot bend.\n\n</details>"),
  ]

  /// What Markdown has already and a lesson gives a meaning.
  static let markdown = [
    Construct(
      .markdown, "# Heading", "the lesson's title where the front matter has none",
      example: "# A neuron"),
    Construct(
      .markdown, "## Heading", "begins a step; its id is made of its words unless one is written",
      example: "## Why XOR fails"),
    Construct(.markdown, "---", "a pause inside a step: Enter goes on", example: "---"),
    Construct(
      .markdown, "> [!NOTE]", "a call-out: NOTE, TIP, IMPORTANT, WARNING or CAUTION",
      example: "> [!NOTE]\n> Weights are [outputs × inputs]."),
    Construct(
      .markdown, "{{name}}", "the value of a variable, in prose, commands, checks and answers",
      example: "Set the rate to {{lr}}."),
    Construct(
      .markdown, "![text](file)",
      "an image is shown by its text; of a .txt file of the folder, the file itself is shown",
      example: "![Two inputs, one neuron](neuron.txt)"),
  ]
}
