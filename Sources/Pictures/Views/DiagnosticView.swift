public import Canvas
public import Interpreter

/// What went wrong: the learner's line, carets under the words at fault, what it is, what to try, and
/// what is so besides.
///
///     > add linear 3 4
///       ^^^^^^^^^^^^^^ linear 3→4 cannot follow linear 2→5, which gives 5 values
///       try: add linear 4
public enum DiagnosticView {
  /// As tall as it needs to be.
  public static func canvas(_ diagnostic: Diagnostic, width: Int, theme: Theme) -> Canvas {
    Canvas(lines: lines(diagnostic, width: max(1, width), theme: theme), width: width)
  }

  private static let mark = "> "
  private static let indent = StyledText("  ")

  private static func lines(
    _ diagnostic: Diagnostic, width: Int, theme: Theme
  ) -> [StyledText] {
    let message = theme.text(diagnostic.message, style: theme.style(.bad))
    var lines: [StyledText] = []
    if let excerpt = Excerpt(diagnostic, width: width - mark.utf8.count, theme: theme) {
      var source = StyledText(mark, style: theme.style(.faint))
      source.append(excerpt.text)
      lines.append(source)
      lines += marked(excerpt, message, width: width, theme: theme)
    } else {
      var said = StyledText(theme.sign("✗ ", ascii: "! "), style: theme.style(.bad))
      said.append(message)
      lines += said.wrapped(to: width)
    }
    for (index, advice) in advice(diagnostic).enumerated() {
      var label = indent
      label.append(index == 0 ? "try: " : " or: ", style: theme.style(.faint))
      lines += hanging(
        theme.text(advice, style: theme.style(.code)), behind: label, width: width)
    }
    if let fact = diagnostic.fact { lines += indented(theme.text(fact), width: width) }
    return lines
  }

  /// A text behind a label, all its lines below each other, where that leaves them room.
  private static func hanging(
    _ text: StyledText, behind label: StyledText, width: Int
  ) -> [StyledText] {
    guard width >= 3 * label.width else {
      var whole = label
      whole.append(text)
      return whole.wrapped(to: width)
    }
    let margin = StyledText(String(repeating: " ", count: label.width))
    return text.wrapped(to: width - label.width).enumerated().map { index, line in
      var whole = index == 0 ? label : margin
      whole.append(line)
      return whole
    }
  }

  /// The carets, with the message beside them where it fits, else below.
  private static func marked(
    _ excerpt: Excerpt, _ message: StyledText, width: Int, theme: Theme
  ) -> [StyledText] {
    guard let carets = excerpt.carets else { return indented(message, width: width) }
    var line = StyledText(String(repeating: " ", count: mark.utf8.count + carets.start))
    line.append(String(repeating: "^", count: carets.count), style: theme.style(.bad))
    if line.width + 1 + message.width <= width {
      line.append(" ")
      line.append(message)
      return [line]
    }
    return [line] + indented(message, width: width)
  }

  private static func indented(_ text: StyledText, width: Int) -> [StyledText] {
    text.wrapped(to: width - indent.width).map { line in
      var whole = indent
      whole.append(line)
      return whole
    }
  }

  /// The line with the nearest known word in it, then the hint.
  private static func advice(_ diagnostic: Diagnostic) -> [String] {
    var advice: [String] = []
    if let suggestion = diagnostic.suggestion {
      if let range = diagnostic.range,
        let (before, _, after) = diagnostic.source.parts(around: range)
      {
        advice.append(before + suggestion + after)
      } else {
        advice.append(suggestion)
      }
    }
    if let hint = diagnostic.hint { advice.append(hint) }
    return advice
  }
}

/// The part of the learner's line that fits, with the columns of the words at fault.
private struct Excerpt {
  var text: StyledText
  var carets: (start: Int, count: Int)?

  init?(_ diagnostic: Diagnostic, width: Int, theme: Theme) {
    guard !diagnostic.source.isEmpty, width > 0 else { return nil }
    text = StyledText(diagnostic.source)
    guard let range = diagnostic.range,
      let (before, words, _) = diagnostic.source.parts(around: range)
    else {
      text = text.truncated(to: width, ellipsis: theme.sign("…", ascii: "~"))
      return
    }
    var start = StyledText(before).width
    var count = max(1, StyledText(words).width)
    let ellipsis = theme.sign("…", ascii: "~")
    if start + count > width {
      // The left end is cut off, so that the words at fault are seen.
      let cut = min(max(0, start - 1), start + count - width)
      text = text.dropping(cut, ellipsis: ellipsis)
      start -= cut
    }
    text = text.truncated(to: width, ellipsis: ellipsis)
    start = min(start, width - 1)
    count = min(count, width - start)
    carets = (start, count)
  }
}

extension String {
  /// What stands before, in and after a range of bytes; nil where it is not in the text.
  fileprivate func parts(around range: SourceRange) -> (String, String, String)? {
    let bytes = Array(utf8)
    guard range.lower >= 0, range.lower <= range.upper, range.upper <= bytes.count else {
      return nil
    }
    return (
      String(decoding: bytes[..<range.lower], as: UTF8.self),
      String(decoding: bytes[range.lower..<range.upper], as: UTF8.self),
      String(decoding: bytes[range.upper...], as: UTF8.self)
    )
  }
}
