/// A code of up to 15 bits a symbol, as a table of all that the next bits can be.
///
/// - Source: RFC 1951, §3.2.2.
struct HuffmanCode {
  /// The symbol times 16, plus its length in bits; 0 where no symbol begins like this.
  private let table: [UInt16]
  /// The longest length.
  let bits: Int

  /// Nil where the lengths are those of no code: more codes of a length than there can be.
  init?(lengths: some Collection<UInt8>) {
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    let bits = counts.lastIndex { $0 > 0 } ?? 0
    var next = [Int](repeating: 0, count: 17)
    for length in 1...15 {
      next[length + 1] = (next[length] + counts[length]) << 1
      guard next[length] + counts[length] <= 1 << length else { return nil }
    }
    var table = [UInt16](repeating: 0, count: 1 << bits)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      let reversed = Self.reversed(next[length], length)
      next[length] += 1
      for index in stride(from: reversed, to: table.count, by: 1 << length) {
        table[index] = UInt16(symbol << 4 | length)
      }
    }
    self.table = table
    self.bits = bits
  }

  /// The symbol that these bits begin with, and its length; length 0 where there is none.
  func symbol(_ next: UInt32) -> (symbol: Int, length: Int) {
    let entry = Int(table[Int(next) & (table.count - 1)])
    return (entry >> 4, entry & 15)
  }

  private static func reversed(_ code: Int, _ length: Int) -> Int {
    var (result, rest) = (0, code)
    for _ in 0..<length {
      result = result << 1 | rest & 1
      rest >>= 1
    }
    return result
  }

  private static func fixed(_ lengths: [(UInt8, Int)]) -> HuffmanCode {
    guard let code = HuffmanCode(lengths: lengths.flatMap { Array(repeating: $0, count: $1) })
    else { preconditionFailure("the fixed codes are codes") }
    return code
  }

  static let fixedLiterals = fixed([(8, 144), (9, 112), (7, 24), (8, 8)])
  static let fixedDistances = fixed([(5, 30)])
}

/// Goes through bytes bit by bit, the least significant first.
struct BitReader {
  let bytes: [UInt8]
  let end: Int
  /// The next byte to be taken in.
  private var next: Int
  /// Bits that were taken in and not used.
  private var held: UInt64 = 0
  private var count = 0

  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    self.end = end
    next = start
  }

  /// Where the byte begins that holds the next bit.
  var byteOffset: Int { next - count / 8 }

  var bad: DataError { .damaged(offset: byteOffset, .badCompression) }

  private mutating func fill() {
    while count <= 56, next < end {
      held |= UInt64(bytes[next]) << UInt64(count)
      next += 1
      count += 8
    }
  }

  mutating func bits(_ wanted: Int) throws(DataError) -> Int {
    if count < wanted { fill() }
    guard count >= wanted else { throw .damaged(offset: end, .truncated(needed: 1)) }
    let value = Int(held & (1 << UInt64(wanted) - 1))
    held >>= UInt64(wanted)
    count -= wanted
    return value
  }

  mutating func symbol(_ code: HuffmanCode) throws(DataError) -> Int {
    if count < 15 { fill() }
    let (symbol, length) = code.symbol(UInt32(truncatingIfNeeded: held))
    guard length > 0 else { throw bad }
    guard length <= count else { throw .damaged(offset: end, .truncated(needed: 1)) }
    held >>= UInt64(length)
    count -= length
    return symbol
  }

  /// Drops the rest of a byte that was begun, and says where the next one is.
  mutating func alignToByte() -> Int {
    let start = byteOffset
    move(to: start)
    return start
  }

  mutating func move(to offset: Int) {
    next = offset
    held = 0
    count = 0
  }
}
