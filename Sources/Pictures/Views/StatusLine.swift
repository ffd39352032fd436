public import Canvas
public import Interpreter

/// One row that always says where one is: `xor 4 · step 41 · loss 0.4203 · undo 7`.
public enum StatusLine {
  /// A row over the whole width, what comes first in the session's position the last to be cut.
  ///
  /// - Parameter lesson: the place in the lesson, "step 3/12", said first.
  public static func canvas(
    _ session: Session, lesson: String? = nil, width: Int, theme: Theme
  ) -> Canvas {
    var canvas = Canvas(Size(columns: width, rows: width > 0 ? 1 : 0))
    let style = theme.statusStyle
    canvas.fill(row: 0, column: 0, size: canvas.size, with: Cell(" ", style: style))
    var pieces = [lesson].compactMap { $0 } + session.position
    if pieces.isEmpty { pieces = ["nothing built yet"] }
    let separator = theme.sign(" · ", ascii: " | ")
    var line = StyledText()
    for piece in pieces {
      var next = line
      if !next.isEmpty { next.append(separator, style: style) }
      next.append(theme.text(piece, style: style))
      if next.width > width - 2, !line.isEmpty { break }
      line = next
    }
    canvas.write(line, row: 0, column: 1, width: max(0, width - 2))
    return canvas
  }
}

extension Theme {
  /// A bar that is no text of the lesson; without colours, reversed.
  fileprivate var statusStyle: Style {
    switch colors {
    case .none: Style(reversed: true)
    case .sixteen: Style(foreground: Color(15), background: Color(4))
    case .full:
      background == .dark
        ? Style(foreground: Color(252), background: Color(238))
        : Style(foreground: Color(236), background: Color(252))
    }
  }
}
