import Markdown

/// What the parser of a lesson reads one after the other: Markdown's blocks, and what it wants to
/// know of HTML: comments, and where `<details>` begin and end.
enum Piece: Sendable, Equatable {
  case block(Block)
  /// What stands between `<!--` and `-->`.
  case comment(String, SourcePosition)
  /// `<details>` with its `<summary>`.
  case detailsBegin(summary: String?, SourcePosition)
  case detailsEnd(SourcePosition)
  /// Text on a line of HTML, which GitHub does not read as Markdown.
  case text(String, SourcePosition)

  var start: SourcePosition {
    switch self {
    case .block(let block): block.start
    case .comment(_, let place), .detailsBegin(_, let place), .detailsEnd(let place),
      .text(_, let place):
      place
    }
  }
}

/// Cuts a block of HTML into pieces.
///
/// Only whole tags matter: `<details>`, `<summary>…</summary>`, `</details>`, comments. Other tags
/// are dropped, as HTML is skipped wherever a lesson is shown.
struct HTMLReader {
  private let bytes: [UInt8]
  private var index = 0
  private var position: SourcePosition
  private var pieces: [Piece] = []

  static func pieces(of html: String, at start: SourcePosition) -> [Piece] {
    var reader = HTMLReader(bytes: Array(html.utf8), position: start)
    reader.read()
    return reader.pieces
  }

  /// Where a comment begins that does not end: the rest of the text is part of it.
  static func unclosedComment(in html: String, at start: SourcePosition) -> SourcePosition? {
    guard html.contains("<!--") else { return nil }
    var reader = HTMLReader(bytes: Array(html.utf8), position: start)
    reader.read()
    return reader.unclosedComment
  }

  private var unclosedComment: SourcePosition?

  /// A tag that nothing closes is sought once, not once for each `<`.
  private let lastClosing: Int

  /// The longest summary, in bytes.
  private static let summaryLimit = 500

  private init(bytes: [UInt8], position: SourcePosition) {
    self.bytes = bytes
    self.position = position
    lastClosing = bytes.lastIndex(of: UInt8(ascii: ">")) ?? -1
  }

  private mutating func read() {
    var text: (from: Int, position: SourcePosition)?
    func flush(_ text: inout (from: Int, position: SourcePosition)?, _ reader: inout Self) {
      guard let begun = text else { return }
      let words = String(decoding: reader.bytes[begun.from..<reader.index], as: UTF8.self)
      if words.contains(where: { !$0.isWhitespace }) {
        reader.pieces.append(.text(HTMLTag.decoded(words), begun.position))
      }
      text = nil
    }
    while index < bytes.count {
      let start = position
      if starts(with: "<!--") {
        flush(&text, &self)
        let from = index + 4
        let end = find("-->", from: from)
        if end == nil { unclosedComment = start }
        advance(to: end ?? bytes.count)
        let comment = String(decoding: bytes[min(from, index)..<index], as: UTF8.self)
        advance(to: min(index + 3, bytes.count))
        pieces.append(.comment(comment, start))
      } else if let end = tag("<details") {
        flush(&text, &self)
        advance(to: end)
        pieces.append(.detailsBegin(summary: summary(), start))
      } else if let end = tag("</details") {
        flush(&text, &self)
        advance(to: end)
        pieces.append(.detailsEnd(start))
      } else if let end = endOfUnread() {
        flush(&text, &self)
        advance(to: end)
      } else if let end = anyTag() {
        flush(&text, &self)
        readImage(upTo: end)
        advance(to: end)
      } else {
        if text == nil, bytes[index] != 0x20, bytes[index] != 0x0A { text = (index, position) }
        advance(to: index + 1)
      }
    }
    flush(&text, &self)
  }

  /// What stands in `<script>` and `<style>` is not for people.
  private func endOfUnread() -> Int? {
    for name in ["script", "style"] {
      guard let open = tag("<\(name)") else { continue }
      guard let close = find("</\(name)", from: open) else { return bytes.count }
      return end(ofTagAt: close) ?? bytes.count
    }
    return nil
  }

  /// An image says what it shows.
  private mutating func readImage(upTo end: Int) {
    guard starts(with: "<img") else { return }
    let tag = String(decoding: bytes[index..<end], as: UTF8.self)
    let alternative = HTMLTag.value("alt", in: tag)
    if !alternative.isEmpty { pieces.append(.text("[\(alternative)]", position)) }
  }

  /// `<summary>Hint</summary>` right after `<details>`.
  private mutating func summary() -> String? {
    var from = index
    while from < bytes.count, bytes[from] == 0x20 || bytes[from] == 0x0A { from += 1 }
    guard starts(with: "<summary", at: from), let open = end(ofTagAt: from),
      let close = find("</summary", from: open, limit: Self.summaryLimit),
      let end = end(ofTagAt: close)
    else { return nil }
    advance(to: end)
    let words = String(decoding: bytes[open..<close], as: UTF8.self)
    // <b>Hint</b> is a hint as well.
    var plain = ""
    var isTag = false
    for character in words {
      if character == "<" { isTag = true }
      if !isTag { plain.append(character == "\n" ? " " : character) }
      if character == ">" { isTag = false }
    }
    return HTMLTag.decoded(plain).trimmingSpaces
  }

  // MARK: Bytes

  /// Where a tag of this name ends, if one begins here.
  private func tag(_ name: String) -> Int? {
    guard starts(with: name) else { return nil }
    let next = index + name.utf8.count
    guard next < bytes.count, [0x20, 0x0A, 0x09, 0x2F, 0x3E].contains(bytes[next]) else {
      return nil
    }
    return end(ofTagAt: index)
  }

  private func anyTag() -> Int? {
    guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count else { return nil }
    let next = bytes[index + 1]
    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next | 0x20)
    guard isLetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") else { return nil }
    return end(ofTagAt: index)
  }

  private func end(ofTagAt start: Int) -> Int? {
    start < lastClosing ? bytes[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } : nil
  }

  private func starts(with text: String, at place: Int? = nil) -> Bool {
    let from = place ?? index
    let sought = text.utf8
    guard from + sought.count <= bytes.count else { return false }
    return zip(bytes[from...], sought).allSatisfy { byte, wanted in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        ? byte | 0x20 == wanted : byte == wanted
    }
  }

  private func find(_ text: String, from start: Int, limit: Int = .max) -> Int? {
    guard start <= bytes.count else { return nil }
    let end = limit < bytes.count - start ? start + limit : bytes.count
    return (start..<end).first { starts(with: text, at: $0) }
  }

  private mutating func advance(to end: Int) {
    while index < end {
      if bytes[index] == 0x0A {
        position = SourcePosition(line: position.line + 1, column: 1)
      } else {
        position.column += 1
      }
      index += 1
    }
  }
}
