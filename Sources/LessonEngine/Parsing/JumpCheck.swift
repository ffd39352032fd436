import Interpreter
import Markdown

/// Checks where `<!-- goto … -->` leads: to a step that there is, and never round and round.
///
/// A lesson ends for everyone: from each step that can be reached, the end can be. And a way back
/// to where one was passes something that the learner does, since nothing else makes a condition
/// come out otherwise the second time.
struct JumpCheck {
  let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  func check() throws(LessonError) {
    let ids = lesson.steps.map(\.id)
    for (_, jump) in jumps where !ids.contains(jump.target) {
      throw error("there is no step \"\(jump.target)\"", at: jump, among: ids)
    }
    for (from, jump) in jumps {
      guard let to = index(of: jump.target), to <= from else { continue }
      if !reaches(end: to) {
        throw error(
          "this goes round for ever", at: jump,
          hint: "a condition ends it: <!-- goto \(jump.target) when=\"attempts > 3\" -->")
      }
      guard (to...from).contains(where: asksSomething) else {
        throw error(
          "this goes back to where nothing is done, so that it comes back just as it was", at: jump,
          hint: "a task or a question between the two makes a difference")
      }
    }
  }

  private var jumps: [(from: Int, jump: Jump)] {
    lesson.places.enumerated().flatMap { index, step in
      step.elements.compactMap { element in
        if case .jump(let jump) = element { (index, jump) } else { nil }
      }
    }
  }

  private func index(of id: String) -> Int? { lesson.places.firstIndex { $0.id == id } }

  /// Whether a way leads from a step to the end, all conditions being open.
  private func reaches(end start: Int) -> Bool {
    var open = [start]
    var seen: Set<Int> = [start]
    while let index = open.popLast() {
      for next in followers(of: index) {
        if next == lesson.places.count { return true }
        if seen.insert(next).inserted { open.append(next) }
      }
    }
    return false
  }

  /// Where a step may lead: to all its targets up to one without a condition, and else on.
  private func followers(of index: Int) -> [Int] {
    var found: [Int] = []
    for case .jump(let jump) in lesson.places[index].elements {
      if let target = self.index(of: jump.target) { found.append(target) }
      if jump.condition == nil { return found }
    }
    return found + [index + 1]
  }

  private func asksSomething(_ index: Int) -> Bool { !lesson.places[index].exercises.isEmpty }

  private func error(
    _ message: String, at jump: Jump, hint: String? = nil, among ids: [String] = []
  ) -> LessonError {
    lesson.error(
      message, at: jump.place, length: jump.target.utf8.count,
      hint: hint ?? (ids.isEmpty ? nil : "known: \(ids.joined(separator: ", "))"),
      suggestion: ids.isEmpty ? nil : Nearest.word(to: jump.target, among: ids))
  }
}
