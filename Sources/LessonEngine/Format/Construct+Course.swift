extension Construct {
  /// What a `course.md` holds: keys between its `---` lines, and the list of its lessons.
  static let course =
    [
      courseKey(
        "course", "the id by which the course is known: small letters, digits, hyphens",
        "course: networks"),
      courseKey("format", "the version of this format", "format: 1"),
      courseKey("title", "as lists of lessons show it", "title: Networks"),
      courseKey("summary", "one sentence", "summary: From one neuron on."),
      courseKey("license", "the SPDX name of the licence", "license: CC-BY-4.0"),
      courseKey("authors", "who wrote it", "authors: [Ada Lovelace]"),
    ] + [courseList]

  private static let courseList = Construct(
    .course, "1. [title](file)",
    "a link in a list is a lesson, in this order; a link elsewhere is none",
    example: "1. [A neuron](01-a-neuron.md)\n2. [A layer](02-a-layer.md)")

  /// A whole `course.md`: the examples of all that it can hold.
  public static let courseExample: String = {
    let keys = course.filter { $0 != courseList }.map(\.example)
    return (["---"] + keys + ["---", "", "# Networks", "", courseList.example])
      .joined(separator: "\n")
  }()

  private static func courseKey(_ name: String, _ summary: String, _ example: String) -> Construct {
    Construct(.course, in: "course.md", name, summary, example: example)
  }
}
