import Canvas
import Markdown

/// Runs of text inside a block as styled text: emphasis, code, links.
struct InlineLayout {
  let theme: Theme

  /// The lines that line breaks make; each is to be wrapped.
  func lines(_ inlines: [Inline], style: Style = .plain) -> [StyledText] {
    var lines = [StyledText()]
    add(inlines, style: style, to: &lines)
    if lines.last?.isEmpty == true, lines.count > 1 { lines.removeLast() }
    return lines
  }

  /// Everything in one line.
  func line(_ inlines: [Inline], style: Style = .plain) -> StyledText {
    var line = StyledText()
    for (index, part) in lines(inlines, style: style).enumerated() {
      if index > 0 { line.append(" ") }
      line.append(part)
    }
    return line
  }

  private func add(_ inlines: [Inline], style: Style, to lines: inout [StyledText]) {
    for inline in inlines {
      switch inline.content {
      case .text(let text): add(text, style: style, to: &lines)
      case .code(let text): addCode(text, style: style, to: &lines)
      case .emphasis(let inner): add(inner, style: style.with(theme.style(.emphasis)), to: &lines)
      case .strong(let inner): add(inner, style: style.with(theme.style(.strong)), to: &lines)
      case .strikethrough(let inner):
        add("~", style: style, to: &lines)
        add(inner, style: style.with(theme.style(.faint)), to: &lines)
        add("~", style: style, to: &lines)
      case .link(let destination, let inner):
        addLink(destination, inner, style: style, to: &lines)
      case .image(let source, let alternative):
        add(
          "[\(alternative.isEmpty ? "image \(source)" : alternative)]",
          style: style.with(theme.style(.faint)), to: &lines)
      case .softBreak: add(" ", style: style, to: &lines)
      case .lineBreak: lines.append(StyledText())
      case .html: break
      }
    }
  }

  private func add(_ text: String, style: Style, to lines: inout [StyledText]) {
    lines[lines.count - 1].append(theme.text(text, style: style))
  }

  /// Where colours cannot set code apart, the author's own backticks do.
  private func addCode(_ text: String, style: Style, to lines: inout [StyledText]) {
    let shown = theme.colors == .none ? "`\(text)`" : text
    add(shown, style: style.with(theme.style(.code)), to: &lines)
  }

  private func addLink(
    _ destination: String, _ inner: [Inline], style: Style, to lines: inout [StyledText]
  ) {
    let before = lines.map(\.text).joined()
    add(inner, style: style.with(theme.style(.link)), to: &lines)
    let text = lines.map(\.text).joined().dropFirst(before.count)
    if destination.isEmpty || text == destination || "mailto:\(text)" == destination { return }
    add(" (\(destination))", style: style.with(theme.style(.faint)), to: &lines)
  }
}

extension Style {
  /// This style with what another one adds: its colours where it has some, and its weights.
  func with(_ other: Style) -> Style {
    Style(
      foreground: other.foreground == .standard ? foreground : other.foreground,
      background: other.background == .standard ? background : other.background,
      bold: isBold || other.isBold, dim: isDim || other.isDim,
      underlined: isUnderlined || other.isUnderlined, reversed: isReversed || other.isReversed)
  }
}
