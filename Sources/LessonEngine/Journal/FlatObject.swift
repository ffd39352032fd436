/// Reads a JSON object whose values are strings, numbers and truths, and no others: what a record
/// of the journal is. Anything else in it is refused.
///
/// A class that many journals hold can have millions of records; this reads one in two
/// microseconds, where a general decoder takes thirty.
struct FlatObject {
  enum Scalar: Equatable {
    case text(String)
    case number(Substring)
    case truth(Bool)
    case null
  }

  private(set) var fields: [(key: String, value: Scalar)] = []

  /// Nil where the bytes are anything but such an object.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var reader = Reader(bytes: bytes)
    guard reader.take(UInt8(ascii: "{")) else { return nil }
    if !reader.take(UInt8(ascii: "}")) {
      repeat {
        guard let key = reader.text(), reader.take(UInt8(ascii: ":")), let value = reader.scalar(),
          fields.count < 64
        else { return nil }
        fields.append((key, value))
      } while reader.take(UInt8(ascii: ","))
      guard reader.take(UInt8(ascii: "}")) else { return nil }
    }
    guard reader.place == bytes.count else { return nil }
  }

  subscript(key: String) -> Scalar? { fields.first { $0.key == key }?.value }

  func text(_ key: String) -> String? {
    if case .text(let text)? = self[key] { text } else { nil }
  }

  func truth(_ key: String) -> Bool? {
    if case .truth(let truth)? = self[key] { truth } else { nil }
  }

  func integer<Number: FixedWidthInteger>(_ key: String) -> Number? {
    if case .number(let digits)? = self[key] { Number(digits) } else { nil }
  }

  func number(_ key: String) -> Double? {
    if case .number(let digits)? = self[key] { Double(digits) } else { nil }
  }
}

/// Goes through the bytes. JSON allows spaces between its parts; the journal has none.
private struct Reader {
  let bytes: UnsafeBufferPointer<UInt8>
  var place = 0

  mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  mutating func scalar() -> FlatObject.Scalar? {
    guard place < bytes.count else { return nil }
    switch bytes[place] {
    case UInt8(ascii: "\""): return text().map { .text($0) }
    case UInt8(ascii: "t"): return word("true") ? .truth(true) : nil
    case UInt8(ascii: "f"): return word("false") ? .truth(false) : nil
    case UInt8(ascii: "n"): return word("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      guard place + word.count <= bytes.count,
        bytes[place..<place + word.count].elementsEqual(word)
      else { return false }
      place += word.count
      return true
    }
  }

  private mutating func number() -> FlatObject.Scalar? {
    let start = place
    while place < bytes.count, place - start < 40 {
      switch bytes[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        place += 1
        continue
      default: break
      }
      break
    }
    guard place > start else { return nil }
    let digits = String(decoding: bytes[start..<place], as: UTF8.self)
    return Double(digits) == nil ? nil : .number(digits[...])
  }

  /// A string in quotes.
  mutating func text() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = place
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        let text = String(validating: bytes[start..<place], as: UTF8.self)
        place += 1
        return text
      case UInt8(ascii: "\\"): return escapedText(from: start)
      case 0..<0x20: return nil
      default: place += 1
      }
    }
    return nil
  }

  /// The same, from the first backslash on.
  private mutating func escapedText(from start: Int) -> String? {
    var decoded = Array(bytes[start..<place])
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: decoded, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        decoded += Array(String(Character(scalar)).utf8)
      case 0..<0x20: return nil
      default: decoded.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): break
    default: return nil
    }
    guard let first = unit() else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    // What lies beyond 16 bits stands as two.
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let second = unit(),
      (0xDC00..<0xE000).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func unit() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[place..<place + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    place += 4
    return unit
  }
}

/// Writes such an object; its keys are to be handed over in the order of the alphabet.
struct FlatObjectText {
  private(set) var text = "{"

  mutating func add(_ key: String, _ value: String) {
    begin(key)
    text += JSONText.quoted(value)
  }

  mutating func add(_ key: String, _ value: some FixedWidthInteger) {
    begin(key)
    text += String(value)
  }

  /// A number of seconds; whole ones without a point.
  mutating func add(_ key: String, _ value: Double) {
    guard value.isFinite else { return }
    begin(key)
    text += Int64(exactly: value).map { String($0) } ?? String(value)
  }

  mutating func add(_ key: String, _ value: Bool) {
    begin(key)
    text += value ? "true" : "false"
  }

  /// The whole object.
  func closed() -> String { text + "}" }

  private mutating func begin(_ key: String) {
    if text.utf8.count > 1 { text += "," }
    text += "\"\(key)\":"
  }
}
