import ArgumentParser
import Canvas
import LessonEngine

/// `gradus new FILE`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a lesson to start from.",
    discussion: """
      The file holds one of each of the things that most lessons are made of, and passes check and \
      test as it is. A file that is there already is left alone.
      """)

  @Argument(help: "The file to make, with the ending .md.")
  var file: String

  func validate() throws {
    guard file.hasSuffix(".md"), file.split(separator: "/").last != ".md" else {
      throw ValidationError("a lesson's file ends in .md: \(SafeText.line(file)).md")
    }
  }

  func run() throws {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let shown = SafeText.line(file)
    do throws(FileBytes.Failure) {
      try AtomicFile.create(file, with: Array(LessonTemplate(fileName: name).text.utf8))
    } catch {
      Output.write(
        trusted: "\(shown) cannot be made: \(error.reason)\n", to: Output.error)
      throw ExitCode(2)
    }
    let word = ShellWord.quoted(shown)
    // "docs" is one letter shorter than "watch", and takes no file.
    let margin = String(repeating: " ", count: StyledText(word).width + 7)
    Output.write(
      trusted: """
        \(shown) is a lesson now. Edit it, and see what becomes of it:

            gradus watch \(word)     play it, and again at each save
            gradus check \(word)     what makes it hard to learn from
            gradus test \(word)      every way that a learner might take
            gradus docs\(margin)all that a lesson can hold

        """)
  }
}
