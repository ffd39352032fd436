import Interpreter

extension LintRule {
  static let unknownPrerequisite = LintRule(
    name: "unknown-prerequisite",
    summary: "the lesson requires one that is not there, or that in turn requires it",
    reason: """
      The menu tells a learner what to do first. What is not there can never be done, and in a \
      circle nothing can be begun.
      """,
    remedy: "Name the ids of lessons of the same course that can be done before.",
    bad: "requires: [a-neuron-that-was-renamed]",
    good: "requires: [a-neuron]"
  ) { subject in
    let course = subject.course
    let about = subject.lesson.about
    guard !course.lessons.isEmpty else { return [] }
    let place = subject.place(ofKey: "requires")
    return about.requires.compactMap { id in
      guard course.lessons.contains(where: { $0.id == id }) else {
        return subject.error(
          "there is no lesson \"\(id)\" in this folder", at: place,
          suggestion: Nearest.word(to: id, among: course.lessons.map(\.id)))
      }
      guard course.isRequired(about.id, by: id) else { return nil }
      return subject.error(
        "\"\(id)\" requires \"\(about.id)\", so that neither can come first", at: place)
    }
  }
}

extension LessonsAround {
  /// Whether one lesson is required by another, or by what that requires.
  fileprivate func isRequired(_ id: String, by start: String) -> Bool {
    var open = [start]
    var seen = Set<String>()
    while let next = open.popLast() {
      if next == id { return true }
      guard seen.insert(next).inserted else { continue }
      open += lessons.first { $0.id == next }?.requires ?? []
    }
    return false
  }
}
