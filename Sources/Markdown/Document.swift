/// A parsed GitHub-flavoured Markdown file, with the place of every block in the source.
public struct Document: Sendable, Equatable {
  public var blocks: [Block]

  public init(blocks: [Block]) {
    self.blocks = blocks
  }
}

/// A place in a file: 1-based line, 1-based column in bytes.
public struct SourcePosition: Hashable, Sendable, Comparable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (a: SourcePosition, b: SourcePosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// One block and where it begins and ends in the source.
public struct Block: Sendable, Equatable {
  public indirect enum Content: Sendable, Equatable {
    case heading(level: Int, [Inline])
    case paragraph([Inline])
    case list(items: [ListItem], start: Int?)
    case quote([Block])
    /// A fenced or indented block; `info` is the whole info string.
    case code(info: String, text: String, isFenced: Bool)
    case table(Table)
    case rule
    /// Raw HTML, comments among it.
    case html(String)
  }

  public var content: Content
  public var start: SourcePosition
  public var end: SourcePosition

  public init(_ content: Content, start: SourcePosition, end: SourcePosition) {
    self.content = content
    self.start = start
    self.end = end
  }
}

public struct ListItem: Sendable, Equatable {
  public var blocks: [Block]
  /// Nil where the item is no task.
  public var isChecked: Bool?
  public var start: SourcePosition

  public init(blocks: [Block], isChecked: Bool?, start: SourcePosition) {
    self.blocks = blocks
    self.isChecked = isChecked
    self.start = start
  }
}

public struct Table: Sendable, Equatable {
  public enum Alignment: Sendable, Equatable {
    case none
    case left
    case center
    case right
  }

  public var alignments: [Alignment]
  public var header: [[Inline]]
  public var rows: [[[Inline]]]

  public init(alignments: [Alignment], header: [[Inline]], rows: [[[Inline]]]) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
  }
}

/// A run of text inside a block. Entities are decoded, so control characters can be among it.
public indirect enum Inline: Sendable, Equatable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case strikethrough([Inline])
  case link(destination: String, [Inline])
  case image(source: String, alternative: String)
  case softBreak
  case lineBreak
  case html(String)
}
