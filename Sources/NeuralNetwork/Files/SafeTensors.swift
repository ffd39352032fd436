/// A file of named arrays: a header of JSON, and behind it the numbers of all arrays, one after the
/// other, row-major, the least significant byte first. Nothing in it can be run.
///
///     8 bytes    the header's length
///     header     {"0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}, …}
///     numbers    where the offsets say, counted from the header's end
///
/// - Source: https://github.com/huggingface/safetensors, "Format".
public struct SafeTensors: Sendable, Equatable {
  /// One array.
  public struct Entry: Sendable, Equatable {
    /// "0.weight"
    public let name: String
    /// How its numbers are stored.
    public let element: Element
    /// The length of each axis; none for a single number.
    public let shape: [Int]
    /// Where its bytes lie in the file.
    let range: Range<Int>
  }

  /// The arrays, in the order of the header.
  public let entries: [Entry]
  /// What else the file says, as texts with names.
  public let metadata: [String: String]
  let bytes: [UInt8]

  /// Reads the header, and looks whether it says of each byte behind it what it is, once.
  ///
  /// - Parameter memoryLimit: the most bytes that what is made of the header may take.
  /// - Throws: `DataError.damaged` with the offset, or `.tooLarge`.
  public init(
    _ bytes: [UInt8], memoryLimit: Int = MemoryLimit.standard
  ) throws(DataError) {
    let place = try Self.headerRange(in: bytes, memoryLimit: memoryLimit)
    let header = try SafeTensorsHeader(bytes, in: place)
    var entries: [Entry] = []
    entries.reserveCapacity(header.items.count)
    for item in header.items {
      let size = Shape(item.shape + [item.element.size]).checkedCount
      guard item.begin <= item.end, item.end <= bytes.count - place.upperBound,
        size == item.end - item.begin
      else {
        throw .damaged(
          offset: item.offset,
          .extent(of: item.name, begin: item.begin, end: item.end, bytes: size))
      }
      entries.append(
        Entry(
          name: item.name, element: item.element, shape: item.shape,
          range: place.upperBound + item.begin..<place.upperBound + item.end))
    }
    try Self.checkCover(of: entries, from: place.upperBound, to: bytes.count)
    self.entries = entries
    metadata = header.metadata
    self.bytes = bytes
  }

  /// A hundred million bytes, as the format's own library allows.
  static let longestHeader = 100_000_000

  private static func headerRange(
    in bytes: [UInt8], memoryLimit: Int
  ) throws(DataError) -> Range<Int> {
    var reader = ByteReader(bytes)
    let length = try reader.littleEndian(7)
    let isHuge = try reader.littleEndian(1) != 0
    // Eight bytes can be anything: the brace tells this format from others.
    guard !isHuge, bytes.count > 8, bytes[8] == UInt8(ascii: "{") else {
      throw .damaged(offset: 0, .noStart(of: "a safetensors file"))
    }
    let range = try reader.take(length)
    guard length <= longestHeader else {
      throw .damaged(offset: 0, .unsupported("a header of \(length) bytes"))
    }
    try MemoryLimit.checkData("the header", shape: [length], size: 8, limit: memoryLimit)
    return range
  }

  /// The arrays may share no byte and leave none out: two names for the same numbers, or numbers
  /// without a name, would be a file that says one thing and holds another.
  private static func checkCover(
    of entries: [Entry], from start: Int, to end: Int
  ) throws(DataError) {
    var place = start
    let ordered = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for entry in ordered {
      guard entry.range.lowerBound == place else {
        throw .damaged(
          offset: entry.range.lowerBound, .notNext(entry.name, expected: place))
      }
      place = entry.range.upperBound
    }
    guard place == end else {
      throw .damaged(offset: place, .length(stated: place - start, found: end - start))
    }
  }
}
