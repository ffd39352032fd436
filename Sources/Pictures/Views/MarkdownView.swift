public import Canvas
public import Markdown

/// Markdown as text in cells: what a lesson says.
///
/// Prose is not set wider than 80 columns, because longer lines are hard to read; tables and code
/// take what there is. Raw HTML and comments show nothing. Nothing is ever opened: a link shows
/// where it leads, an image what it shows.
public enum MarkdownView {
  /// Blocks under one another with a blank row between, as tall as they need to be.
  public static func canvas(_ blocks: [Block], width: Int, theme: Theme) -> Canvas {
    Canvas(lines: MarkdownLayout(theme: theme).lines(blocks, width: width), width: width)
  }

  /// The widest that prose is set.
  static let measure = 80
}

/// Lays out blocks as lines. A value, so that nested blocks can be laid out narrower.
struct MarkdownLayout {
  let theme: Theme

  func lines(_ blocks: [Block], width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    for block in blocks {
      let own = self.lines(block, width: max(1, width))
      if own.isEmpty { continue }
      if !lines.isEmpty { lines.append(StyledText()) }
      lines += own
    }
    return lines
  }

  private func lines(_ block: Block, width: Int) -> [StyledText] {
    switch block.content {
    case .heading(let level, let inlines): heading(level, inlines, width: width)
    case .paragraph(let inlines): prose(inlines, width: width)
    case .list(let items, let start): list(items, start: start, width: width)
    case .quote(let blocks): quote(blocks, block.callout, width: width)
    case .code(_, let text, _): code(text, width: width)
    case .table(let table): self.table(table, width: width)
    case .rule: [rule("─", ascii: "-", columns: min(width, MarkdownView.measure))]
    case .html: []
    }
  }

  private func prose(_ inlines: [Inline], width: Int, style: Style = .plain) -> [StyledText] {
    InlineLayout(theme: theme).lines(inlines, style: style)
      .flatMap {
        $0.wrapped(to: min(width, MarkdownView.measure), keeping: style.with(theme.style(.code)))
      }
  }

  private func rule(_ sign: String, ascii: String, columns: Int) -> StyledText {
    let line = String(repeating: theme.sign(sign, ascii: ascii), count: max(0, columns))
    return StyledText(line, style: theme.style(.faint))
  }

  private func heading(_ level: Int, _ inlines: [Inline], width: Int) -> [StyledText] {
    let lines = prose(inlines, width: width, style: theme.style(.heading))
    guard level <= 2 else { return lines }
    let columns = lines.map(\.width).max() ?? 0
    return lines + [
      level == 1
        ? rule("═", ascii: "=", columns: columns) : rule("─", ascii: "-", columns: columns)
    ]
  }

  /// Text is not set narrower than this, however deep quotes and lists stand in each other.
  private static let leastWidth = 12

  // MARK: Lists

  private func list(_ items: [ListItem], start: Int?, width: Int) -> [StyledText] {
    let marks = items.enumerated().map { index, item in mark(item, start.map { $0 + index }) }
    let indent = marks.map(\.width).max() ?? 0
    let isLoose = items.contains { item in
      item.blocks.count { if case .list = $0.content { false } else { true } } > 1
    }
    var lines: [StyledText] = []
    for (item, mark) in zip(items, marks) {
      if isLoose, !lines.isEmpty { lines.append(StyledText()) }
      guard width - indent >= Self.leastWidth else {
        // Lists deep in each other have used up the width: the sign stands on a line of its own.
        lines += [mark.truncated(to: width)] + self.lines(item.blocks, width: width)
        continue
      }
      let first = mark.padded(to: indent, start == nil ? .left : .right)
      let rest = StyledText(String(repeating: " ", count: indent))
      let body =
        isLoose ? self.lines(item.blocks, width: width - indent) : tight(item, width - indent)
      lines += prefixed(body.isEmpty ? [StyledText()] : body, first: first, rest: rest)
    }
    return lines
  }

  /// A paragraph and nested lists without blank rows between.
  private func tight(_ item: ListItem, _ width: Int) -> [StyledText] {
    item.blocks.flatMap { lines($0, width: max(1, width)) }
  }

  private func mark(_ item: ListItem, _ number: Int?) -> StyledText {
    if let isChecked = item.isChecked { return theme.tick(isChecked) }
    if let number { return StyledText("\(number). ", style: theme.style(.faint)) }
    return StyledText(theme.sign("• ", ascii: "* "), style: theme.style(.faint))
  }

  private func prefixed(
    _ lines: [StyledText], first: StyledText, rest: StyledText
  ) -> [StyledText] {
    lines.enumerated().map { index, line in
      var whole = index == 0 ? first : rest
      whole.append(line)
      return whole
    }
  }

  // MARK: Quotes

  private func quote(_ blocks: [Block], _ callout: Callout?, width: Int) -> [StyledText] {
    let role = callout?.kind.role ?? .faint
    let bar = StyledText(theme.sign("┃ ", ascii: "| "), style: theme.style(role))
    var lines: [StyledText] = []
    if width - bar.width < Self.leastWidth { return self.lines(blocks, width: width) }
    if let callout { lines.append(StyledText(callout.kind.title, style: theme.style(role))) }
    lines += self.lines(callout?.blocks ?? blocks, width: width - bar.width)
    return prefixed(lines, first: bar, rest: bar)
  }

  // MARK: Code and tables

  private func code(_ text: String, width: Int) -> [StyledText] {
    let indent = width > 20 ? "    " : ""
    // Tabs stand where the author's editor showed them, before the indent is added.
    return StyledText.lines(theme.isASCII ? ASCIIForm.of(text) : text, style: theme.style(.code))
      .flatMap { $0.cut(into: width - indent.utf8.count) }
      .map { line in
        var whole = StyledText(indent)
        whole.append(line)
        return whole
      }
  }

  private func table(_ table: Markdown.Table, width: Int) -> [StyledText] {
    let inline = InlineLayout(theme: theme)
    let titles = table.header.map { inline.line($0) }
    let rows = table.rows.map { $0.map { inline.line($0) } }
    let columns = titles.enumerated().map { index, title in
      let alignment: StyledText.Alignment =
        switch index < table.alignments.count ? table.alignments[index] : .none {
        case .none, .left: .left
        case .center: .center
        case .right: .right
        }
      return TableLayout.Column(title, alignment: alignment)
    }
    let layout = TableLayout(columns: columns, rows: rows)
    if layout.leastWidth > width, columns.count > 1 { return records(titles, rows, width: width) }
    return layout.canvas(width: width, theme: theme).lines
  }

  /// A table that is too wide for its words: each row as a list of what its columns say.
  private func records(
    _ titles: [StyledText], _ rows: [[StyledText]], width: Int
  ) -> [StyledText] {
    if rows.isEmpty { return titles.flatMap { $0.wrapped(to: width) } }
    return rows.enumerated().flatMap { number, row -> [StyledText] in
      let entries = titles.enumerated().flatMap { index, title -> [StyledText] in
        var line = title.restyled { _ in theme.style(.heading) }
        if !line.isEmpty { line.append(": ") }
        if index < row.count { line.append(row[index]) }
        if line.isEmpty { return [] }
        let rest = StyledText(width > 24 ? "  " : "")
        return line.wrapped(to: width - rest.width).enumerated().map { index, part in
          var whole = index == 0 ? StyledText() : rest
          whole.append(part)
          return whole
        }
      }
      return number == 0 ? entries : [StyledText()] + entries
    }
  }
}

extension Callout.Kind {
  fileprivate var role: Role {
    switch self {
    case .note: .heading
    case .tip: .good
    case .important, .warning: .ask
    case .caution: .bad
    }
  }
}

extension Theme {
  /// ✓ or ·, `[x]` or `[ ]` in ASCII: never by colour alone.
  func tick(_ isMet: Bool) -> StyledText {
    isMet
      ? StyledText(sign("✓ ", ascii: "[x] "), style: style(.good))
      : StyledText(sign("· ", ascii: "[ ] "), style: style(.faint))
  }
}
