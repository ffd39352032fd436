internal import CCurses
internal import Canvas

/// The last gate before the terminal: what a cell's character may be.
///
/// Canvases hold text that was made safe already; a control character that slipped through all the
/// same must never reach the terminal, so each writer looks again.
struct DrawableText {
  /// Whether characters beyond ASCII can be shown.
  var isUTF8: Bool

  /// A cell's text and how many columns it takes: 1 or 2.
  struct Glyph: Equatable {
    var text: String
    var columns: Int
  }

  /// What to write for a cell.
  func glyph(for cell: Cell) -> Glyph {
    let character = cell.character
    guard let first = character.unicodeScalars.first else { return Glyph(text: " ", columns: 1) }
    if first.value < 0x80, character.unicodeScalars.count == 1 {
      return first.value >= 0x20 && first.value != 0x7f
        ? Glyph(text: character, columns: 1) : replacement
    }
    guard character.unicodeScalars.allSatisfy(Self.isDrawable) else { return replacement }
    guard isUTF8 else {
      return Glyph(
        text: Self.ascii(for: first) + String(repeating: " ", count: max(0, cell.width - 1)),
        columns: cell.width)
    }
    // The C library and the canvas may be of different ages and disagree on a new character.
    let width = Int(wcwidth(wchar_t(first.value)))
    return width == cell.width ? Glyph(text: character, columns: width) : replacement
  }

  private var replacement: Glyph { Glyph(text: isUTF8 ? "\u{fffd}" : "?", columns: 1) }

  static func isDrawable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  /// The nearest ASCII character, for terminals without UTF-8.
  static func ascii(for scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "–", "—", "−", "─", "━", "‑", "‐": "-"
    case "│", "┃": "|"
    case "‘", "’", "′": "'"
    case "“", "”", "″": "\""
    case "•", "·", "×", "∙", "⋅", "●": "*"
    case "→", "▶", "›", "▸": ">"
    case "←", "‹": "<"
    case "↑", "▲": "^"
    case "↓", "▼": "v"
    case "…": "."
    case "✓", "✔", "☑": "x"
    case "≈", "∼": "~"
    case "≤": "<"
    case "≥": ">"
    case "\u{2500}"..."\u{257f}": "+"
    case "\u{2580}"..."\u{259f}": "#"
    case "\u{a0}": " "
    default: "?"
    }
  }
}
