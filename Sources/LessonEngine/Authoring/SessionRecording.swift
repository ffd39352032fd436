public import Interpreter

/// What somebody does at the prompt, written down as a lesson file to edit.
///
/// The commands from before the recording run unseen, so that those recorded find the same network;
/// each command that is recorded stands with its output under it, which every test of the lesson
/// compares.
public struct SessionRecording: Sendable {
  private let template: LessonTemplate
  private let seed: UInt64
  private let earlier: [String]
  private var entries: [(command: String, output: [String])] = []

  /// A recording that begins now.
  ///
  /// - Parameters:
  ///   - fileName: the file's name, after which the lesson is named.
  ///   - earlier: the commands that ran since the session began.
  public init(fileName: String, seed: UInt64, earlier: [String]) {
    template = LessonTemplate(fileName: fileName)
    self.seed = seed
    self.earlier = earlier
  }

  /// How many commands were recorded.
  public var count: Int { entries.count }

  /// A command ran.
  ///
  /// - Parameter output: as a terminal of 80 columns shows it.
  public mutating func add(_ step: Run.Step, output: String) {
    var lines = OutputPattern.lines(of: output)
    // What no second run repeats, or what would read as a command, may be anything.
    if step.verb == "time" || lines.contains(where: { $0.hasPrefix(">") || $0.hasPrefix("`") }) {
      lines = lines.isEmpty ? [] : ["..."]
    }
    entries.append((step.command, lines))
  }

  /// The file as it is now.
  public var text: String {
    var text = template.heading(
      seed: seed, introduces: verbs, summary: "What was done at the prompt, to be made a lesson of."
    )
    text += """
      Say here what the learner will be able to do, and cut what follows into steps: a heading for
      each, text between the commands, and a fence `gradus try` with a fence `gradus check` where the
      learner shall do it. `gradus docs` shows all that a lesson can hold.

      ## What was done
      <!-- step id=what-was-done -->


      """
    if !earlier.isEmpty {
      text += "```gradus setup\n" + earlier.map { Self.oneLine($0) + "\n" }.joined() + "```\n\n"
    }
    guard !entries.isEmpty else { return text }
    text += "```gradus run\n"
    for (command, output) in entries {
      text += "> \(Self.oneLine(command))\n" + output.map { $0 + "\n" }.joined()
    }
    return text + "```\n"
  }

  private var verbs: [String] {
    var verbs: [String] = []
    for command in entries.map(\.command) {
      for parsed in (try? ParsedCommand.commands(in: command)) ?? []
      where !verbs.contains(parsed.verb) {
        verbs.append(parsed.verb)
      }
    }
    return verbs
  }

  /// A list that went over several lines.
  private static func oneLine(_ command: String) -> String {
    command.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces }.joined(separator: " ")
  }
}
