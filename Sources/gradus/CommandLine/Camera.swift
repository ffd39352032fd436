import Canvas
import Interpreter
import LessonEngine
import Terminal

/// Films a transcript: each event as a terminal of 24 rows with colours would show it, 80 columns wide
/// where no other width was asked for.
final class Camera {
  private let file: String
  private var cast: Cast
  private var page: PlainPage

  init(file: String, title: String, program: Program) {
    self.file = file
    let columns = program.width ?? PlainPage.usual
    cast = Cast(title: title, columns: columns, rows: 24)
    page = program.page
    page.width = columns
    page.theme = Theme(glyphs: .braille, colors: .full)
    page.writer = ANSIWriter(colors: .full, hasAttributes: true, isUTF8: true)
  }

  func film(_ event: PlayerEvent) {
    if case .typed(let prompt, let line) = event {
      // The page keeps account of blank lines; the line itself is typed key by key.
      let blank = page.bytes(event).first == 0x0A ? "\n" : ""
      cast.type(SafeText.line(line), prompt: blank + SafeText.line(prompt))
    } else {
      cast.show(String(decoding: page.bytes(event), as: UTF8.self))
    }
  }

  /// Writes the file. Answers whether that was possible.
  func develop() -> Bool {
    do throws(FileBytes.Failure) {
      try AtomicFile.put(Array(cast.text.utf8), at: file, mode: 0o644)
      return true
    } catch {
      let sentence = "\(SafeText.line(file)) cannot be written: \(error.reason)\n"
      Output.write(trusted: sentence, to: Output.error)
      return false
    }
  }
}
