/// A word that works at every prompt of a lesson. Help, completion and the player read this list.
package enum LessonWord: String, CaseIterable, Sendable {
  case next
  case hint
  case solution
  case skip
  case back
  case goals
  case reset
  case play
  case menu
  case help
  case quit

  /// One line for help.
  package var summary: String {
    switch self {
    case .next: "go on; Enter alone does the same"
    case .hint: "a hint, and the next time the next one"
    case .solution: "a good answer, to type yourself"
    case .skip: "the next step, as if this one were done"
    case .back: "the step before, with the network as it was then"
    case .goals: "what is asked here, and how much of it is done"
    case .reset: "this step from its beginning; \"reset lesson\" is the whole lesson's"
    case .play: "free play on a copy of the network; play again to return"
    case .menu: "all lessons"
    case .help: "this list; \"help train\" explains a command"
    case .quit: "leave; the lesson goes on here the next time"
    }
  }

  /// The lesson word that a line consists of. `help train` is the interpreter's.
  init?(line: String) {
    let words = line.split(separator: " ").map { $0.lowercased() }
    if words == ["reset", "lesson"] || words == ["reset", "step"] {
      self = .reset
      return
    }
    guard words.count == 1, let word = LessonWord(rawValue: words[0]) else { return nil }
    self = word
  }
}
