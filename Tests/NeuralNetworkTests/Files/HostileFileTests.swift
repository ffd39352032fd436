import NeuralNetwork
import Testing

/// Files that were cut off or changed at random: an error with a place, or samples that hold
/// together, and never a crash.
struct HostileFileTests {
  static let files: [(name: String, bytes: [UInt8], labels: [UInt8]?)] = [
    ("npy", FileFixtures.float32, nil), ("fortran", FileFixtures.fortran, FileFixtures.int16),
    ("npz", FileFixtures.stored, nil), ("packed npz", FileFixtures.packed, nil),
    ("idx", FileFixtures.images, FileFixtures.labels),
    ("packed idx", FileFixtures.imagesPacked, FileFixtures.labels),
    ("packed table", FileFixtures.table, nil), ("fixed codes", FileFixtures.tableFixed, nil),
    ("named", FileFixtures.named, nil),
    ("table", Array("color,\"x\",y\nred,1,2\n\"blue\",-3.5,4\nred,0,NA\n".utf8), nil),
  ]

  private func read(_ bytes: [UInt8], _ labels: [UInt8]?) {
    do throws(DataError) {
      let data = try Dataset(file: bytes, name: "hostile", labels: labels, memoryLimit: 1 << 20)
      #expect(data.count > 0)
      #expect(data.inputs.count == data.count * data.inputShape.count)
      #expect(data.inputs.allSatisfy { $0.isFinite })
      if case .classes(let classes, let count) = data.targets {
        #expect(classes.allSatisfy { $0 >= 0 && $0 < count })
      }
    } catch {
      if case .damaged(let offset, _) = error { #expect(offset >= 0) }
    }
  }

  @Test(arguments: files.indices)
  func `a file that ends early is refused`(_ index: Int) throws {
    let (name, bytes, labels) = Self.files[index]
    for count in bytes.indices {
      let start = Array(bytes[..<count])
      read(start, labels)
      // Text may end after any row; nothing else may end early.
      guard !name.hasSuffix("table") || name.hasPrefix("packed") else { continue }
      #expect(throws: DataError.self, "\(count) bytes") {
        try Dataset(file: start, name: name, labels: labels)
      }
    }
  }

  @Test(arguments: files.indices)
  func `bytes changed at random do no harm`(_ index: Int) {
    let (_, bytes, labels) = Self.files[index]
    var generator = MersenneTwister(seed: UInt64(index))
    for _ in 0..<3000 {
      var changed = bytes
      for _ in 0...generator.integer(below: 4) {
        let place = generator.integer(below: changed.count)
        switch generator.integer(below: 5) {
        case 0: changed[place] = 0xff
        case 1: changed[place] = 0
        case 2: changed[place] ^= 1 << UInt8(generator.integer(below: 8))
        case 3: changed.insert(UInt8(truncatingIfNeeded: generator.next32()), at: place)
        default: if changed.count > 1 { changed.remove(at: place) }
        }
      }
      read(changed, labels)
      if let labels { read(bytes, Array(labels.dropLast(generator.integer(below: 8)))) }
    }
  }

  @Test func `random bytes behind each format's start do no harm`() {
    var generator = MersenneTwister(seed: 7)
    let starts: [[UInt8]] = [
      [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0], [0x50, 0x4b, 3, 4],
      [0x93] + Array("NUMPY".utf8) + [1, 0],
      [0, 0, 8, 2], [],
    ]
    for round in 0..<5000 {
      let tail = (0..<generator.integer(below: 200)).map { _ in
        UInt8(truncatingIfNeeded: generator.next32())
      }
      read(starts[round % starts.count] + tail, FileFixtures.labels)
    }
  }
}
