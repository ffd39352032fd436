package import Canvas

/// Turns canvases into bytes for a stream: text with SGR sequences where there are colours, text
/// alone where there are none.
package struct ANSIWriter: Sendable {
  /// How many colours may be used; `none` writes no escape sequence at all.
  package var colors: Theme.Colors
  /// Whether bold, dim, underlined and reversed may be written.
  package var hasAttributes: Bool
  package var isUTF8: Bool

  package init(colors: Theme.Colors, hasAttributes: Bool, isUTF8: Bool) {
    self.colors = colors
    self.hasAttributes = hasAttributes
    self.isUTF8 = isUTF8
  }

  /// The canvas's rows, each ended by a newline; spaces at the end of a row are not written.
  package func bytes(_ canvas: Canvas) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(canvas.size.rows * (canvas.size.columns + 1))
    let drawable = DrawableText(isUTF8: isUTF8)
    for row in 0..<canvas.size.rows {
      var style = Style.plain
      let end = endOfRow(row, of: canvas)
      var column = 0
      while column < end {
        let cell = canvas[row: row, column: column]
        if cell.isContinuation {
          output.append(0x20)
          column += 1
          continue
        }
        let glyph = drawable.glyph(for: cell)
        if cell.style != style {
          output += Array(change(to: cell.style).utf8)
          style = cell.style
        }
        output += Array(glyph.text.utf8)
        column += glyph.columns
      }
      if style != .plain { output += Array(change(to: .plain).utf8) }
      output.append(0x0a)
    }
    return output
  }

  /// Past the last cell that shows: one with a background shows even where it is a space.
  private func endOfRow(_ row: Int, of canvas: Canvas) -> Int {
    var end = canvas.size.columns
    while end > 0 {
      let cell = canvas[row: row, column: end - 1]
      let isVisible =
        cell.character != " "
        || (colors != .none && cell.style.background != .standard)
        || (hasAttributes && (cell.style.isReversed || cell.style.isUnderlined))
      if isVisible { break }
      end -= 1
    }
    return end
  }

  /// The sequence that sets a style whatever was set before.
  ///
  /// - Source: ECMA-48, 8.3.117; colours above 15 by xterm's 38;5 and 48;5.
  func change(to style: Style) -> String {
    var codes: [String] = []
    if hasAttributes {
      if style.isBold { codes.append("1") }
      if style.isDim { codes.append("2") }
      if style.isUnderlined { codes.append("4") }
      if style.isReversed { codes.append("7") }
    }
    if let index = shown(style.foreground) { codes += code(index, base: 30) }
    if let index = shown(style.background) { codes += code(index, base: 40) }
    guard colors != .none || hasAttributes else { return "" }
    return "\u{1b}[0\(codes.map { ";" + $0 }.joined())m"
  }

  private func shown(_ color: Color) -> UInt8? {
    switch colors {
    case .none: nil
    case .sixteen: color.nearest(of: 16)
    case .full: color.index
    }
  }

  private func code(_ index: UInt8, base: Int) -> [String] {
    switch index {
    case 0..<8: ["\(base + Int(index))"]
    case 8..<16: ["\(base + 60 + Int(index) - 8)"]
    default: ["\(base + 8)", "5", "\(index)"]
    }
  }
}
