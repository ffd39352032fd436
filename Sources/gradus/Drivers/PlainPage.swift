import Canvas
import LessonEngine
import Pictures
import Terminal

/// How events become bytes of text: the width, the theme, and what the stream can take.
struct PlainPage {
  /// What was asked for; nil is as wide as the terminal.
  var width: Int?
  var theme: Theme
  var writer: ANSIWriter
  var spacing = Spacing()
  /// Rows for a picture.
  var rows = 16

  /// Prose in longer lines is hard to read.
  static let widest = 100
  /// What a pipe gets, so that a transcript is the same everywhere.
  static let usual = 80

  private var columns: Int { max(20, width ?? Self.usual) }

  init(width: Int?, theme: Theme, capabilities: Capabilities) {
    self.width = width
    self.theme = theme
    writer = ANSIWriter(
      colors: theme.colors,
      hasAttributes: capabilities.outputIsTerminal && capabilities.canAddressCursor
        || theme.colors != .none,
      isUTF8: capabilities.isUTF8)
  }

  /// Takes the size of a terminal, where no width was asked for.
  mutating func fit(_ window: Size, width asked: Int?) {
    rows = max(8, min(20, window.rows - 6))
    width = asked ?? min(Self.widest, window.columns)
  }

  /// An event, with a blank line before it where one belongs.
  mutating func bytes(_ event: PlayerEvent) -> [UInt8] {
    let canvas = EventView.canvas(event, width: columns, rows: rows, theme: theme)
    guard canvas.size.rows > 0 else { return [] }
    return (spacing.isBlank(before: event) ? [0x0a] : []) + bytes(canvas)
  }

  func bytes(_ canvas: Canvas) -> [UInt8] { writer.bytes(canvas) }
}
