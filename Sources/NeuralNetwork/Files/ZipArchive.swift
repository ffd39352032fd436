/// The files within a zip archive, stored as they are or packed by DEFLATE.
///
/// - Source: PKWARE, APPNOTE.TXT 6.3.
struct ZipArchive {
  static let start: [UInt8] = [0x50, 0x4b, 0x03, 0x04]
  private static let directoryStart: [UInt8] = [0x50, 0x4b, 0x01, 0x02]
  private static let endStart: [UInt8] = [0x50, 0x4b, 0x05, 0x06]

  struct Entry {
    let name: String
    let isPacked: Bool
    let checksum: Int
    let packedSize: Int
    let size: Int
    /// Where its own header begins.
    let offset: Int
  }

  private let bytes: [UInt8]
  let entries: [Entry]

  /// Reads the list of files at the end, and none of the files.
  init(_ bytes: [UInt8]) throws(DataError) {
    self.bytes = bytes
    var reader = try ByteReader(bytes, at: Self.endOffset(bytes))
    try reader.skip(8)
    try reader.skip(2)
    let count = try reader.littleEndian(2)
    _ = try reader.littleEndian(4)
    let directory = try reader.littleEndian(4)
    guard count != 0xffff, directory != 0xffff_ffff else {
      throw .damaged(offset: reader.offset, .unsupported("zip64"))
    }
    reader = try ByteReader(bytes, at: directory)
    var entries: [Entry] = []
    for _ in 0..<count { entries.append(try Self.entry(&reader)) }
    self.entries = entries
  }

  /// The last place where the end of the directory can begin: at most a comment of 65,535 bytes
  /// follows it.
  private static func endOffset(_ bytes: [UInt8]) throws(DataError) -> Int {
    let last = bytes.count - 22
    for offset in stride(from: last, through: max(last - 0xffff, 0), by: -1)
    where bytes[offset..<offset + 4].elementsEqual(endStart) {
      return offset
    }
    throw .damaged(offset: bytes.count, .noStart(of: "the zip file's list of entries"))
  }

  private static func entry(_ reader: inout ByteReader) throws(DataError) -> Entry {
    let start = reader.offset
    try reader.expect(directoryStart, "an entry of the zip file's list")
    try reader.skip(4)
    let flags = try reader.littleEndian(2)
    let method = try reader.littleEndian(2)
    try reader.skip(4)
    let checksum = try reader.littleEndian(4)
    let packedSize = try reader.littleEndian(4)
    let size = try reader.littleEndian(4)
    let nameLength = try reader.littleEndian(2)
    let extraLength = try reader.littleEndian(2)
    let commentLength = try reader.littleEndian(2)
    try reader.skip(8)
    let offset = try reader.littleEndian(4)
    let name = String(decoding: reader.bytes[try reader.take(nameLength)], as: UTF8.self)
    try reader.skip(extraLength)
    try reader.skip(commentLength)
    guard flags & 1 == 0 else { throw .damaged(offset: start, .unsupported("encryption")) }
    guard method == 0 || method == 8 else {
      throw .damaged(offset: start, .unsupported("a compression other than DEFLATE"))
    }
    guard packedSize != 0xffff_ffff, size != 0xffff_ffff, offset != 0xffff_ffff else {
      throw .damaged(offset: start, .unsupported("zip64"))
    }
    return Entry(
      name: name, isPacked: method == 8, checksum: checksum, packedSize: packedSize, size: size,
      offset: offset)
  }

  /// The bytes of one file, checked against their checksum.
  ///
  /// - Throws: `DataError.damaged`, or `.tooLarge` where they are more than `limit`.
  func contents(_ entry: Entry, limit: Int) throws(DataError) -> [UInt8] {
    var reader = try ByteReader(bytes, at: entry.offset)
    try reader.expect(Self.start, "a zip entry")
    try reader.skip(22)
    let nameLength = try reader.littleEndian(2)
    let extraLength = try reader.littleEndian(2)
    try reader.skip(nameLength)
    try reader.skip(extraLength)
    let range = try reader.take(entry.packedSize)
    guard entry.size <= limit else {
      throw .tooLarge(what: entry.name, shape: [entry.size], bytes: entry.size, limit: limit)
    }
    let contents =
      entry.isPacked
      ? try Inflate.unpack(
        bytes, from: range.lowerBound, to: range.upperBound, limit: entry.size, what: entry.name
      ).bytes : Array(bytes[range])
    guard contents.count == entry.size else {
      throw .damaged(
        offset: range.lowerBound, .length(stated: entry.size, found: contents.count))
    }
    guard Int(CRC32.of(contents)) == entry.checksum else {
      throw .damaged(offset: range.lowerBound, .checksum)
    }
    return contents
  }
}
