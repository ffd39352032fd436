import LessonEngine
import Testing

@Suite("A caret below wide characters")
struct WideCharactersTests {
  /// As a terminal has it for the characters of these tests.
  private func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2000 || $1 == "…" ? 1 : 2) }
  }

  private func error(_ line: String) -> LessonError? {
    do {
      _ = try lesson("## Two\n\n\(line)\n", front: "vars: {lr: 0.5}\n")
      return nil
    } catch {
      return error as? LessonError
    }
  }

  @Test func `stands below the fault, by columns`() {
    let error = error("日本語のテキスト {{lrr}} ok")
    #expect(
      error?.text(columns: columns) == """
        test.md:10:26: there is no variable "lrr"
        日本語のテキスト {{lrr}} ok
                         ^^^^^^^
        did you mean {{lr}}?
        vars in the front matter declares them
        """)
  }

  @Test func `counts the parts of a joined emoji as they are shown`() {
    let error = error("👩‍👩‍👧 {{lrr}} ok")
    #expect(
      error?.text(columns: columns).split(separator: "\n")[1...2].joined(separator: "\n") == """
        👩👩👧 {{lrr}} ok
               ^^^^^^^
        """)
  }

  @Test func `keeps to the width of a terminal`() {
    let error = error(
      String(repeating: "語", count: 90) + " {{lrr}} " + String(repeating: "文", count: 90))
    let lines = error?.text(columns: columns).split(separator: "\n").map { columns(String($0)) }
    #expect(lines?[1] == 60 + 7 + 60 || lines?[1] == 60 + 7 + 59)
    #expect(lines?[2] == 60 + 7)
  }
}
