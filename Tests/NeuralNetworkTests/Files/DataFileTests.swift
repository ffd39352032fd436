import NeuralNetwork
import Testing

struct DataFileTests {
  @Test func `an archive's x and y are inputs and classes`() throws {
    let data = try Dataset(file: FileFixtures.stored, name: "xor.npz")
    #expect(data.inputShape == [2])
    #expect(data.inputs == [0, 0, 0, 1, 1, 0, 1, 1])
    #expect(data.targets == .classes([0, 1, 1, 0], count: 2))
    #expect(data.classNames == ["0", "1"])
    let values = try Dataset(file: FileFixtures.stored, name: "xor.npz", kind: .values)
    #expect(values.targets == .values([0, 1, 1, 0], width: 1))
  }

  @Test func `an archive's targets can be named`() throws {
    let data = try Dataset(file: FileFixtures.stored, name: "xor.npz", target: "x")
    #expect(data.inputShape == [1])
    #expect(data.targets == .values([0, 0, 0, 1, 1, 0, 1, 1], width: 2))
    #expect(throws: DataError.noArray(name: "z", arrays: ["x", "y"])) {
      try Dataset(file: FileFixtures.stored, name: "xor.npz", target: "z")
    }
  }

  @Test func `a table in a .npy file has its target in a column`() throws {
    let last = try Dataset(file: FileFixtures.float32, name: "table.npy")
    #expect(last.inputs == [1, 2, 4, 5])
    #expect(last.targets == .values([3, 6.5], width: 1))
    let first = try Dataset(file: FileFixtures.float32, name: "table.npy", target: "1")
    #expect(first.inputs == [2, 3, 5, 6.5])
    #expect(
      throws: DataError.noColumn(name: "4", columns: ["column 1", "column 2", "column 3"])
    ) { try Dataset(file: FileFixtures.float32, name: "table.npy", target: "4") }
    let pair = try Dataset(
      file: FileFixtures.float32, name: "table.npy", labels: FileFixtures.int16, kind: .values)
    #expect(pair.inputShape == [3])
    #expect(pair.targets == .values([-3, 300], width: 1))
  }

  @Test func `MNIST's files are pictures from 0 to 1 and their labels`() throws {
    for images in [FileFixtures.images, FileFixtures.imagesPacked] {
      let data = try Dataset(file: images, name: "digits", labels: FileFixtures.labels)
      #expect(data.inputShape == [6])
      #expect(data.imageShape == [2, 3])
      #expect(data.inputs == stride(from: 0, to: 240, by: 20).map { Float($0) / 255 })
      #expect(data.targets == .classes([1, 0], count: 2))
    }
    let picture = try Dataset(
      file: FileFixtures.images, name: "digits", labels: FileFixtures.labels, isImage: true)
    #expect(picture.inputShape == [1, 2, 3])
    #expect(throws: DataError.noTargets) {
      try Dataset(file: FileFixtures.images, name: "digits")
    }
    #expect(throws: DataError.rowCountsDiffer(inputs: 2, targets: 12)) {
      try Dataset(
        name: "digits", idxImages: FileFixtures.labels,
        labels: [0, 0, 8, 1, 0, 0, 0, 12]
          + [UInt8](repeating: 0, count: 12))
    }
  }

  @Test(arguments: [FileFixtures.table, FileFixtures.tableStored])
  func `a table packed by gzip is read as it is`(_ packed: [UInt8]) throws {
    let data = try Dataset(file: packed, name: "table.csv.gz")
    #expect(data.inputs == (0..<120).map { Float($0 * $0 % 101) })
    #expect(data.targets == .values((0..<120).map { Float($0 % 7) }, width: 1))
  }

  @Test func `gzip's own codes, names, comments and several members are understood`() throws {
    let fixed = try Dataset(file: FileFixtures.tableFixed, name: "table.csv.gz")
    #expect(fixed.count == 12)
    #expect(try Dataset(file: FileFixtures.named, name: "table.csv.gz").inputs == fixed.inputs)
    // The second member goes on where the first ends, in the middle of a row.
    #expect(throws: DataError.ragged(line: 13, cells: 3, expected: 2)) {
      try Dataset(
        file: FileFixtures.tableFixed + FileFixtures.tableFixed, name: "table.csv.gz")
    }
  }

  @Test func `what would unpack to more than memory allows is refused`() {
    // Twelve literals, then a copy of four bytes, does not fit into 15.
    #expect(
      throws: DataError.tooLarge(what: "the unpacked file", shape: [16], bytes: nil, limit: 15)
    ) { try Dataset(file: FileFixtures.tableFixed, name: "table.csv.gz", memoryLimit: 15) }
  }

  @Test func `a class that is none is named by its place`() {
    #expect(throws: DataError.notClass(index: 0, value: -3, most: 9999)) {
      try Dataset(
        file: FileFixtures.float32, name: "pair", labels: FileFixtures.int16, kind: .classes)
    }
  }
}
