/// An array of numbers from an IDX file, the format of MNIST's own files; gzip is accepted.
///
/// Two zeros, the type, the number of axes, the axes in four bytes each, then the numbers, all of
/// them with the most significant byte first.
///
/// - Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
public struct IDXArray: Sendable, Equatable {
  /// The axes: samples, rows, columns for pictures; samples for labels.
  public let shape: [Int]
  /// Row-major.
  public let values: [Float]
  /// The file stores whole numbers of one byte from 0 to 255.
  public let isByte: Bool

  /// - Throws: `DataError.damaged` with the offset, or `.tooLarge` before anything is allocated.
  public init(
    idx packed: [UInt8], memoryLimit: Int = MemoryLimit.standard
  ) throws(DataError) {
    let bytes =
      packed.starts(with: Gzip.start) ? try Gzip.unpack(packed, limit: memoryLimit) : packed
    var reader = ByteReader(bytes)
    try reader.expect([0, 0], "an IDX array")
    let type = try reader.bigEndian(1)
    guard let element = Element(rawValue: type) else {
      throw .damaged(offset: 2, .unsupported("numbers of type \(type)"))
    }
    let axes = try reader.bigEndian(1)
    guard (1...32).contains(axes) else { throw .damaged(offset: 3, .badHeader) }
    var shape: [Int] = []
    for _ in 0..<axes { shape.append(try reader.bigEndian(4)) }
    try MemoryLimit.checkData(
      "the array", shape: shape, size: max(element.size, 4), limit: memoryLimit)
    let count = Shape(shape).count
    let range = try reader.take(count * element.size)
    guard reader.left == 0 else {
      throw .damaged(
        offset: reader.offset, .length(stated: reader.offset, found: bytes.count))
    }
    self.shape = shape
    isByte = element == .unsigned8
    values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if element == .unsigned8 {
        for (index, byte) in bytes[range].enumerated() { buffer[index] = Float(byte) }
      } else {
        for index in 0..<count {
          buffer[index] = element.value(bytes, at: range.lowerBound + index * element.size)
        }
      }
      initialized = count
    }
  }

  private enum Element: Int {
    case unsigned8 = 0x08
    case signed8 = 0x09
    case signed16 = 0x0b
    case signed32 = 0x0c
    case float32 = 0x0d
    case float64 = 0x0e

    var size: Int {
      switch self {
      case .unsigned8, .signed8: 1
      case .signed16: 2
      case .signed32, .float32: 4
      case .float64: 8
      }
    }

    /// One number as a float. Its bytes are there.
    func value(_ bytes: [UInt8], at offset: Int) -> Float {
      var bits: UInt64 = 0
      for index in 0..<size { bits = bits << 8 | UInt64(bytes[offset + index]) }
      return switch self {
      case .unsigned8: Float(bits)
      case .signed8: Float(Int8(truncatingIfNeeded: bits))
      case .signed16: Float(Int16(truncatingIfNeeded: bits))
      case .signed32: Float(Int32(truncatingIfNeeded: bits))
      case .float32: Float(bitPattern: UInt32(truncatingIfNeeded: bits))
      case .float64: Float(Double(bitPattern: bits))
      }
    }
  }
}
