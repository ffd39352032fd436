import Markdown

/// Blocks as Markdown again, for a lesson that is written out with its variables filled in.
extension [Block] {
  /// One block after the other, with empty lines between them.
  var markdown: String { map(\.markdown).filter { !$0.isEmpty }.joined(separator: "\n\n") }
}

extension Block {
  fileprivate var markdown: String {
    switch content {
    case .heading(let level, let inlines):
      return String(repeating: "#", count: level) + " " + inlines.markdown
    case .paragraph(let inlines): return inlines.markdown
    case .list(let items, let start):
      return items.enumerated().map { index, item in
        let sign = start.map { "\($0 + index). " } ?? "- "
        let box = item.isChecked.map { $0 ? "[x] " : "[ ] " } ?? ""
        return (box + item.blocks.markdown).indented(
          first: sign, others: String(repeating: " ", count: sign.count))
      }.joined(separator: "\n")
    case .quote(let blocks): return blocks.markdown.indented(first: "> ", others: "> ")
    case .code(let info, let text, _): return MarkdownText.fence(text, info: info)
    case .table(let table):
      func row(_ cells: [[Inline]]) -> String {
        "| " + cells.map(\.markdown).joined(separator: " | ") + " |"
      }
      let rule = "|" + table.header.map { _ in " --- |" }.joined()
      return ([row(table.header), rule] + table.rows.map(row)).joined(separator: "\n")
    case .rule: return "---"
    case .html: return ""
    }
  }
}

extension [Inline] {
  var markdown: String { map(\.markdown).joined() }
}

extension Inline {
  fileprivate var markdown: String {
    switch content {
    case .text(let text): MarkdownText.escaped(text)
    case .code(let text): MarkdownText.code(text)
    case .emphasis(let inner): "*\(inner.markdown)*"
    case .strong(let inner): "**\(inner.markdown)**"
    case .strikethrough(let inner): "~~\(inner.markdown)~~"
    case .link(let destination, let inner): "[\(inner.markdown)](<\(destination)>)"
    case .image(let source, let alternative):
      "![\(MarkdownText.escaped(alternative))](<\(source)>)"
    case .softBreak: "\n"
    case .lineBreak: "  \n"
    case .html: ""
    }
  }
}

enum MarkdownText {
  /// A fence that its text does not close.
  static func fence(_ text: String, info: String = "") -> String {
    let marks = String(repeating: "`", count: max(3, longestRow(in: text) + 1))
    let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
    return "\(marks)\(info)\n\(text)\(end)\(marks)"
  }

  /// A span of code that its text does not end.
  static func code(_ text: String) -> String {
    let longest = longestRow(in: text)
    if longest == 0 { return "`\(text)`" }
    let marks = String(repeating: "`", count: longest + 1)
    return "\(marks) \(text) \(marks)"
  }

  /// How many backticks stand in a row, as they are seen: what is not seen at all is taken out later.
  private static func longestRow(in text: String) -> Int {
    var (longest, row) = (0, 0)
    for scalar in text.unicodeScalars {
      if scalar == "`" {
        row += 1
        longest = max(longest, row)
      } else if scalar.isASCII || !isInvisible(scalar) {
        row = 0
      }
    }
    return longest
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .format
  }

  /// Text that means itself.
  static func escaped(_ text: String) -> String {
    text.replacingScalars { "\\`*_[]<>#|~&".unicodeScalars.contains($0) ? "\\\($0)" : nil }
  }
}

extension String {
  func indented(first: String, others: String) -> String {
    split(separator: "\n" as Character, omittingEmptySubsequences: false).enumerated().map {
      index, line in
      let mark = index == 0 ? first : others
      return line.isEmpty ? String(mark.reversed().drop { $0 == " " }.reversed()) : mark + line
    }.joined(separator: "\n")
  }
}
