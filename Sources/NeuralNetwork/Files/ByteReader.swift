/// Goes through bytes that nobody has vouched for: each read says whether there is enough left.
struct ByteReader {
  let bytes: [UInt8]
  /// Where the next read begins.
  private(set) var offset: Int
  /// Where reading ends.
  let end: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = 0
    end = bytes.count
  }

  /// Begins at `offset`.
  ///
  /// - Throws: `DataError.damaged` where the bytes end before it.
  init(_ bytes: [UInt8], at offset: Int) throws(DataError) {
    self.init(bytes)
    guard offset >= 0, offset <= bytes.count else {
      throw .damaged(offset: bytes.count, .truncated(needed: max(offset - bytes.count, 1)))
    }
    self.offset = offset
  }

  var left: Int { end - offset }

  /// The place of the next `count` bytes.
  mutating func take(_ count: Int) throws(DataError) -> Range<Int> {
    guard count >= 0, count <= left else {
      throw .damaged(offset: offset, .truncated(needed: max(count, 1)))
    }
    offset += count
    return offset - count..<offset
  }

  mutating func skip(_ count: Int) throws(DataError) {
    _ = try take(count)
  }

  /// Passes over bytes that must be these.
  mutating func expect(_ start: [UInt8], _ what: String) throws(DataError) {
    guard left >= start.count, bytes[offset..<offset + start.count].elementsEqual(start) else {
      throw .damaged(offset: offset, .noStart(of: what))
    }
    offset += start.count
  }

  /// An unsigned number of `count` bytes, at most 7, the least significant first.
  mutating func littleEndian(_ count: Int) throws(DataError) -> Int {
    try take(count).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
  }

  /// An unsigned number of `count` bytes, at most 7, the most significant first.
  mutating func bigEndian(_ count: Int) throws(DataError) -> Int {
    try take(count).reduce(0) { $0 << 8 | Int(bytes[$1]) }
  }
}

extension MemoryLimit {
  /// Throws `DataError.tooLarge` where an array of `shape` would take more than `limit` bytes, or
  /// more than can be counted.
  static func checkData(
    _ what: String, shape: [Int], size: Int = MemoryLayout<Float>.stride, limit: Int
  ) throws(DataError) {
    let bytes = Shape(shape + [size]).checkedCount
    guard let bytes, bytes <= limit else {
      WorkMeter.current?.noteExcess()
      throw .tooLarge(what: what, shape: shape, bytes: bytes, limit: limit)
    }
  }
}
