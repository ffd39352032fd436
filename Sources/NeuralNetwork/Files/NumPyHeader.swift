/// What stands before the numbers of a .npy file: their type, their order and the axes.
///
/// The header is a Python dictionary in text:
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
///
/// - Source: NumPy, `numpy.lib.format`, versions 1.0 to 3.0.
struct NumPyHeader {
  static let start: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// How one number is stored.
  enum Element: Equatable {
    case float32, float64
    case unsigned(bytes: Int)
    case signed(bytes: Int)
    case boolean

    init?(_ text: String) {
      switch text {
      case "<f4": self = .float32
      case "<f8": self = .float64
      case "|u1", "<u1": self = .unsigned(bytes: 1)
      case "|i1", "<i1": self = .signed(bytes: 1)
      case "<u2": self = .unsigned(bytes: 2)
      case "<i2": self = .signed(bytes: 2)
      case "<u4": self = .unsigned(bytes: 4)
      case "<i4": self = .signed(bytes: 4)
      case "<u8": self = .unsigned(bytes: 8)
      case "<i8": self = .signed(bytes: 8)
      case "|b1": self = .boolean
      default: return nil
      }
    }

    var size: Int {
      switch self {
      case .float32: 4
      case .float64: 8
      case .unsigned(let bytes), .signed(let bytes): bytes
      case .boolean: 1
      }
    }

    var isInteger: Bool {
      switch self {
      case .unsigned, .signed: true
      default: false
      }
    }
  }

  let element: Element
  let isFortranOrder: Bool
  let shape: [Int]

  init(_ reader: inout ByteReader) throws(DataError) {
    try reader.expect(Self.start, "a NumPy array")
    let version = reader.offset
    let major = try reader.littleEndian(1)
    try reader.skip(1)
    guard (1...3).contains(major) else {
      throw .damaged(offset: version, .unsupported("version \(major) of the format"))
    }
    let length = try reader.littleEndian(major == 1 ? 2 : 4)
    let range = try reader.take(length)
    var text = NumPyHeaderText(reader.bytes[range], at: range.lowerBound)
    try text.parse()
    guard let type = text.type, let order = text.isFortranOrder, let shape = text.shape else {
      throw .damaged(offset: range.lowerBound, .badHeader)
    }
    guard let element = Element(type) else {
      throw .damaged(offset: range.lowerBound, .unsupported("numbers of type \(type)"))
    }
    self.element = element
    isFortranOrder = order
    self.shape = shape
  }
}

/// Reads the dictionary.
private struct NumPyHeaderText {
  private let bytes: ArraySlice<UInt8>
  private var offset: Int

  private(set) var type: String?
  private(set) var isFortranOrder: Bool?
  private(set) var shape: [Int]?

  init(_ bytes: ArraySlice<UInt8>, at offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  private var bad: DataError { .damaged(offset: offset, .badHeader) }

  mutating func parse() throws(DataError) {
    try expect("{")
    while !skip("}") {
      let key = try string()
      try expect(":")
      switch key {
      case "descr":
        // A list would be a record of several fields.
        guard next != UInt8(ascii: "[") else {
          throw .damaged(offset: offset, .unsupported("records of several fields"))
        }
        type = try string()
      case "fortran_order": isFortranOrder = try boolean()
      case "shape": shape = try tuple()
      default: throw bad
      }
      if !skip(",") {
        try expect("}")
        break
      }
    }
    skipSpace()
    guard offset == bytes.endIndex else { throw bad }
  }

  private var next: UInt8? {
    mutating get {
      skipSpace()
      return offset < bytes.endIndex ? bytes[offset] : nil
    }
  }

  private mutating func skipSpace() {
    while offset < bytes.endIndex, bytes[offset] == 0x20 || bytes[offset] == 0x0a { offset += 1 }
  }

  private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: sign) else { return false }
    offset += 1
    return true
  }

  private mutating func expect(_ sign: Unicode.Scalar) throws(DataError) {
    guard skip(sign) else { throw bad }
  }

  private mutating func string() throws(DataError) -> String {
    let quote: Unicode.Scalar = next == UInt8(ascii: "\"") ? "\"" : "'"
    try expect(quote)
    let start = offset
    while offset < bytes.endIndex, bytes[offset] != UInt8(ascii: quote) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    try expect(quote)
    return text
  }

  private mutating func boolean() throws(DataError) -> Bool {
    _ = next
    for (word, value) in [("True", true), ("False", false)]
    where bytes[offset...].starts(with: word.utf8) {
      offset += word.utf8.count
      return value
    }
    throw bad
  }

  private mutating func tuple() throws(DataError) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while !skip(")") {
      numbers.append(try number())
      if !skip(",") {
        try expect(")")
        break
      }
    }
    guard numbers.count <= 32 else { throw bad }
    return numbers
  }

  private mutating func number() throws(DataError) -> Int {
    guard let first = next, (0x30...0x39).contains(first) else { throw bad }
    var value = 0
    while offset < bytes.endIndex, (0x30...0x39).contains(bytes[offset]) {
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(Int(bytes[offset] - 0x30))
      guard !overflow, !carry else { throw bad }
      value = sum
      offset += 1
    }
    return value
  }
}
