/// A parsed GitHub-flavoured Markdown file, with the place of every block in the source.
public struct Document: Sendable, Equatable {
  /// The blocks of the outermost level, in the order of the text.
  public var blocks: [Block]
  /// Where fences open that no line closes. Markdown ends them silently with the document or
  /// with the quote or list that they stand in; an author nearly always forgot the line.
  public var unclosedFences: [SourcePosition]

  /// A document made of blocks.
  public init(blocks: [Block], unclosedFences: [SourcePosition] = []) {
    self.blocks = blocks
    self.unclosedFences = unclosedFences
  }
}

/// Why a text is not parsed: the only reasons, as any other text is valid Markdown.
///
/// The limits are there because Markdown's own parser takes time that grows with the square of
/// some texts (a line of 200,000 bars takes 3 seconds), and because what nests deep overflows the
/// stack of whoever walks it.
public enum MarkdownError: Error, Hashable, Sendable {
  case tooLarge(bytes: Int, limit: Int)
  case lineTooLong(line: Int, bytes: Int, limit: Int)
  /// Quotes and lists in each other.
  case nestedTooDeeply(SourcePosition, limit: Int)
  /// Tables of short rows under a long header, which are filled up.
  case tooManyCells(line: Int, limit: Int)
  /// Links that copy what a long reference stands for.
  case tooManyReferences(limit: Int)
}

/// A place in a file: 1-based line, 1-based column in bytes.
public struct SourcePosition: Hashable, Sendable, Comparable {
  /// From 1.
  public var line: Int
  /// In bytes, from 1.
  public var column: Int

  /// The place in that line, at that byte.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Whether `a` stands before `b` in the text.
  public static func < (a: SourcePosition, b: SourcePosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// One block and where it begins and ends in the source.
public struct Block: Sendable, Equatable {
  /// What kind of block, and what is in it.
  public indirect enum Content: Sendable, Equatable {
    case heading(level: Int, [Inline])
    case paragraph([Inline])
    case list(items: [ListItem], start: Int?)
    case quote([Block])
    /// A fenced or indented block; `info` is the whole info string. `text` has no newline at
    /// its end.
    case code(info: String, text: String, isFenced: Bool)
    case table(Table)
    case rule
    /// Raw HTML, comments among it.
    case html(String)
  }

  /// What the block is.
  public var content: Content
  /// Where its first character stands.
  public var start: SourcePosition
  /// Where its last character stands; for HTML, rules and indented code the line after, column 0,
  /// can be given instead.
  public var end: SourcePosition
  /// The file that it stands in, where whoever reads several files into one has said so.
  public var file: String?

  /// A block at its place.
  public init(_ content: Content, start: SourcePosition, end: SourcePosition) {
    self.content = content
    self.start = start
    self.end = end
  }
}

/// One item of a list.
public struct ListItem: Sendable, Equatable {
  /// What the item holds: a paragraph, and whatever is indented below it.
  public var blocks: [Block]
  /// Nil where the item is no task.
  public var isChecked: Bool?
  /// Where the item's sign stands.
  public var start: SourcePosition

  /// An item at its place.
  public init(blocks: [Block], isChecked: Bool?, start: SourcePosition) {
    self.blocks = blocks
    self.isChecked = isChecked
    self.start = start
  }
}

/// A table: a header row, and rows as wide as it.
public struct Table: Sendable, Equatable {
  /// Where the text of a column stands in it.
  public enum Alignment: Sendable, Equatable {
    case none
    case left
    case center
    case right
  }

  /// One a column.
  public var alignments: [Alignment]
  /// The header's cells.
  public var header: [[Inline]]
  /// The rows' cells.
  public var rows: [[[Inline]]]

  /// A table of these cells.
  public init(alignments: [Alignment], header: [[Inline]], rows: [[[Inline]]]) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
  }
}
