import ArgumentParser
import Canvas
import Interpreter
import LessonEngine
import Pictures

/// `gradus help`, `gradus help test`, `gradus help rules`
struct HelpSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Show help: of a command, or with rules of the teaching rules.")

  @Argument(help: "A command; or rules, and the name of one.")
  var words: [String] = []

  @OptionGroup var shared: SharedOptions

  func run() throws {
    guard words.first == "rules" else {
      try showCommand()
      return
    }
    let program = try Program(shared: shared)
    let page: HelpPage
    if words.count == 1 {
      page = RulePages.list
    } else {
      guard words.count == 2, let rule = LintRules.rule(named: words[1]) else {
        throw ValidationError(RulePages.unknown(words.dropFirst().joined(separator: " ")))
      }
      page = RulePages.page(of: rule)
    }
    var plain = program.page
    Output.write(
      plain.bytes(
        .ran(command: "help", Outcome([.help(page)]), after: Session(), byLesson: false)))
  }

  private func showCommand() throws {
    var command: any ParsableCommand.Type = Gradus.self
    for word in words {
      guard
        let next = command.configuration.subcommands.first(where: { Self.name(of: $0) == word })
      else {
        let known = command.configuration.subcommands.compactMap(Self.name)
        throw ValidationError(
          "there is no command \(SafeText.line(word)); there are: "
            + (known + ["help rules"]).joined(separator: ", "))
      }
      command = next
    }
    Output.write(trusted: Gradus.helpMessage(for: command, columns: nil) + "\n")
  }

  private static func name(of command: any ParsableCommand.Type) -> String? {
    command.configuration.commandName
  }
}
