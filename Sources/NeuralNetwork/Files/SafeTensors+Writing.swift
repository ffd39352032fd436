extension SafeTensors {
  /// An array to be written.
  public struct Item: Sendable {
    let name: String
    let shape: [Int]
    let values: ArraySlice<Float>

    /// - Precondition: the values fill the shape.
    public init(name: String, shape: [Int], values: ArraySlice<Float>) {
      precondition(Shape(shape).count == values.count, "\(values.count) values are not \(shape)")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// A file of these arrays as F32, each number bit for bit, with `metadata` in this order.
  ///
  /// The header is filled up with spaces to a multiple of 8 bytes, so that numbers lie as processors
  /// like to read them.
  ///
  /// - Precondition: all names differ.
  public static func file(of items: [Item], metadata: [(String, String)]) -> [UInt8] {
    precondition(Set(items.map(\.name)).count == items.count, "two arrays of one name")
    let header = header(of: items, metadata: metadata)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + items.reduce(0) { $0 + 4 * $1.values.count })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes += $0 }
    bytes += header
    for item in items {
      let words = item.values.map(\.bitPattern.littleEndian)
      words.withUnsafeBytes { bytes += $0 }
    }
    return bytes
  }

  private static func header(of items: [Item], metadata: [(String, String)]) -> [UInt8] {
    let texts = metadata.map { "\(quoted($0)):\(quoted($1))" }.joined(separator: ",")
    var members = metadata.isEmpty ? [] : ["\"__metadata__\":{\(texts)}"]
    var place = 0
    for item in items {
      let end = place + 4 * item.values.count
      let shape = item.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(quoted(item.name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(place),\(end)]}")
      place = end
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return header
  }

  /// As JSON has texts.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<"\u{10}": quoted += "\\u000" + String(scalar.value, radix: 16)
      case "\u{10}"..<" ": quoted += "\\u00" + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
