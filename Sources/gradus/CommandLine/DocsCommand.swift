import ArgumentParser
import LessonEngine
import Markdown
import Terminal

/// `gradus docs`
struct DocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs",
    abstract: "Show all that a lesson file can hold.",
    discussion: """
      The reference is made of what the program itself reads lessons by. Written to a file or a \
      pipe it is Markdown.
      """)

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let program = try Program(shared: shared)
    let text = FormatReference.text
    guard program.capabilities.outputIsTerminal, let document = try? Document(parsing: text) else {
      Output.write(trusted: text)
      return
    }
    var page = program.page
    Output.write(page.bytes(.prose(document.blocks)))
  }
}
