import Canvas
import Interpreter

/// What `why` found: each illness with its evidence and the line to type, or what was looked at.
///
///     why: 64→32→10 on digits, step 171, 512 of 1797 samples
///
///     1 dead relu · certain
///       32 of 32 neurons of l1 relu give 0 for all 512 samples
///       …
///       try: undo; set lr 0.2
enum DiagnosisView {
  static func canvas(_ diagnosis: Diagnosis, width: Int, theme: Theme) -> Canvas {
    var lines = theme.text("why: \(diagnosis.subject)", style: theme.style(.heading))
      .wrapped(to: width)
    for (index, finding) in diagnosis.findings.enumerated() {
      lines.append(StyledText())
      lines += self.lines(finding, number: index + 1, width: width, theme: theme)
    }
    if diagnosis.findings.isEmpty {
      lines += healthy(diagnosis, width: width, theme: theme)
    } else {
      let names = diagnosis.healthy.map(\.name).joined(separator: ", ")
      lines.append(StyledText())
      lines += theme.text("looked for and not found: \(names)", style: theme.style(.faint))
        .wrapped(to: min(width, MarkdownView.measure))
    }
    return Canvas(lines: lines, width: width)
  }

  private static func lines(
    _ finding: Diagnosis.Finding, number: Int, width: Int, theme: Theme
  ) -> [StyledText] {
    var title = StyledText("\(number) ", style: theme.style(.faint))
    title.append(theme.text(finding.name, style: theme.style(.bad)))
    title.append(theme.text(" · \(finding.confidence.word)", style: theme.style(.faint)))
    var lines = title.wrapped(to: width)
    for sentence in finding.evidence {
      lines += indented(theme.text(sentence), width: width)
    }
    lines += indented(theme.text(finding.meaning, style: theme.style(.faint)), width: width)
    var advice = StyledText("try: ", style: theme.style(.faint))
    advice.append(theme.text(finding.remedy, style: theme.style(.command)))
    lines += indented(advice, width: width)
    if let effect = finding.effect { lines += indented(theme.text(effect), width: width) }
    return lines
  }

  private static func healthy(
    _ diagnosis: Diagnosis, width: Int, theme: Theme
  ) -> [StyledText] {
    var head = theme.tick(true)
    head.append(theme.text("nothing found; this was looked at"))
    let names = diagnosis.healthy.map { theme.text($0.name, style: theme.style(.faint)) }
    let column = min(names.map(\.width).max() ?? 0, width / 2)
    var lines = head.wrapped(to: width)
    for (name, entry) in zip(names, diagnosis.healthy) {
      let numbers = theme.text(entry.numbers).wrapped(to: max(8, width - column - 2))
      // A name that is longer than its column stands on a line of its own.
      let isLong = name.width > column
      if isLong { lines += name.wrapped(to: width) }
      for (row, text) in numbers.enumerated() {
        var line = (row == 0 && !isLong ? name : StyledText()).padded(to: column + 2)
        line.append(text)
        lines += line.width <= width ? [line] : line.wrapped(to: width)
      }
    }
    return lines
  }

  private static func indented(_ text: StyledText, width: Int) -> [StyledText] {
    text.wrapped(to: max(8, min(width, MarkdownView.measure) - 2)).map { line in
      var whole = StyledText("  ")
      whole.append(line)
      return whole
    }
  }
}
