import Testing

@testable import NeuralNetwork

@Suite struct `Files of weights` {
  /// A file with this header, and so many bytes of numbers, 0, 1, 2, ….
  private static func file(_ header: String, bytes count: Int = 0) -> [UInt8] {
    let length = header.utf8.count
    return [UInt8(length & 0xff), UInt8(length >> 8), 0, 0, 0, 0, 0, 0] + Array(header.utf8)
      + (0..<count).map { UInt8($0 & 0xff) }
  }

  private static func entry(
    _ name: String, _ type: String = "F32", _ shape: String = "1", _ begin: Int = 0, _ end: Int = 4
  ) -> String {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(end)]}"
  }

  @Test func `a file is a length, a header of JSON and the numbers`() throws {
    let bytes = SafeTensors.file(
      of: [
        .init(name: "0.weight", shape: [1, 2], values: [1, -2]),
        .init(name: "0.bias", shape: [1], values: [0.5]),
      ], metadata: [("format", "pt")])
    let header =
      "{\"__metadata__\":{\"format\":\"pt\"},"
      + "\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
      + "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}"
    // 153 letters, and seven spaces up to a multiple of 8.
    #expect(header.utf8.count == 153)
    #expect(bytes[..<8].elementsEqual([160, 0, 0, 0, 0, 0, 0, 0]))
    #expect(String(decoding: bytes[8..<168], as: UTF8.self) == header + "       ")
    #expect(
      bytes[168...].elementsEqual([
        0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f,
      ]))
    let file = try SafeTensors(bytes)
    #expect(file.metadata == ["format": "pt"])
    #expect(file.entries.map(\.name) == ["0.weight", "0.bias"])
    #expect(file.entries.map(\.shape) == [[1, 2], [1]])
    #expect(file.entries.map { file.values(of: $0) } == [[1, -2], [0.5]])
  }

  @Test func `every number comes back bit for bit, what is none as well`() throws {
    let patterns: [UInt32] = [
      0, 0x8000_0000, 1, 0x7f7f_ffff, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0x7fa5_a5a5,
      0xffff_ffff, 0x3f80_0001,
    ]
    let values = patterns.map { Float(bitPattern: $0) }
    let file = try SafeTensors(
      SafeTensors.file(of: [.init(name: "a", shape: [10], values: values[...])], metadata: []))
    #expect(file.values(of: file.entries[0])?.map(\.bitPattern) == patterns)
  }

  @Test func `names of any kind are written and read`() throws {
    let name = "a\"\\/\u{1}\u{1f}\n é→𝄞"
    let bytes = SafeTensors.file(
      of: [.init(name: name, shape: [], values: [2])], metadata: [(name, name)])
    let file = try SafeTensors(bytes)
    #expect(file.entries.map(\.name) == [name])
    #expect(file.metadata == [name: name])
    let escaped = try SafeTensors(
      Self.file("{\(Self.entry("\\u0041\\ud834\\udd1e\\/\\b\\f\\n\\r\\t"))}", bytes: 4))
    #expect(escaped.entries.map(\.name) == ["A𝄞/\u{8}\u{c}\n\r\t"])
  }

  @Test(
    arguments: [
      ("F16", [0x00, 0x3c], 1),
      ("F16", [0x00, 0xc0], -2),
      ("F16", [0xff, 0x7b], 65504),
      ("F16", [0x01, 0x00], 0x1p-24),
      ("F16", [0x01, 0x84], -0x1.004p-14),
      ("F16", [0x00, 0x80], -0.0),
      ("F16", [0x00, 0xfc], -.infinity),
      ("BF16", [0x80, 0x3f], 1),
      ("BF16", [0x49, 0xc0], -3.140625),
      ("F64", [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], 1.5),
      ("F64", [0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f], 0.1),
      ("I64", [7, 0, 0, 0, 0, 0, 0, 0], 7),
      ("I64", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], -1),
    ] as [(String, [UInt8], Float)])
  func `numbers of other types become 32-bit floats`(
    _ type: String, _ bytes: [UInt8], _ expected: Float
  ) throws {
    let file = try SafeTensors(
      Self.file("{\(Self.entry("a", type, "", 0, bytes.count))}") + bytes)
    let value = try #require(file.values(of: file.entries[0])?.first)
    #expect(value.bitPattern == expected.bitPattern)
  }

  @Test func `a number that is none stays so when it is made longer`() throws {
    let file = try SafeTensors(Self.file("{\(Self.entry("a", "F16", "1", 0, 2))}") + [1, 0x7e])
    #expect(file.values(of: file.entries[0])?.first?.bitPattern == 0x7fc0_2000)
  }

  @Test func `arrays may lie in another order than they are named, and may be empty`() throws {
    let header =
      "{\(Self.entry("b", "U8", "2", 2, 4)),\(Self.entry("a", "U8", "2", 0, 2)),"
      + "\(Self.entry("none", "F64", "0,5", 2, 2))} \n\t\r"
    let file = try SafeTensors(Self.file(header, bytes: 4))
    #expect(file.entries.map(\.name) == ["b", "a", "none"])
    #expect(file.entries.map { file.values(of: $0) } == [nil, nil, []])
  }

  @Test(
    arguments: [
      ("", 0, .noStart(of: "a safetensors file")),
      ("[]", 0, .noStart(of: "a safetensors file")),
      ("{", 9, .badHeader), ("{}x", 10, .badHeader), ("{\"a\":1}", 13, .badHeader),
      ("{\(Self.entry("a")),}", -1, .badHeader),
      ("{\(Self.entry("a", "F32", "1.0"))}", -1, .badHeader),
      ("{\(Self.entry("a", "F32", "-1"))}", -1, .badHeader),
      ("{\(Self.entry("a", "F32", "[[[[1]]]]"))}", -1, .badHeader),
      ("{\"a\":{\"a\":{\"a\":{}}}}", -1, .badHeader),
      ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", -1, .badHeader),
      ("{\"__metadata__\":{\"a\":1}}", -1, .badHeader),
      ("{\"__metadata__\":{\"a\":{\"b\":\"c\"}}}", -1, .badHeader),
      ("{\"\\ud834\":1}", -1, .badHeader), ("{\"\\udd1e\":1}", -1, .badHeader),
      ("{\"\\x\":1}", -1, .badHeader), ("{\"a", -1, .badHeader), ("{\"a\n\":1}", -1, .badHeader),
      ("{\(Self.entry("a", "F32", "99999999999999999999"))}", -1, .badHeader),
      ("{\(Self.entry("a", "F4"))}", -1, .unsupported("numbers of type F4")),
      ("{\(Self.entry("a")),\(Self.entry("a", "F32", "1", 4, 8))}", -1, .twice("a")),
      ("{\"__metadata__\":{},\"__metadata__\":{}}", -1, .twice("__metadata__")),
      ("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", -1, .twice("a")),
      // Reversed, behind the end, of another length than the shape says.
      ("{\(Self.entry("a", "F32", "1", 4, 0))}", -1, .extent(of: "a", begin: 4, end: 0, bytes: 4)),
      (
        "{\(Self.entry("a", "F32", "9", 0, 36))}", -1,
        .extent(of: "a", begin: 0, end: 36, bytes: 36)
      ),
      ("{\(Self.entry("a", "F32", "2"))}", -1, .extent(of: "a", begin: 0, end: 4, bytes: 8)),
      (
        "{\(Self.entry("a", "F32", "4611686018427387904,4"))}", -1,
        .extent(of: "a", begin: 0, end: 4, bytes: nil)
      ),
      // The same bytes twice; bytes that nobody names.
      ("{\(Self.entry("a")),\(Self.entry("b"))}", -1, .notNext("b", expected: -4)),
      ("{\(Self.entry("b", "F32", "1", 4, 8))}", -1, .notNext("b", expected: -4)),
      ("{\(Self.entry("a"))}", -1, .length(stated: 4, found: 8)),
      ("{}", -1, .length(stated: 0, found: 8)),
    ] as [(String, Int, DataError.Damage)])
  func `a hostile file is refused with the place`(
    _ header: String, _ offset: Int, _ damage: DataError.Damage
  ) {
    let file = Self.file(header, bytes: 8)
    do throws(DataError) {
      _ = try SafeTensors(file)
      Issue.record("it was read")
    } catch {
      guard case .damaged(let place, let found) = error else {
        Issue.record("\(error)")
        return
      }
      // -1 and -4 stand for places that hang on the header's length.
      #expect((0...file.count).contains(place))
      if offset >= 0 { #expect(place == offset) }
      if case .notNext(let name, _) = damage, case .notNext(name, _) = found { return }
      #expect(found == damage)
    }
  }

  @Test func `lengths beyond the file, and cut files, are errors`() {
    let good = SafeTensors.file(
      of: [.init(name: "a", shape: [2], values: [1, 2])], metadata: [("format", "pt")])
    #expect((try? SafeTensors(good)) != nil)
    for count in good.indices {
      #expect(throws: DataError.self) { try SafeTensors(Array(good[..<count])) }
    }
    #expect(throws: DataError.self) { try SafeTensors(good + [0]) }
    for place in 0..<8 {
      var other = good
      other[place] ^= 0x80
      #expect(throws: DataError.self) { try SafeTensors(other) }
    }
    #expect(throws: DataError.damaged(offset: 8, .truncated(needed: 1 << 40))) {
      try SafeTensors([0, 0, 0, 0, 0, 1, 0, 0] + Array("{}".utf8))
    }
  }

  @Test func `what is made of a long header is counted before`() {
    let bytes = Self.file("{}" + String(repeating: " ", count: 1000))
    #expect(throws: Never.self) { try SafeTensors(bytes, memoryLimit: 8016) }
    #expect(
      throws: DataError.tooLarge(what: "the header", shape: [1002], bytes: 8016, limit: 8015)
    ) { try SafeTensors(bytes, memoryLimit: 8015) }
  }
}
