import CMarkGFM

extension TreeReader {
  /// The runs in a node, which stands in the block that begins at `block`.
  func inlines(of parent: Node, in block: SourcePosition) -> [Inline] {
    var places = InlinePlaces(lines: lines, block: block)
    return inlines(of: parent, depth: 0, &places)
  }

  private func inlines(
    of parent: Node, depth: Int, _ places: inout InlinePlaces
  ) -> [Inline] {
    var inlines: [Inline] = []
    var next = cmark_node_first_child(parent)
    while let node = next {
      let start = places.enter(node)
      if let content = content(of: node, depth: depth, &places) {
        // Neighbouring texts are one: cmark cuts them at every character that might mean something.
        if case .text(let more) = content, case .text(let before)? = inlines.last?.content {
          inlines[inlines.count - 1].content = .text(before + more)
        } else {
          inlines.append(Inline(content, start: start))
        }
      }
      places.leave(node)
      next = cmark_node_next(node)
    }
    return inlines
  }

  private func content(
    of node: Node, depth: Int, _ places: inout InlinePlaces
  ) -> Inline.Content? {
    let type = String(cString: cmark_node_get_type_string(node))
    switch type {
    case "text":
      let text = literal(of: node)
      return text.isEmpty ? nil : .text(text)
    case "softbreak": return .softBreak
    case "linebreak": return .lineBreak
    case "code": return .code(literal(of: node))
    case "html_inline": return HTMLTag.inline(literal(of: node))
    default: break
    }
    if cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_REFERENCE {
      return .text("[\(literal(of: node))]")
    }
    guard depth < Self.inlineLimit else { return .text(plainText(of: node)) }
    switch type {
    case "emph": return .emphasis(inlines(of: node, depth: depth + 1, &places))
    case "strong": return .strong(inlines(of: node, depth: depth + 1, &places))
    case "strikethrough": return .strikethrough(inlines(of: node, depth: depth + 1, &places))
    case "link":
      return .link(destination: url(of: node), inlines(of: node, depth: depth + 1, &places))
    case "image": return .image(source: url(of: node), alternative: plainText(of: node))
    default: return nil
    }
  }

  /// All text below a node, however deep, without recursion.
  private func plainText(of root: Node) -> String {
    guard let iterator = cmark_iter_new(root) else { return "" }
    defer { cmark_iter_free(iterator) }
    var text = ""
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return text }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      switch String(cString: cmark_node_get_type_string(node)) {
      case "text", "code": text += literal(of: node)
      case "softbreak", "linebreak": text += " "
      default: break
      }
    }
  }

  func literal(of node: Node) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  private func url(of node: Node) -> String {
    cmark_node_get_url(node).map { String(cString: $0) } ?? ""
  }
}
