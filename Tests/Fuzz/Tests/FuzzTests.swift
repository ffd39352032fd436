import Foundation
import FuzzTargets
import Testing

/// Each reader, fed with its corpus and with changes of it: the same ones in each run, for a moment.
/// `GRADUS_FUZZ_SECONDS=600` makes it longer, and other ones each time; `make fuzz` is better where
/// libFuzzer is.
@Suite(.serialized) struct FuzzTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Corpus")

  private static func inputs(of target: FuzzTarget) throws -> [[UInt8]] {
    let folder = corpus.appending(path: target.rawValue)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.sorted().map { try Array(Data(contentsOf: folder.appending(path: $0))) }
  }

  @Test(arguments: FuzzTarget.allCases)
  func `A reader withstands its corpus and what comes of it`(target: FuzzTarget) throws {
    let inputs = try Self.inputs(of: target)
    #expect(inputs.count >= 3)
    // What stops the program stands in this file afterwards.
    let last = NSTemporaryDirectory() + "gradus-fuzz-\(target.rawValue)-\(getpid())"
    let file = open(last, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    try #require(file >= 0)
    func run(_ bytes: [UInt8]) {
      pwrite(file, bytes, bytes.count, 0)
      ftruncate(file, off_t(bytes.count))
      target.run(bytes)
    }
    for input in inputs { run(input) }
    let longer = ProcessInfo.processInfo.environment["GRADUS_FUZZ_SECONDS"].flatMap { Int($0) }
    var mutator = Mutator(inputs, seed: longer == nil ? 42 : .random(in: 0...UInt64.max))
    let end = ContinuousClock.now + .seconds(longer ?? 1)
    var count = 0
    while ContinuousClock.now < end, longer != nil || count < 20_000 {
      run(mutator.next())
      count += 1
    }
    #expect(count > 10)
    if longer != nil { print("\(target.rawValue): \(count) inputs") }
    close(file)
    unlink(last)
  }
}

/// Changes inputs as libFuzzer does, by a generator of its own: the same changes in each run.
struct Mutator {
  private let inputs: [[UInt8]]
  private let words: [[UInt8]]
  private var state: UInt64

  init(_ inputs: [[UInt8]], seed: UInt64) {
    self.inputs = inputs
    state = seed
    // Pieces that stand in some input may mean something in another.
    words = inputs.flatMap { input in
      input.split { $0 <= 0x20 }.map(Array.init).filter { $0.count < 24 }
    }
  }

  mutating func next() -> [UInt8] {
    var bytes = inputs[random(inputs.count)]
    for _ in 0...random(4) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = random(bytes.count + 1)
    let end = min(bytes.count, place + random(32))
    switch random(7) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(UInt8(random(256)), at: place)
    case 2 where place < bytes.count: bytes[place] ^= 1 << UInt8(random(8))
    case 3 where !words.isEmpty: bytes.insert(contentsOf: words[random(words.count)], at: place)
    case 4: bytes.insert(contentsOf: Array(bytes[place..<end]), at: random(bytes.count + 1))
    case 5:
      let other = inputs[random(inputs.count)]
      bytes = Array(bytes[..<place]) + Array(other[random(other.count + 1)...])
    default:
      if place < bytes.count { bytes[place] = [0, 0x7F, 0x80, 0xFF, 0x0A][random(5)] }
    }
  }

  private mutating func random(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return count <= 0 ? 0 : Int(state >> 33) % count
  }
}
