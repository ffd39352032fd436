/// Unpacks what was packed by DEFLATE.
///
/// - Source: RFC 1951.
struct Inflate {
  private var reader: BitReader
  /// Longer than what is written, by up to as much again.
  private var output: [UInt8] = []
  private var written = 0
  private let limit: Int
  private let what: String

  /// - Parameters:
  ///   - bytes: packed bytes, from `offset` on.
  ///   - limit: the most bytes that may come out.
  /// - Returns: the unpacked bytes, and where the packed ones end.
  /// - Throws: `DataError.damaged`, or `.tooLarge` where more would come out than is allowed.
  static func unpack(
    _ bytes: [UInt8], from offset: Int, to end: Int, limit: Int, what: String
  ) throws(DataError) -> (bytes: [UInt8], end: Int) {
    var unpacker = Inflate(
      reader: BitReader(bytes, from: offset, to: end), limit: limit, what: what)
    var isLast = false
    while !isLast {
      isLast = try unpacker.reader.bits(1) == 1
      try unpacker.unpackBlock()
    }
    unpacker.output.removeLast(unpacker.output.count - unpacker.written)
    return (unpacker.output, unpacker.reader.byteOffset)
  }

  private init(reader: BitReader, limit: Int, what: String) {
    self.reader = reader
    self.limit = limit
    self.what = what
  }

  private mutating func unpackBlock() throws(DataError) {
    switch try reader.bits(2) {
    case 0: try copyStored()
    case 1: try decode(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
    case 2:
      let (literals, distances) = try readCodes()
      try decode(literals, distances)
    default: throw reader.bad
    }
  }

  /// Room for `count` bytes more.
  private mutating func makeRoom(_ count: Int) throws(DataError) {
    guard count > output.count - written else { return }
    guard count <= limit - written else {
      throw .tooLarge(what: what, shape: [written + count], bytes: nil, limit: limit)
    }
    let size = min(max(2 * output.count, written + count, 1024), limit)
    output += repeatElement(0, count: size - output.count)
  }

  private mutating func copyStored() throws(DataError) {
    let start = reader.alignToByte()
    var bytes = try ByteReader(reader.bytes, at: start)
    let count = try bytes.littleEndian(2)
    guard try bytes.littleEndian(2) == count ^ 0xffff else { throw reader.bad }
    let range = try bytes.take(count)
    guard range.upperBound <= reader.end else {
      throw .damaged(offset: start, .truncated(needed: count))
    }
    try makeRoom(count)
    for byte in bytes.bytes[range] {
      output[written] = byte
      written += 1
    }
    reader.move(to: range.upperBound)
  }

  /// The order in which the lengths of the code for lengths are written.
  private static let lengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  private mutating func readCodes() throws(DataError) -> (HuffmanCode, HuffmanCode) {
    let literalCount = try reader.bits(5) + 257
    let distanceCount = try reader.bits(5) + 1
    let codeCount = try reader.bits(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw reader.bad }
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for place in Self.lengthOrder[..<codeCount] { codeLengths[place] = UInt8(try reader.bits(3)) }
    guard let code = HuffmanCode(lengths: codeLengths) else { throw reader.bad }

    var lengths: [UInt8] = []
    let count = literalCount + distanceCount
    while lengths.count < count {
      let symbol = try reader.symbol(code)
      var (repeated, times): (UInt8, Int) = (0, 1)
      switch symbol {
      case 16:
        guard let last = lengths.last else { throw reader.bad }
        (repeated, times) = (last, try reader.bits(2) + 3)
      case 17: times = try reader.bits(3) + 3
      case 18: times = try reader.bits(7) + 11
      default: repeated = UInt8(symbol)
      }
      guard lengths.count + times <= count else { throw reader.bad }
      for _ in 0..<times { lengths.append(repeated) }
    }
    guard let literals = HuffmanCode(lengths: lengths[..<literalCount]),
      let distances = HuffmanCode(lengths: lengths[literalCount...])
    else { throw reader.bad }
    return (literals, distances)
  }

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]

  private mutating func decode(
    _ literals: HuffmanCode, _ distances: HuffmanCode
  ) throws(DataError) {
    while true {
      let symbol = try reader.symbol(literals)
      if symbol < 256 {
        try makeRoom(1)
        output[written] = UInt8(symbol)
        written += 1
        continue
      }
      if symbol == 256 { return }
      guard symbol - 257 < Self.lengthBases.count else { throw reader.bad }
      let length =
        Self.lengthBases[symbol - 257] + (try reader.bits(Self.lengthBits[symbol - 257]))
      let place = try reader.symbol(distances)
      guard place < Self.distanceBases.count else { throw reader.bad }
      let distance = Self.distanceBases[place] + (try reader.bits(Self.distanceBits[place]))
      guard distance <= written else { throw reader.bad }
      try makeRoom(length)
      // Byte by byte: what is copied may overlap what is written.
      for _ in 0..<length {
        output[written] = output[written - distance]
        written += 1
      }
    }
  }
}
