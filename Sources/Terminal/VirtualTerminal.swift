internal import CCurses
package import Canvas

/// A small terminal that turns what libedit writes into cells.
///
/// It knows what libedit sends to the terminals that terminfo describes as ANSI: cursor moves,
/// erasing, inserting and deleting characters, scrolling at the bottom. Anything else is skipped.
/// A line feed also returns to the first column, as a real terminal's driver makes it.
package struct VirtualTerminal: Sendable {
  /// What is shown.
  package private(set) var canvas: Canvas
  package private(set) var row = 0
  package private(set) var column = 0
  /// Counts the bells.
  package private(set) var bells = 0
  /// The cursor stands behind the last column: the next character wraps.
  private var isWrapPending = false
  private var parser = EscapeParser()

  package init(size: Size) {
    canvas = Canvas(Size(columns: max(1, size.columns), rows: max(1, size.rows)))
  }

  package var size: Size { canvas.size }

  /// Blanks everything, puts the cursor at the top left and takes a new size.
  package mutating func reset(size: Size) {
    let bells = bells
    self = VirtualTerminal(size: size)
    self.bells = bells
  }

  /// Acts on bytes; a sequence may be spread over several calls.
  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      switch parser.next(byte) {
      case .nothing: break
      case .print(let scalar): put(scalar)
      case .control(let code): control(code)
      case .sequence(let parameters, let final): act(on: final, parameters)
      case .reverseLineFeed:
        isWrapPending = false
        if row > 0 { row -= 1 }
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    guard DrawableText.isDrawable(scalar) else { return }
    let width = Int(wcwidth(wchar_t(scalar.value)))
    if width == 0 {
      attach(scalar)
      return
    }
    guard width > 0 else { return }
    if isWrapPending || column + width > size.columns {
      column = 0
      lineFeed()
    }
    isWrapPending = false
    canvas[row: row, column: column] = Cell(String(scalar))
    column += width
    if column >= size.columns {
      column = size.columns - 1
      isWrapPending = true
    }
  }

  /// A combining mark joins the character before it.
  private mutating func attach(_ scalar: Unicode.Scalar) {
    var place = isWrapPending ? column : column - 1
    if place > 0, canvas[row: row, column: place].isContinuation { place -= 1 }
    guard place >= 0 else { return }
    canvas[row: row, column: place].add(mark: scalar)
  }

  private mutating func control(_ code: UInt8) {
    switch code {
    case 0x07: bells += 1
    case 0x08:
      column = max(0, column - 1)
      isWrapPending = false
    case 0x09:
      column = min(size.columns - 1, (column / 8 + 1) * 8)
      isWrapPending = false
    case 0x0a:
      column = 0
      isWrapPending = false
      lineFeed()
    case 0x0d:
      column = 0
      isWrapPending = false
    default: break
    }
  }

  private mutating func lineFeed() {
    if row + 1 < size.rows {
      row += 1
      return
    }
    let old = canvas
    canvas = Canvas(size)
    canvas.draw(old, row: -1, column: 0)
  }

  private mutating func act(on final: UInt8, _ parameters: [Int]) {
    let first = parameters.first ?? 0
    let count = max(1, first)
    isWrapPending = false
    switch final {
    case UInt8(ascii: "A"): row = max(0, row - count)
    case UInt8(ascii: "B"): row = min(size.rows - 1, row + count)
    case UInt8(ascii: "C"): column = min(size.columns - 1, column + count)
    case UInt8(ascii: "D"): column = max(0, column - count)
    case UInt8(ascii: "G"): column = min(size.columns - 1, count - 1)
    case UInt8(ascii: "H"):
      row = min(size.rows - 1, count - 1)
      column = min(size.columns - 1, max(1, parameters.dropFirst().first ?? 1) - 1)
    case UInt8(ascii: "J"): erase(rowsBelow: true, mode: first)
    case UInt8(ascii: "K"): erase(rowsBelow: false, mode: first)
    case UInt8(ascii: "@"): shift(by: count)
    case UInt8(ascii: "P"): shift(by: -count)
    default: break
    }
  }

  private mutating func erase(rowsBelow: Bool, mode: Int) {
    let from = mode == 0 ? column : 0
    let to = mode == 1 ? column + 1 : size.columns
    for place in from..<max(from, to) { canvas[row: row, column: place] = .blank }
    guard rowsBelow else { return }
    let rows = mode == 0 ? (row + 1)..<size.rows : mode == 1 ? 0..<row : 0..<size.rows
    for other in rows where other != row || mode == 2 {
      for place in 0..<size.columns { canvas[row: other, column: place] = .blank }
    }
  }

  /// Inserts blanks at the cursor, or deletes characters there.
  private mutating func shift(by count: Int) {
    let old = canvas
    for place in column..<size.columns {
      let source = place - count
      canvas[row: row, column: place] =
        source >= column && source < size.columns ? old[row: row, column: source] : .blank
    }
  }
}
