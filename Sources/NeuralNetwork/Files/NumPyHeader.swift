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
    var text = NumPyHeaderText(reader.bytes, in: range)
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
  private var scanner: HeaderScanner

  private(set) var type: String?
  private(set) var isFortranOrder: Bool?
  private(set) var shape: [Int]?

  init(_ bytes: [UInt8], in range: Range<Int>) {
    scanner = HeaderScanner(bytes, in: range)
  }

  mutating func parse() throws(DataError) {
    try scanner.expect("{")
    while !scanner.skip("}") {
      let key = try string()
      try scanner.expect(":")
      switch key {
      case "descr":
        // A list would be a record of several fields.
        guard scanner.next != UInt8(ascii: "[") else {
          throw .damaged(offset: scanner.offset, .unsupported("records of several fields"))
        }
        type = try string()
      case "fortran_order": isFortranOrder = try boolean()
      case "shape":
        try scanner.expect("(")
        shape = try scanner.numbers(upTo: ")")
      default: throw scanner.bad
      }
      if !scanner.skip(",") {
        try scanner.expect("}")
        break
      }
    }
    try scanner.expectEnd()
  }

  private mutating func string() throws(DataError) -> String {
    let quote: Unicode.Scalar = scanner.next == UInt8(ascii: "\"") ? "\"" : "'"
    try scanner.expect(quote)
    var text: [UInt8] = []
    while true {
      let byte = try scanner.byte()
      if byte == UInt8(ascii: quote) { return String(decoding: text, as: UTF8.self) }
      text.append(byte)
    }
  }

  private mutating func boolean() throws(DataError) -> Bool {
    for (word, value) in [("True", true), ("False", false)] where scanner.skip(word: word) {
      return value
    }
    throw scanner.bad
  }
}
