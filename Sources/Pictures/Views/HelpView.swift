import Canvas
import Interpreter

/// A page of help: what it is, and sections of terms with their meanings beside them.
enum HelpView {
  private static let widestTerm = 28

  static func canvas(_ page: HelpPage, width: Int, theme: Theme) -> Canvas {
    var lines = theme.text(page.title, style: theme.style(.heading)).wrapped(to: width)
    if !page.summary.isEmpty {
      lines += OutcomeView.note(page.summary, width: width, theme: theme)
    }
    for section in page.sections {
      lines.append(StyledText())
      lines += self.lines(section, width: width, theme: theme)
    }
    return Canvas(lines: lines, width: width)
  }

  private static func lines(
    _ section: HelpPage.Section, width: Int, theme: Theme
  ) -> [StyledText] {
    var lines: [StyledText] = []
    if !section.heading.isEmpty {
      lines += theme.text(section.heading, style: theme.style(.strong)).wrapped(to: width)
    }
    let indent = width > 40 ? 2 : 1
    let terms = section.entries.map { theme.text($0.term, style: theme.style(.code)) }
    let most = min(widestTerm, max(8, width / 2))
    let column = terms.map(\.width).filter { $0 <= most }.max() ?? 0
    for (entry, term) in zip(section.entries, terms) {
      let start = indent + (entry.term.isEmpty ? 0 : column + 2)
      let meaning =
        entry.meaning.isEmpty
        ? []
        : OutcomeView.note(
          entry.meaning, width: max(8, width - start), theme: theme)
      var head = StyledText(String(repeating: " ", count: indent))
      head.append(term)
      var rest = meaning[...]
      if head.width + 2 <= start || entry.term.isEmpty, let first = rest.popFirst() {
        head = head.padded(to: start)
        head.append(first)
      }
      lines += head.width <= width ? [head] : head.wrapped(to: width)
      lines += rest.map { line in
        var whole = StyledText(String(repeating: " ", count: start))
        whole.append(line)
        return whole
      }
    }
    return lines
  }
}
