extension LintRule {
  static let aboutIncomplete = LintRule(
    name: "about-incomplete",
    summary: "the front matter lacks what the menu and whoever reuses the lesson need",
    reason: """
      The menu shows the summary and the time; without a licence and authors nobody may copy the \
      lesson, mend it or translate it.
      """,
    remedy: "Fill in summary, minutes, license (an SPDX name) and authors.",
    bad: "lesson: xor\nformat: 1\ntitle: XOR",
    good: "lesson: xor\nformat: 1\ntitle: XOR\nsummary: One line is not enough.\nminutes: 10\n"
      + "license: CC-BY-4.0\nauthors: [Ada Lovelace]"
  ) { subject in
    let about = subject.lesson.about
    var missing: [String] = []
    if about.summary?.isEmpty ?? true { missing.append("summary") }
    if about.minutes == nil { missing.append("minutes") }
    if about.license?.isEmpty ?? true { missing.append("license") }
    if about.authors.isEmpty { missing.append("authors") }
    guard let first = missing.first else { return [] }
    return [
      subject.error(
        "the front matter lacks \(missing.joined(separator: ", "))", at: subject.top, length: 3,
        hint: first == "license" ? "license: CC-BY-4.0" : nil)
    ]
  }
}
