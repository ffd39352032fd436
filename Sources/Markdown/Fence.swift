/// A fenced block as cmark saw it, to find out whether a line closes it.
struct Fence {
  var start: SourcePosition
  var endLine: Int
  /// "`" or "~", and how many of them open it.
  var character: UInt8
  var length: Int
  var contentLines: Int
}

extension TreeReader {
  /// Where fences open that no line closes.
  ///
  /// cmark does not say. A fence with n lines of content that opens in line s and is closed ends in
  /// line s + n + 1, and that line holds its marks and nothing else. One that ends with the document
  /// ends a line earlier; one that ends with its quote or list can end in that same line, which
  /// then belongs to another block.
  func unclosedFences() -> [SourcePosition] {
    let openings = Set(fences.map(\.start.line))
    return fences.filter { fence in
      guard fence.endLine == fence.start.line + fence.contentLines + 1,
        !openings.contains(fence.endLine), lines.indices.contains(fence.endLine - 1)
      else { return true }
      var line = lines[fence.endLine - 1]
      while let byte = line.last, byte == 0x20 || byte == 0x09 || byte == 0x0D { line.removeLast() }
      var marks = 0
      while line.last == fence.character {
        line.removeLast()
        marks += 1
      }
      // What is left stands before the marks: the signs of quotes, and indentation.
      let isBare = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
      return !(isBare && marks >= fence.length)
    }.map(\.start)
  }
}
