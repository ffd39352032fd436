import CMarkGFM

/// Where the runs of a block stand in the source, for who walks them in order.
///
/// cmark says where each begins, but counts the columns of all lines but the first as if they were
/// indented like that one (or, in a line that continues a quote without its sign, not at all), of code
/// gives what follows the backticks, of a break nothing, and passes over the line that a backslash ends.
/// So each line is counted from the first run in it, which stands where the line's indentation ends.
struct InlinePlaces {
  private let lines: [Substring.UTF8View.SubSequence]
  private let block: SourcePosition
  /// The line that was reached.
  private var line: Int
  /// Lines that cmark did not count.
  private var missed = 0
  /// What is to be added to cmark's columns in this line; nil before the first run in it.
  private var shift: Int? = 0

  init(lines: [Substring.UTF8View.SubSequence], block: SourcePosition) {
    self.lines = lines
    self.block = block
    line = block.line
  }

  private static func isBreak(_ node: OpaquePointer) -> Bool {
    let type = cmark_node_get_type(node)
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK
  }

  /// Where the run begins; to be asked before what is in it.
  mutating func enter(_ node: OpaquePointer) -> SourcePosition {
    if Self.isBreak(node) {
      return inText(SourcePosition(line: line, column: text.count + 1))
    }
    let (given, column) = (startLine(of: node), Int(cmark_node_get_start_column(node)))
    let isCode = cmark_node_get_type(node) == CMARK_NODE_CODE
    guard given > 0 else { return inText(SourcePosition(line: line, column: indentation + 1)) }
    if shift == nil {
      missed = line - given
      shift = indentation + 1 - column + (isCode ? backticks(from: indentation) : 0)
    } else if given + missed > line {
      // Code or HTML goes on in this line.
      line = given + missed
      shift = indentation - (block.column - 1)
    }
    let place = inText(SourcePosition(line: line, column: column + (shift ?? 0)))
    return isCode ? beforeBackticks(place) : place
  }

  /// To be called when what is in the run was asked for.
  mutating func leave(_ node: OpaquePointer) {
    if Self.isBreak(node) {
      line += 1
      shift = nil
    } else if case let end = Int(cmark_node_get_end_line(node)) + missed, end > line,
      cmark_node_first_child(node) == nil
    {
      line = end
      shift = indentation - (block.column - 1)
    }
  }

  /// A link's is said to be the line of its end.
  private func startLine(of node: OpaquePointer) -> Int {
    let line = Int(cmark_node_get_start_line(node))
    guard let child = cmark_node_first_child(node) else { return line }
    let first = Int(cmark_node_get_start_line(child))
    return first > 0 ? min(first, line) : line
  }

  // MARK: The line

  private var text: Substring.UTF8View.SubSequence {
    lines.indices.contains(line - 1) ? lines[line - 1] : Substring().utf8
  }

  /// Bytes before its first run: space, and the signs of quotes.
  private var indentation: Int {
    text.prefix { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }.count
  }

  private func backticks(from start: Int) -> Int {
    text.dropFirst(start).prefix { $0 == UInt8(ascii: "`") }.count
  }

  private func beforeBackticks(_ place: SourcePosition) -> SourcePosition {
    var before = text.prefix(place.column - 1)
    while before.last == 0x20 { before.removeLast() }
    guard before.last == UInt8(ascii: "`") else { return place }
    while before.last == UInt8(ascii: "`") { before.removeLast() }
    return SourcePosition(line: place.line, column: before.count + 1)
  }

  /// What cmark says of strange texts can lie outside of them.
  private func inText(_ place: SourcePosition) -> SourcePosition {
    let last = min(max(place.line, 1), max(lines.count, 1))
    let columns = lines.indices.contains(last - 1) ? lines[last - 1].count + 1 : 1
    return SourcePosition(line: last, column: min(max(place.column, 1), columns))
  }
}
