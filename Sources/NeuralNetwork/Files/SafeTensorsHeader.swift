/// The JSON at the start of a safetensors file.
///
/// Of JSON, just what the format needs is read: objects of one depth, texts, lists of whole numbers.
/// So nothing can nest, and no name can stand twice, whatever the file holds.
struct SafeTensorsHeader {
  /// What the header says of one array; nothing of it has been held against the bytes yet.
  struct Item {
    let name: String
    let element: SafeTensors.Element
    let shape: [Int]
    let begin: Int
    let end: Int
    /// Where in the file this stands.
    let offset: Int
  }

  private(set) var items: [Item] = []
  private(set) var metadata: [String: String] = [:]

  /// - Throws: `DataError.damaged`.
  init(_ bytes: [UInt8], in range: Range<Int>) throws(DataError) {
    var scanner = HeaderScanner(bytes, in: range)
    var names: Set<String> = []
    var (items, metadata): ([Item], [String: String]) = ([], [:])
    try scanner.object { scanner, name throws(DataError) in
      let offset = scanner.offset
      guard names.insert(name).inserted else { throw .damaged(offset: offset, .twice(name)) }
      guard name == "__metadata__" else {
        items.append(try Self.item(named: name, at: offset, &scanner))
        return
      }
      try scanner.object { scanner, key throws(DataError) in
        let text = try scanner.text()
        guard metadata.updateValue(text, forKey: key) == nil else {
          throw .damaged(offset: scanner.offset, .twice(key))
        }
      }
    }
    try scanner.expectEnd()
    (self.items, self.metadata) = (items, metadata)
  }

  private static func item(
    named name: String, at offset: Int, _ scanner: inout HeaderScanner
  ) throws(DataError) -> Item {
    var type: String?
    var shape: [Int]?
    var place: [Int]?
    try scanner.object { scanner, key throws(DataError) in
      switch key {
      case "dtype" where type == nil: type = try scanner.text()
      case "shape" where shape == nil:
        try scanner.expect("[")
        shape = try scanner.numbers(upTo: "]")
      case "data_offsets" where place == nil:
        try scanner.expect("[")
        place = try scanner.numbers(upTo: "]")
      default: throw scanner.bad
      }
    }
    guard let type, let shape, let place, place.count == 2 else {
      throw .damaged(offset: offset, .badHeader)
    }
    guard let element = SafeTensors.Element(rawValue: type) else {
      throw .damaged(offset: offset, .unsupported("numbers of type \(type)"))
    }
    return Item(
      name: name, element: element, shape: shape, begin: place[0], end: place[1], offset: offset)
  }
}

extension HeaderScanner {
  /// `{"name": …, …}`; `member` reads what follows each name and its colon.
  fileprivate mutating func object(
    _ member: (inout HeaderScanner, String) throws(DataError) -> Void
  ) throws(DataError) {
    try expect("{")
    if skip("}") { return }
    repeat {
      let name = try text()
      try expect(":")
      try member(&self, name)
    } while skip(",")
    try expect("}")
  }

  /// `"name"`, with JSON's escapes.
  fileprivate mutating func text() throws(DataError) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while true {
      let byte = try byte()
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: text, as: UTF8.self) else { throw bad }
        return text
      case UInt8(ascii: "\\"): text += try escape()
      case 0..<0x20: throw bad
      default: text.append(byte)
      }
    }
  }

  /// What stands behind a backslash, in UTF-8.
  private mutating func escape() throws(DataError) -> [UInt8] {
    switch try byte() {
    case UInt8(ascii: "\""): [0x22]
    case UInt8(ascii: "\\"): [0x5c]
    case UInt8(ascii: "/"): [0x2f]
    case UInt8(ascii: "b"): [0x08]
    case UInt8(ascii: "f"): [0x0c]
    case UInt8(ascii: "n"): [0x0a]
    case UInt8(ascii: "r"): [0x0d]
    case UInt8(ascii: "t"): [0x09]
    case UInt8(ascii: "u"): try unicode()
    default: throw bad
    }
  }

  /// Four hexadecimal digits, or twice four that are one sign together.
  private mutating func unicode() throws(DataError) -> [UInt8] {
    var value = try hexadecimal()
    if (0xd800..<0xdc00).contains(value) {
      guard try byte() == UInt8(ascii: "\\"), try byte() == UInt8(ascii: "u") else { throw bad }
      let low = try hexadecimal()
      guard (0xdc00..<0xe000).contains(low) else { throw bad }
      value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw bad }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal() throws(DataError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try byte())).hexDigitValue else { throw bad }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
