/// Output as a lesson file expects it, held against what really came.
///
/// Word for word, but: a line `...` stands for any lines, `...` in a line for any words; a number
/// with a point is met to the digits written; `<name>` stands for one word, the same wherever the
/// name stands; and the number of spaces makes no difference.
package struct OutputPattern: Sendable, Equatable {
  private let lines: [[Token]]

  package init(_ lines: [String]) {
    self.lines = lines.map(Self.tokens)
  }

  /// Whether the whole of `text` is as expected.
  package func matches(_ text: String) -> Bool {
    let actual = Self.lines(of: text).map(Self.tokens)
    var captures: [String: Token] = [:]
    var next = 0
    // What stands between two lines `...` is sought from where the last was found.
    let segments = lines.split(separator: [.anything], omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
      let isFirst = index == 0
      let isLast = index == segments.count - 1
      if isLast, !isFirst {
        guard actual.count - segment.count >= next else { return false }
        next = actual.count - segment.count
      }
      let lastStart = isFirst || isLast ? next : actual.count - segment.count
      var found = false
      while next <= lastStart, !found {
        var trial = captures
        guard next + segment.count <= actual.count else { return false }
        found = zip(segment, actual[next...]).allSatisfy { expected, line in
          Self.matches(expected[...], line[...], &trial)
        }
        if found { captures = trial } else { next += 1 }
      }
      guard found else { return false }
      next += segment.count
    }
    return next == actual.count
  }

  /// Without the spaces at the ends of lines and the empty lines at the end.
  static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0).withoutTrailingSpace
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  // MARK: One line

  private enum Token: Equatable {
    case word(String)
    case number(Double, digits: Int?, text: String)
    case anything
    case capture(String)
  }

  private static func matches(
    _ expected: ArraySlice<Token>, _ actual: ArraySlice<Token>, _ captures: inout [String: Token]
  ) -> Bool {
    guard let first = expected.first else { return actual.isEmpty }
    let rest = expected.dropFirst()
    if first == .anything {
      return (actual.startIndex...actual.endIndex).contains { start in
        var trial = captures
        guard matches(rest, actual[start...], &trial) else { return false }
        captures = trial
        return true
      }
    }
    guard let token = actual.first else { return false }
    switch first {
    case .capture(let name):
      if let known = captures[name], known != token { return false }
      captures[name] = token
    case .number(let wanted, let digits?, _):
      guard case .number(let found, _, _) = token else { return false }
      var unit = 0.5
      for _ in 0..<min(abs(digits), 400) { unit *= digits < 0 ? 10 : 0.1 }
      guard abs(found - wanted) <= unit * (1 + 1e-9) else { return false }
    case .number(_, nil, let text):
      guard case .number(_, _, let found) = token, found == text else { return false }
    default:
      guard first == token else { return false }
    }
    return matches(rest, actual.dropFirst(), &captures)
  }

  // MARK: Words and numbers

  private static func tokens(of line: String) -> [Token] {
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
