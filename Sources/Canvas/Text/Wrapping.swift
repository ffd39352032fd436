extension StyledText {
  /// The text in lines of at most `width` columns, broken at spaces, which are not shown at the
  /// ends of lines. A word longer than a line is cut, and East Asian text breaks anywhere.
  ///
  /// - Parameters:
  ///   - width: less than 1 counts as 1. A wide character in one column stands in a line of its
  ///     own, and is clipped when it is drawn.
  ///   - kept: spaces in this style break only where the line would else be less than half full;
  ///     so that a command in the prose is not torn apart.
  public func wrapped(to width: Int, keeping kept: Style? = nil) -> [StyledText] {
    let width = max(1, width)
    var lines: [StyledText] = []
    var start = 0
    while start < cells.count {
      let end = lineEnd(from: start, width: width, keeping: kept)
      var line = cells[start..<end]
      while line.last?.isSpace == true { line.removeLast() }
      lines.append(StyledText(cells: line))
      start = end
      while start < cells.count, cells[start].isSpace { start += 1 }
    }
    return lines.isEmpty ? [self] : lines
  }

  /// Where a line ends that begins at `start`.
  private func lineEnd(from start: Int, width: Int, keeping kept: Style?) -> Int {
    var full = start + width
    if full >= cells.count { return cells.count }
    // Not within a wide character, unless it is all there is.
    if cells[full].isContinuation { full += full - 1 > start ? -1 : 1 }
    let text = cells[start..<full].firstIndex { !$0.isSpace } ?? full
    guard text < full else { return full }
    var inKept: Int?
    for place in stride(from: min(full, cells.count - 1), to: text, by: -1) {
      let canBreak =
        cells[place].isSpace || cells[place].isWide || cells[place - 1].isContinuation
      guard canBreak else { continue }
      if kept != nil, cells[place].isSpace, cells[place].style == kept {
        inKept = inKept ?? place
      } else {
        return 2 * (place - start) >= width ? place : inKept ?? place
      }
    }
    return inKept ?? full
  }

  /// The text in lines of `width` columns, cut anywhere: for code, in which every space counts.
  public func cut(into width: Int) -> [StyledText] {
    guard self.width > max(1, width) else { return [self] }
    var lines: [StyledText] = []
    var line: [Cell] = []
    for cell in cells where !cell.isContinuation {
      if !line.isEmpty, line.count + cell.width > width {
        lines.append(StyledText(cells: line))
        line = []
      }
      line.append(cell)
      if cell.isWide { line.append(cell.rightHalf) }
    }
    return lines + [StyledText(cells: line)]
  }

  /// The lines of a text that has newlines in it, each wrapped; tabs go to the next of every
  /// fourth column.
  public static func lines(
    _ text: String, style: Style = .plain, wrappedTo width: Int? = nil
  ) -> [StyledText] {
    SafeText.block(text).split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      let whole = StyledText(expandingTabsOf: line, style: style)
      return width.map { whole.wrapped(to: $0) } ?? [whole]
    }
  }

  package init(expandingTabsOf line: Substring, style: Style) {
    self.init("", style: style)
    for (index, part) in line.split(separator: "\t", omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { append(String(repeating: " ", count: 4 - width % 4), style: style) }
      append(String(part), style: style)
    }
  }
}
