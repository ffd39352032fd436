extension StyledText {
  /// The text in lines of at most `width` columns, broken at spaces, which are not shown at the
  /// ends of lines. A word longer than a line is cut, and East Asian text breaks anywhere.
  ///
  /// - Parameter width: less than 1 counts as 1. A wide character in one column stands in a line
  ///   of its own, and is clipped when it is drawn.
  public func wrapped(to width: Int) -> [StyledText] {
    let width = max(1, width)
    var lines: [StyledText] = []
    var line: [Cell] = []
    // Where `line` can be cut: after the last space or wide character.
    var cut = 0

    func emit(_ cells: ArraySlice<Cell>) {
      var cells = cells
      while cells.last?.isSpace == true { cells.removeLast() }
      lines.append(StyledText(cells: cells))
    }

    var index = 0
    while index < cells.count {
      let cell = cells[index]
      let length = max(1, cell.width)
      if cell.isSpace {
        // Spaces may hang over the end of a line; they are cut off there.
        line.append(cell)
        cut = line.count
        index += 1
        continue
      }
      if cell.isWide { cut = line.count }
      if line.count + length > width, !line.isEmpty {
        let end = cut > 0 ? cut : line.count
        emit(line[..<end])
        line.removeFirst(end)
        cut = 0
        continue
      }
      line.append(contentsOf: cells[index..<min(cells.count, index + length)])
      if cell.isWide { cut = line.count }
      index += length
    }
    if !line.isEmpty || lines.isEmpty { emit(line[...]) }
    return lines
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
