/// One line of text as cells: measured, styled, and safe to show.
///
///     var line = StyledText("loss ", style: .dim)
///     line.append("0.4203", style: .bold)
///     line.width  // 11
public struct StyledText: Hashable, Sendable {
  /// As they stand side by side: a wide character is followed by its continuation.
  public private(set) var cells: [Cell]

  /// A text in one style. What `SafeText.line` does to it is done here.
  public init(_ text: String = "", style: Style = .plain) {
    cells = []
    append(text, style: style)
  }

  package init(cells: some Sequence<Cell>) {
    self.cells = Array(cells)
  }

  /// The columns it takes.
  public var width: Int { cells.count }

  /// Whether there is nothing to draw.
  public var isEmpty: Bool { cells.isEmpty }

  /// The characters alone.
  public var text: String {
    var text = ""
    for cell in cells { cell.write(to: &text) }
    return text
  }

  /// Adds text in one style to the end.
  public mutating func append(_ text: String, style: Style = .plain) {
    cells.reserveCapacity(cells.count + text.utf8.count)
    for scalar in text.unicodeScalars {
      guard let shown = SafeText.shown(scalar) else { continue }
      append(shown, style: style)
    }
  }

  /// Adds another text, which keeps its styles.
  public mutating func append(_ other: StyledText) {
    cells += other.cells
  }

  private mutating func append(_ scalar: Unicode.Scalar, style: Style) {
    let width = DisplayWidth.columns(scalar)
    if width == 0 {
      addMark(scalar, style: style)
      return
    }
    // A skin tone after an emoji is drawn onto it by some terminals, beside it by others.
    if (0x1F3FB...0x1F3FF).contains(scalar.value), cells.last?.isContinuation == true { return }
    let cell = Cell(showing: scalar, style: style)
    cells.append(cell)
    if width == 2 { cells.append(cell.rightHalf) }
  }

  private mutating func addMark(_ mark: Unicode.Scalar, style: Style) {
    if cells.isEmpty { cells.append(Cell(showing: " ", style: style)) }
    let last = cells.count - 1
    cells[cells[last].isContinuation && last > 0 ? last - 1 : last].add(mark: mark)
  }

  /// The same text with every cell's style changed.
  public func restyled(_ change: (Style) -> Style) -> StyledText {
    StyledText(
      cells: cells.map { cell in
        var cell = cell
        cell.style = change(cell.style)
        return cell
      })
  }

  /// At most `width` columns: the end is replaced by `ellipsis` where it does not fit.
  public func truncated(to width: Int, ellipsis: String = "…") -> StyledText {
    if self.width <= width { return self }
    let mark = StyledText(ellipsis, style: cells.last?.style ?? .plain)
    guard width > mark.width else { return StyledText(cells: mark.cells.prefix(max(0, width))) }
    var kept = cells.prefix(width - mark.width)
    if let last = kept.last, last.isWide { kept.removeLast() }
    return StyledText(cells: kept + mark.cells)
  }

  /// Where a text stands in a wider column.
  public enum Alignment: Sendable, Equatable {
    case left
    case center
    case right
  }

  /// With spaces added up to `width` columns.
  public func padded(to width: Int, _ alignment: Alignment = .left) -> StyledText {
    let missing = width - self.width
    guard missing > 0 else { return self }
    let before =
      switch alignment {
      case .left: 0
      case .center: missing / 2
      case .right: missing
      }
    var padded = StyledText(String(repeating: " ", count: before))
    padded.append(self)
    padded.append(String(repeating: " ", count: missing - before))
    return padded
  }
}

extension StyledText {
  /// Without the first `columns`, an ellipsis in place of what was there.
  public func dropping(_ columns: Int, ellipsis: String = "…") -> StyledText {
    guard columns > 0 else { return self }
    let mark = StyledText(ellipsis, style: cells.first?.style ?? .plain)
    var rest = cells.dropFirst(columns + mark.width)
    var text = mark
    if rest.first?.isContinuation == true {
      rest.removeFirst()
      text.append(" ")
    }
    text.append(StyledText(cells: rest))
    return text
  }
}
