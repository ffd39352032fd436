/// Files packed by gzip.
///
/// - Source: RFC 1952.
enum Gzip {
  static let start: [UInt8] = [0x1f, 0x8b]

  /// The unpacked bytes of all members, one after another, checked against their checksums.
  ///
  /// - Throws: `DataError.damaged`, or `.tooLarge` where they are more than `limit`.
  static func unpack(_ bytes: [UInt8], limit: Int) throws(DataError) -> [UInt8] {
    var reader = ByteReader(bytes)
    var unpacked: [UInt8] = []
    repeat {
      try skipHeader(&reader)
      let member = try Inflate.unpack(
        bytes, from: reader.offset, to: bytes.count, limit: limit - unpacked.count,
        what: "the unpacked file")
      reader = try ByteReader(bytes, at: member.end)
      let sumOffset = reader.offset
      guard try reader.littleEndian(4) == Int(CRC32.of(member.bytes)) else {
        throw .damaged(offset: sumOffset, .checksum)
      }
      let stated = try reader.littleEndian(4)
      guard stated == member.bytes.count & 0xffff_ffff else {
        throw .damaged(
          offset: sumOffset + 4, .length(stated: stated, found: member.bytes.count))
      }
      if unpacked.isEmpty { unpacked = member.bytes } else { unpacked += member.bytes }
    } while reader.left > 0
    return unpacked
  }

  private static func skipHeader(_ reader: inout ByteReader) throws(DataError) {
    try reader.expect(start, "a gzip file")
    let methodOffset = reader.offset
    guard try reader.littleEndian(1) == 8 else {
      throw .damaged(offset: methodOffset, .unsupported("a compression other than DEFLATE"))
    }
    let flags = try reader.littleEndian(1)
    try reader.skip(6)
    if flags & 4 != 0 { try reader.skip(try reader.littleEndian(2)) }
    // The file's name, and a comment, each ended by a zero.
    for flag in [8, 16] where flags & flag != 0 {
      while try reader.littleEndian(1) != 0 {}
    }
    if flags & 2 != 0 { try reader.skip(2) }
  }
}
