import Markdown

extension LintRule {
  static let announcesNothing = LintRule(
    name: "announces-nothing",
    summary: "a paragraph ends with a colon, and nothing is shown or asked after it",
    reason: """
      A colon says: here it comes. Where nothing comes, a learner looks for what is missing.
      """,
    remedy: "Put back what stood there, a run or a list, or end the sentence with a full stop.",
    bad: "Here is what it says:\n\nThe next paragraph.",
    good: "Here is what it says:\n\n```gradus run\n> predict 1 -2\n```"
  ) { subject in
    subject.lesson.places.flatMap { step in
      step.elements.indices.flatMap { index -> [LessonError] in
        guard case .prose(let blocks) = step.elements[index] else { return [] }
        let showsNext = step.elements[(index + 1)...].first { !$0.isUnseen }?.showsSomething
        return blocks.indices.compactMap { place in
          guard case .paragraph(let inlines) = blocks[place].content,
            inlines.plainText.hasSuffix(":"),
            !(place + 1 < blocks.count
              ? blocks[place + 1].showsSomething : showsNext ?? false)
          else { return nil }
          return subject.error(
            "this ends with a colon, and nothing comes after it",
            at: subject.place(of: blocks[place], in: step))
        }
      }
    }
  }
}

extension Element {
  fileprivate var isUnseen: Bool { if case .setup = self { true } else { false } }

  fileprivate var showsSomething: Bool {
    switch self {
    case .run, .figure, .exercise: true
    case .prose, .pause, .setup, .jump: false
    }
  }
}

extension Block {
  fileprivate var showsSomething: Bool {
    switch content {
    case .list, .quote, .code, .table: true
    case .paragraph, .heading, .rule, .html: false
    }
  }
}
