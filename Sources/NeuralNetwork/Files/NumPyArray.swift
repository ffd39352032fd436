/// An array of numbers from a NumPy file.
///
/// Reads .npy of little-endian float32 and float64, whole numbers of 1 to 8 bytes and booleans, in
/// C or Fortran order. All become floats: whole numbers are exact up to 2²⁴.
///
/// - Source: NumPy, `numpy.lib.format`.
public struct NumPyArray: Sendable, Equatable {
  /// The axes; none for a single number.
  public let shape: [Int]
  /// Row-major, whatever the order in the file.
  public let values: [Float]
  /// The file stores whole numbers.
  public let isInteger: Bool

  /// - Throws: `DataError.damaged` with the offset, or `.tooLarge` before anything is allocated.
  public init(
    npy bytes: [UInt8], memoryLimit: Int = MemoryLimit.standard
  ) throws(DataError) {
    var reader = ByteReader(bytes)
    let header = try NumPyHeader(&reader)
    try MemoryLimit.checkData(
      "the array", shape: header.shape, size: max(header.element.size, 4), limit: memoryLimit)
    let count = Shape(header.shape).count
    let range = try reader.take(count * header.element.size)
    shape = header.shape
    isInteger = header.element.isInteger
    let stored = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        buffer[index] = header.element.value(
          bytes, at: range.lowerBound + index * header.element.size)
      }
      initialized = count
    }
    values = header.isFortranOrder ? Self.rowMajor(stored, header.shape) : stored
  }

  /// In Fortran's order the first index moves fastest.
  private static func rowMajor(_ stored: [Float], _ shape: [Int]) -> [Float] {
    guard shape.count > 1, !stored.isEmpty else { return stored }
    var steps = [Int](repeating: 1, count: shape.count)
    for axis in 1..<shape.count { steps[axis] = steps[axis - 1] * shape[axis - 1] }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    return stored.indices.map { _ in
      let value = stored[place]
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += steps[axis]
        if index[axis] < shape[axis] { break }
        place -= steps[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
      return value
    }
  }
}

extension NumPyHeader.Element {
  /// One number as a float. Its bytes are there.
  fileprivate func value(_ bytes: [UInt8], at offset: Int) -> Float {
    switch self {
    case .float32: Float(bitPattern: UInt32(truncatingIfNeeded: bits(bytes, offset, 4)))
    case .float64: Float(Double(bitPattern: bits(bytes, offset, 8)))
    case .unsigned(let size): Float(bits(bytes, offset, size))
    case .signed(let size):
      // Moved up to the sign bit and back, so that the sign is spread.
      Float((Int64(bitPattern: bits(bytes, offset, size)) << (64 - 8 * size)) >> (64 - 8 * size))
    case .boolean: bytes[offset] == 0 ? 0 : 1
    }
  }

  private func bits(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in (0..<size).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
    return value
  }
}

/// The arrays of a .npz file, each read when it is asked for.
///
/// - Source: NumPy, `numpy.savez`, `savez_compressed`.
public struct NumPyArchive: Sendable {
  private let archive: ZipArchive

  /// Reads the list of arrays.
  ///
  /// - Throws: `DataError.damaged`.
  public init(npz bytes: [UInt8]) throws(DataError) {
    archive = try ZipArchive(bytes)
  }

  /// The arrays' names, in the file's order.
  public var names: [String] {
    archive.entries.map(\.name).filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) }
  }

  /// - Throws: `DataError.noArray`, `.damaged` (with an offset in the unpacked array where it is
  ///   there that something is wrong), `.tooLarge`.
  public func array(
    _ name: String, memoryLimit: Int = MemoryLimit.standard
  ) throws(DataError) -> NumPyArray {
    guard let entry = archive.entries.first(where: { $0.name == "\(name).npy" }) else {
      throw .noArray(name: name, arrays: names)
    }
    let bytes = try archive.contents(entry, limit: memoryLimit)
    return try NumPyArray(npy: bytes, memoryLimit: memoryLimit)
  }
}
