import Markdown

extension LintRule {
  static let taskListWithoutQuiz = LintRule(
    name: "task-list-without-quiz",
    summary: "a task list stands in the text, and nothing makes it a quiz",
    reason: """
      Without the comment before it a task list is text: it is shown with its right answers ticked, \
      and nobody is asked.
      """,
    remedy: "Write <!-- quiz --> above it; a list that is only to be read needs no boxes.",
    bad: "- [ ] A straight line\n- [x] A bent one",
    good: "<!-- quiz -->\n\n- [ ] A straight line\n- [x] A bent one"
  ) { subject in
    // A page of somebody else has the task lists that it has.
    guard subject.lesson.isDeclared else { return [] }
    return subject.elements.flatMap { step, element -> [LessonError] in
      guard case .prose(let blocks) = element else { return [] }
      return blocks.flatMap { block in
        block.taskLists.map { start in
          subject.error(
            "this task list asks nothing: the answers are read with it",
            at: SourcePlace(file: block.file ?? step.place.file, position: start),
            hint: "above it: <!-- quiz -->")
        }
      }
    }
  }
}

extension Block {
  /// Where task lists begin, one within the other counted once.
  fileprivate var taskLists: [SourcePosition] {
    switch content {
    case .list(let items, _):
      if let item = items.first(where: { $0.isChecked != nil }) { return [item.start] }
      return items.flatMap { $0.blocks.flatMap(\.taskLists) }
    case .quote(let blocks): return blocks.flatMap(\.taskLists)
    default: return []
    }
  }
}
