import CMarkGFM
import Synchronization

extension Document {
  /// The most bytes of text that are parsed: ten times a long lesson.
  public static let sizeLimit = 256 * 1024
  /// The most bytes in one line.
  public static let lineLimit = 16 * 1024
  /// The most quotes and lists in each other.
  public static let nestingLimit = 100

  /// Parses GitHub-flavoured Markdown: CommonMark with tables, strikethrough, task lists and
  /// footnotes, which stand where they are written as `[1] …`.
  ///
  /// - Throws: `MarkdownError`, where a limit is passed; any other text is a document.
  public init(parsing text: String) throws(MarkdownError) {
    let bytes = text.utf8.count
    guard bytes <= Self.sizeLimit else {
      throw .tooLarge(bytes: bytes, limit: Self.sizeLimit)
    }
    // Each of the three ends a line of Markdown, and so must it for whoever counts lines.
    let text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let lines = text.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == UInt8(ascii: "\n") })
    for (index, line) in lines.enumerated() where line.count > Self.lineLimit {
      throw .lineTooLong(line: index + 1, bytes: line.count, limit: Self.lineLimit)
    }
    let expansion = Expansion(lines)
    if let line = expansion.lineOfExcess {
      throw .tooManyCells(line: line, limit: Expansion.cellLimit)
    }
    guard expansion.referenceBytes <= Expansion.referenceLimit else {
      throw .tooManyReferences(limit: Expansion.referenceLimit)
    }
    guard let root = Self.tree(of: text) else {
      self.init(blocks: [])
      return
    }
    defer { cmark_node_free(root) }
    var reader = TreeReader(lines: lines)
    var blocks = try reader.blocks(of: root, depth: 0)
    // Footnotes go back to where they are written: a lesson is shown step by step.
    if reader.hasFootnotes { blocks.sort { $0.start < $1.start } }
    self.init(blocks: blocks, unclosedFences: reader.unclosedFences())
  }

  /// What an entity stands for, as Markdown knows them.
  static func text(ofEntity entity: String) -> String? {
    guard let document = try? Document(parsing: entity),
      case .paragraph(let inlines)? = document.blocks.first?.content
    else { return nil }
    return inlines.map { inline in
      guard case .text(let text) = inline.content else { return "" }
      return text
    }.joined()
  }

  private static let extensionsAreRegistered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  /// While it parses, cmark-gfm writes the extensions' special characters into a table that all
  /// parsers share, so that two at once would spoil each other's text.
  private static let oneParserAtATime = Mutex(())

  private static func tree(of text: String) -> OpaquePointer? {
    guard extensionsAreRegistered else { return nil }
    var text = text
    return oneParserAtATime.withLock { _ in
      let options = CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS
      guard let parser = cmark_parser_new(options) else { return nil }
      defer { cmark_parser_free(parser) }
      for name in ["table", "strikethrough", "tasklist"] {
        if let syntax = cmark_find_syntax_extension(name) {
          cmark_parser_attach_syntax_extension(parser, syntax)
        }
      }
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          cmark_parser_feed(parser, characters.baseAddress, characters.count)
        }
      }
      return cmark_parser_finish(parser)
    }
  }
}
