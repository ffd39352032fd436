import CMarkGFM

/// Makes values of cmark's tree.
///
/// Blocks are walked to `Document.nestingLimit` and no deeper, inlines to `inlineLimit`, below
/// which only their text is kept: nothing here recurses further than that.
struct TreeReader {
  typealias Node = OpaquePointer  // cmark_node, whose fields its header does not show

  static let inlineLimit = 32

  /// The fences seen, to be held against the source.
  private(set) var fences: [Fence] = []
  /// Of the source.
  let lines: [Substring.UTF8View.SubSequence]
  /// How many footnotes were read: cmark moves them to the end, in the order of their numbers.
  private var footnoteCount = 0
  var hasFootnotes: Bool { footnoteCount > 0 }

  /// - Parameter lines: the source's, to say where what cmark found stands in them.
  init(lines: [Substring.UTF8View.SubSequence]) { self.lines = lines }

  mutating func blocks(of parent: Node, depth: Int) throws(MarkdownError) -> [Block] {
    var blocks: [Block] = []
    var next = cmark_node_first_child(parent)
    while let node = next {
      guard depth < Document.nestingLimit else {
        throw .nestedTooDeeply(position(of: node), limit: Document.nestingLimit)
      }
      // Footnotes have a type and no name of it.
      if cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION {
        blocks += try footnote(node, depth: depth + 1)
      } else if let content = try content(of: node, depth: depth) {
        let start = position(of: node)
        let end = SourcePosition(
          line: Int(cmark_node_get_end_line(node)), column: Int(cmark_node_get_end_column(node)))
        // The end of HTML that closes the document is said to be the line before it.
        blocks.append(Block(content, start: start, end: max(start, end)))
      }
      next = cmark_node_next(node)
    }
    return blocks
  }

  /// `[1]` before the first words of a footnote.
  private mutating func footnote(_ node: Node, depth: Int) throws(MarkdownError) -> [Block] {
    footnoteCount += 1
    let sign = Inline(.text("[\(footnoteCount)] "), start: position(of: node))
    var blocks = try blocks(of: node, depth: depth)
    if case .paragraph(let inlines) = blocks.first?.content {
      blocks[0].content = .paragraph([sign] + inlines)
    } else {
      let place = position(of: node)
      blocks.insert(Block(.paragraph([sign]), start: place, end: place), at: 0)
    }
    return blocks
  }

  private mutating func content(
    of node: Node, depth: Int
  ) throws(MarkdownError) -> Block.Content? {
    switch String(cString: cmark_node_get_type_string(node)) {
    case "heading":
      return .heading(
        level: Int(cmark_node_get_heading_level(node)), inlines(of: node, in: position(of: node)))
    case "paragraph":
      return .paragraph(inlines(of: node, in: position(of: node)))
    case "block_quote":
      return .quote(try blocks(of: node, depth: depth + 1))
    case "list":
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      return .list(
        items: try items(of: node, depth: depth + 1),
        start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil)
    case "code_block":
      return code(of: node)
    case "html_block":
      return .html(literal(of: node))
    case "thematic_break":
      return .rule
    case "table":
      return .table(table(of: node))
    default:
      return nil
    }
  }

  private mutating func items(of list: Node, depth: Int) throws(MarkdownError) -> [ListItem] {
    var items: [ListItem] = []
    var next = cmark_node_first_child(list)
    while let node = next {
      let isTask = String(cString: cmark_node_get_type_string(node)) == "tasklist"
      items.append(
        ListItem(
          blocks: try blocks(of: node, depth: depth),
          isChecked: isTask ? cmark_gfm_extensions_get_tasklist_item_checked(node) : nil,
          start: position(of: node)))
      next = cmark_node_next(node)
    }
    return items
  }

  private mutating func code(of node: Node) -> Block.Content {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
    var text = literal(of: node)
    if isFenced {
      fences.append(
        Fence(
          start: position(of: node), endLine: Int(cmark_node_get_end_line(node)),
          character: UInt8(bitPattern: character), length: Int(length),
          contentLines: text.utf8.count { $0 == UInt8(ascii: "\n") }))
    }
    if text.hasSuffix("\n") { text.removeLast() }
    let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    return .code(info: info, text: text, isFenced: isFenced)
  }

  private func table(of node: Node) -> Table {
    let columns = Int(cmark_gfm_extensions_get_table_columns(node))
    var alignments = Array(repeating: Table.Alignment.none, count: columns)
    if let letters = cmark_gfm_extensions_get_table_alignments(node) {
      for column in 0..<columns {
        switch letters[column] {
        case UInt8(ascii: "l"): alignments[column] = .left
        case UInt8(ascii: "c"): alignments[column] = .center
        case UInt8(ascii: "r"): alignments[column] = .right
        default: break
        }
      }
    }
    var table = Table(alignments: alignments, header: [], rows: [])
    var next = cmark_node_first_child(node)
    while let row = next {
      var cells: [[Inline]] = []
      var nextCell = cmark_node_first_child(row)
      while let cell = nextCell {
        cells.append(inlines(of: cell, in: place(of: cell, in: node)))
        nextCell = cmark_node_next(cell)
      }
      if cmark_gfm_extensions_get_table_row_is_header(row) != 0 {
        table.header = cells
      } else {
        table.rows.append(cells)
      }
      next = cmark_node_next(row)
    }
    return table
  }

  /// Some cells are given none.
  private func place(of cell: Node, in table: Node) -> SourcePosition {
    let place = position(of: cell)
    return place.line > 0 ? place : position(of: table)
  }

  func position(of node: Node) -> SourcePosition {
    SourcePosition(
      line: Int(cmark_node_get_start_line(node)), column: Int(cmark_node_get_start_column(node)))
  }
}
