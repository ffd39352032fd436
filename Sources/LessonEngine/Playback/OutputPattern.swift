/// Output as a lesson file expects it, held against what really came.
///
/// Word for word, but: a line `...` stands for any lines, `...` in a line for any words; a number
/// with a point is met to the digits written; `<name>` stands for one word, the same wherever the
/// name stands; and the number of spaces makes no difference.
package struct OutputPattern: Sendable, Equatable {
  let tokens: [Token]

  package init(_ lines: [String]) {
    tokens = lines.flatMap { line in
      let words = Self.words(of: line)
      return words == [.anything] ? [.anyLines] : words + [.lineEnd]
    }
  }

  /// Whether the whole of `text` is as expected.
  package func matches(_ text: String) -> Bool { matches(Text(Self.lines(of: text))) }

  /// The same, where the text is held against several patterns.
  func matches(_ text: Text) -> Bool {
    var captures: [String: Token] = [:]
    var steps = OutputMatch.stepLimit
    return matches(text, capturing: &captures, within: &steps)
  }

  /// The same with what the names stand for already, and with no more steps than there are.
  ///
  /// - Parameter captures: what the names stand for; gets those of this pattern where it matches.
  func matches(
    _ text: Text, capturing captures: inout [String: Token], within steps: inout Int
  ) -> Bool {
    var match = OutputMatch(tokens, text.tokens, captures: captures, stepLimit: steps)
    let isMatch = match.succeeds()
    steps = match.stepsLeft
    if isMatch { captures = match.captures }
    return isMatch
  }

  /// Lines that came, read into words once.
  struct Text: Sendable, Equatable {
    let tokens: [Token]

    init(_ lines: [String]) {
      tokens = lines.flatMap { OutputPattern.words(of: $0) + [.lineEnd] }
    }
  }

  /// Without the spaces at the ends of lines and the empty lines at the end.
  static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0).withoutTrailingSpace
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  enum Token: Sendable, Equatable {
    case word(String)
    case number(Double, digits: Int?, text: String)
    /// `...` among words.
    case anything
    /// `...` as a line.
    case anyLines
    case capture(String)
    case lineEnd
  }

  // MARK: Words and numbers

  private static func words(of line: String) -> [Token] {
    var tokens: [Token] = []
    let bytes = Array(line.utf8)
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x20 || bytes[index] == 0x09 {
        index += 1
      } else if bytes[index...].starts(with: "...".utf8) {
        tokens.append(.anything)
        index += 3
      } else if let end = capture(in: bytes, at: index) {
        tokens.append(.capture(String(decoding: bytes[index..<end], as: UTF8.self)))
        index = end
      } else if let (token, end) = number(in: bytes, at: index) {
        tokens.append(token)
        index = end
      } else {
        // A word goes on to its end, so that the digits of l0 are no number.
        var end = index + 1
        if isLetter(bytes[index]) {
          while end < bytes.count, isLetter(bytes[end]) || isDigit(bytes[end]) { end += 1 }
        } else {
          while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        }
        tokens.append(.word(String(decoding: bytes[index..<end], as: UTF8.self)))
        index = end
      }
    }
    return tokens
  }

  /// `<name>`
  private static func capture(in bytes: [UInt8], at start: Int) -> Int? {
    guard bytes[start] == UInt8(ascii: "<") else { return nil }
    var end = start + 1
    while end < bytes.count, isLetter(bytes[end]) { end += 1 }
    return end > start + 1 && end < bytes.count && bytes[end] == UInt8(ascii: ">") ? end + 1 : nil
  }

  private static func number(in bytes: [UInt8], at start: Int) -> (Token, Int)? {
    var end = start
    if bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+") { end += 1 }
    let first = end
    while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    guard end > first else { return nil }
    var digits: Int?
    if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(bytes[end + 1]) {
      end += 1
      let point = end
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      digits = end - point
    }
    if end + 1 < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      var exponent = end + 1
      if bytes[exponent] == UInt8(ascii: "-") || bytes[exponent] == UInt8(ascii: "+") {
        exponent += 1
      }
      let power = exponent
      while exponent < bytes.count, isDigit(bytes[exponent]) { exponent += 1 }
      if exponent > power {
        let value = Int(String(decoding: bytes[(end + 1)..<exponent], as: UTF8.self)) ?? 0
        digits = digits.map { $0 - max(-400, min(400, value)) }
        end = exponent
      }
    }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    guard let value = Double(text) else { return nil }
    return (.number(value, digits: digits, text: text), end)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }
}
