import Interpreter

/// A word that works at every prompt of a lesson. Help, completion and the player read this list.
package enum LessonWord: String, CaseIterable, Sendable {
  case next
  case hint
  case solution
  case skip
  case back
  case goals
  case reset
  case keep
  case play
  case menu
  case help
  case quit

  /// One line for help.
  package var summary: String {
    switch self {
    case .next: "go on; Enter alone does the same"
    case .hint: "a hint, and the next time the next one; after a step, those you did not read"
    case .solution: "a good answer, to type yourself or to compare with yours"
    case .skip: "the next step, as if this one were done"
    case .back: "the step before, with the network as it was then"
    case .goals: "what is asked here, and how much of it is done"
    case .reset: "this step from its beginning; \"reset lesson\", \"reset all\", \"reset undo\""
    case .keep: "let what you tried beside the lesson count from here on"
    case .play: "free play on a copy of the network; play again to return"
    case .menu: "all lessons"
    case .help: "this list; \"help train\" explains a command"
    case .quit: "leave; the lesson goes on here the next time"
    }
  }

  /// The lesson word that a line consists of. `help train` is the interpreter's.
  package init?(line: String) {
    let words = line.split(separator: " ").map { $0.lowercased() }
    guard let first = words.first, let word = LessonWord(rawValue: first),
      words.count == 1 || word == .reset && words.count == 2
    else { return nil }
    self = word
  }

  /// The word with which a line begins, more following it, where no command has that name.
  package init?(beginning line: String) {
    let words = line.split(separator: " ").map { $0.lowercased() }
    guard words.count > 1, let word = LessonWord(rawValue: words[0]),
      !Commands.all.contains(where: { $0.verb == word.rawValue })
    else { return nil }
    self = word
  }

  /// The word that `help hint` asks about, where no command has that name.
  package init?(topicOf line: String) {
    let words = line.split(separator: " ").map { $0.lowercased() }
    guard words.count == 2, words[0] == LessonWord.help.rawValue,
      let word = LessonWord(rawValue: words[1]),
      !Commands.all.contains(where: { $0.verb == word.rawValue })
    else { return nil }
    self = word
  }
}
