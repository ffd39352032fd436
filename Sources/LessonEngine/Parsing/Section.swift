import Markdown

/// A piece, and the file that it stands in: the lesson, or a part of it.
struct Located {
  var piece: Piece
  var source: SourceFile
  /// Of its file, up to where the next piece of the same file begins.
  var lines = 0..<0
}

extension [Located] {
  /// Finds the lines that each piece takes.
  mutating func measure() {
    var next: [String: Int] = [:]
    for index in indices.reversed() {
      let file = self[index].source
      let first = self[index].piece.start.line
      var end = next[file.name] ?? file.lines.count + 1
      // What comes next is the same file, included once more.
      if end < first { end = file.lines.count + 1 }
      self[index].lines = first..<Swift.max(first + 1, end)
      next[file.name] = first
    }
  }
}

/// The pieces of one step, and the text that its hash is made of.
struct Section {
  var title = ""
  var start: SourcePosition
  /// What begins the step; nil before the first one.
  var heading: Located?
  var pieces: [Located] = []
  private(set) var hash = ContentHash.text(of: "")

  init(title: String = "", start: SourcePosition, heading: Located? = nil) {
    self.title = title
    self.start = start
    self.heading = heading
  }

  var source: SourceFile? { heading?.source }

  var isEmpty: Bool {
    pieces.allSatisfy {
      switch $0.piece {
      case .comment: true
      default: false
      }
    }
  }

  /// The lines of the lesson and of the parts that it includes.
  var extent: [SourceLines] {
    var extent: [SourceLines] = []
    for located in (heading.map { [$0] } ?? []) + pieces {
      if let last = extent.last, last.file == located.source.name,
        last.lines.upperBound == located.lines.lowerBound
      {
        extent[extent.count - 1].lines = last.lines.lowerBound..<located.lines.upperBound
      } else {
        extent.append(SourceLines(file: located.source.name, lines: located.lines))
      }
    }
    return extent
  }

  /// The text is that of the file with the heading, and then that of other files: so a step that
  /// includes nothing has the hash of its own lines.
  mutating func end(before line: Int, in file: SourceFile) {
    let source = source ?? file
    let last = source == file ? line - 1 : source.lines.count
    var text = Self.text(start.line..<max(start.line, last + 1), of: source)
    for located in pieces where located.source.name != source.name {
      text += "\n" + Self.text(located.lines, of: located.source)
    }
    hash = ContentHash.text(of: text)
  }

  /// Without the space at its end.
  private static func text(_ lines: Range<Int>, of source: SourceFile) -> String {
    let end = min(lines.upperBound - 1, source.lines.count)
    var text = source.lines[min(lines.lowerBound - 1, end)..<end].joined(separator: "\n")
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// Removes the `#` heading that names the lesson.
  mutating func takeTitle() -> (Located, [Inline])? {
    for (index, located) in pieces.enumerated() {
      switch located.piece {
      case .comment: continue
      case .block(let block):
        guard case .heading(1, let inlines) = block.content else { return nil }
        pieces.remove(at: index)
        return (located, inlines)
      default: return nil
      }
    }
    return nil
  }
}
