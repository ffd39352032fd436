/// Goes through a header of text sign by sign: signs, whole numbers, and the spaces between them.
struct HeaderScanner {
  let bytes: [UInt8]
  /// The next byte.
  private(set) var offset: Int
  /// Where the header ends.
  let end: Int

  /// - Parameter range: the header's place within `bytes`.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// What does not follow the grammar, here.
  var bad: DataError { .damaged(offset: offset, .badHeader) }

  /// The next byte that is no space; nil at the end.
  var next: UInt8? {
    mutating get {
      while offset < end, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[offset]) { offset += 1 }
      return offset < end ? bytes[offset] : nil
    }
  }

  /// The next byte, a space or not.
  mutating func byte() throws(DataError) -> UInt8 {
    guard offset < end else { throw bad }
    offset += 1
    return bytes[offset - 1]
  }

  /// Passes over a sign, if it stands there.
  mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: sign) else { return false }
    offset += 1
    return true
  }

  /// Passes over a word, if it stands there.
  mutating func skip(word: String) -> Bool {
    guard next != nil, bytes[offset..<end].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    return true
  }

  mutating func expect(_ sign: Unicode.Scalar) throws(DataError) {
    guard skip(sign) else { throw bad }
  }

  mutating func expectEnd() throws(DataError) {
    guard next == nil else { throw bad }
  }

  /// Digits alone.
  mutating func number() throws(DataError) -> Int {
    guard let first = next, (0x30...0x39).contains(first) else { throw bad }
    var value = 0
    while offset < end, (0x30...0x39).contains(bytes[offset]) {
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(Int(bytes[offset] - 0x30))
      guard !overflow, !carry else { throw bad }
      value = sum
      offset += 1
    }
    return value
  }

  /// Numbers with commas between them, at most 32, up to `close`; `open` has been read.
  mutating func numbers(upTo close: Unicode.Scalar) throws(DataError) -> [Int] {
    var numbers: [Int] = []
    while !skip(close) {
      numbers.append(try number())
      guard numbers.count <= 32 else { throw bad }
      if !skip(",") {
        try expect(close)
        break
      }
    }
    return numbers
  }
}
