import NeuralNetwork
import Testing

struct ArrayFileTests {
  @Test(
    arguments: [
      (FileFixtures.float32, [2, 3], [1, 2, 3, 4, 5, 6.5], false),
      (FileFixtures.fortran, [2, 3, 2], (0..<12).map { Float($0) }, false),
      (FileFixtures.int16, [2], [-3, 300], true),
      (FileFixtures.int64, [4], [0, 2, 1, 2], true),
      (FileFixtures.uint8, [1, 2], [0, 255], true),
      (FileFixtures.bool, [2], [1, 0], false),
      (FileFixtures.scalar, [], [7], false),
    ] as [([UInt8], [Int], [Float], Bool)])
  func `a NumPy array is read in rows, whatever its type and order`(
    _ bytes: [UInt8], _ shape: [Int], _ values: [Float], _ isInteger: Bool
  ) throws {
    let array = try NumPyArray(npy: bytes)
    #expect(array.shape == shape)
    #expect(array.values == values)
    #expect(array.isInteger == isInteger)
  }

  @Test(arguments: [
    (
      "\u{1}\u{0}v\u{0}{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}",
      DataError.tooLarge(
        what: "the array", shape: [4_611_686_018_427_387_904, 4], bytes: nil, limit: 1 << 31)
    ),
    (
      "\u{1}\u{0}v\u{0}{'descr': '<f4', 'fortran_order': False, 'shape': (536870913,), }",
      .tooLarge(
        what: "the array", shape: [536_870_913], bytes: 2_147_483_652, limit: 1 << 31)
    ),
    (
      "\u{1}\u{0}v\u{0}{'descr': '<f4', 'fortran_order': False, 'shape': (1000,), }",
      .damaged(offset: 128, .truncated(needed: 4000))
    ),
    (
      "\u{1}\u{0}v\u{0}{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }",
      .damaged(offset: 10, .unsupported("numbers of type <c8"))
    ),
    (
      "\u{1}\u{0}v\u{0}{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }",
      .damaged(offset: 20, .unsupported("records of several fields"))
    ),
    (
      "\u{1}\u{0}v\u{0}{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
      .damaged(offset: 61, .badHeader)
    ),
    (
      "\u{1}\u{0}v\u{0}{'descr': '<f4', 'fortran_order': False, }",
      .damaged(offset: 10, .badHeader)
    ),
    (
      "\u{1}\u{0}v\u{0}{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,), }",
      .damaged(offset: 44, .badHeader)
    ),
    ("\u{9}\u{0}v\u{0}{}", .damaged(offset: 6, .unsupported("version 9 of the format"))),
    ("\u{1}\u{0}\u{7f}\u{7f}{}", .damaged(offset: 10, .truncated(needed: 0x7f7f))),
  ])
  func `a header that cannot be right is refused before anything is allocated`(
    _ header: String, _ error: DataError
  ) {
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + Array(header.utf8)
    if header.utf8.count > 10 {
      bytes += [UInt8](repeating: 0x20, count: max(128 - bytes.count, 0))
    }
    #expect(throws: error) { try NumPyArray(npy: bytes) }
  }

  @Test func `big-endian numbers are refused by their type`() {
    #expect(throws: DataError.damaged(offset: 10, .unsupported("numbers of type >f4"))) {
      try NumPyArray(npy: FileFixtures.bigEndian)
    }
  }

  @Test func `an archive holds arrays by name, stored or packed`() throws {
    let stored = try NumPyArchive(npz: FileFixtures.stored)
    #expect(stored.names == ["x", "y"])
    #expect(try stored.array("x").values == [0, 0, 0, 1, 1, 0, 1, 1])
    #expect(try stored.array("y").values == [0, 1, 1, 0])
    let packed = try NumPyArchive(npz: FileFixtures.packed)
    let x = try packed.array("x_train")
    #expect(x.shape == [100, 3])
    #expect(x.values == (0..<300).map { Float($0 * $0 % 97) })
    #expect(throws: DataError.noArray(name: "z", arrays: ["x_train", "y_train"])) {
      try packed.array("z")
    }
  }

  @Test func `an archive's array may not be larger than memory allows`() throws {
    let packed = try NumPyArchive(npz: FileFixtures.packed)
    #expect(
      throws: DataError.tooLarge(what: "x_train.npy", shape: [1328], bytes: 1328, limit: 1327)
    ) { try packed.array("x_train", memoryLimit: 1327) }
  }

  @Test func `a byte that was changed shows in the checksum`() throws {
    var bytes = FileFixtures.stored
    // The last number of x, within the first entry's stored bytes.
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: [0, 0, 0x80, 0x3f, 0, 0, 0x80, 0x3f]) })
    bytes[place] = 1
    let archive = try NumPyArchive(npz: bytes)
    let error = #expect(throws: DataError.self) { try archive.array("x") }
    guard case .damaged(_, .checksum) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `an IDX array is read with its most significant bytes first`() throws {
    let images = try IDXArray(idx: FileFixtures.images)
    #expect(images.shape == [2, 2, 3])
    #expect(images.values == stride(from: 0, to: 240, by: 20).map { Float($0) })
    #expect(try IDXArray(idx: FileFixtures.floats).values == [1.5, -2])
    #expect(try IDXArray(idx: FileFixtures.imagesPacked) == images)
  }

  @Test(
    arguments: [
      ([0, 0, 8], DataError.damaged(offset: 3, .truncated(needed: 1))),
      ([1, 0, 8, 1], .damaged(offset: 0, .noStart(of: "an IDX array"))),
      ([0, 0, 7, 1], .damaged(offset: 2, .unsupported("numbers of type 7"))),
      ([0, 0, 8, 0], .damaged(offset: 3, .badHeader)),
      ([0, 0, 8, 1, 0, 0, 0, 3, 1], .damaged(offset: 8, .truncated(needed: 3))),
      ([0, 0, 8, 1, 0, 0, 0, 1, 1, 1], .damaged(offset: 9, .length(stated: 9, found: 10))),
      (
        [0, 0, 14, 2, 255, 255, 255, 255, 255, 255, 255, 255],
        .tooLarge(
          what: "the array", shape: [4_294_967_295, 4_294_967_295], bytes: nil, limit: 1 << 31)
      ),
    ] as [([UInt8], DataError)])
  func `an IDX file that cannot be right is refused`(_ bytes: [UInt8], _ error: DataError) {
    #expect(throws: error) { try IDXArray(idx: bytes) }
  }
}
