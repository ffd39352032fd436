import NeuralNetwork
import Testing

struct ArenaPlanTests {
  /// A buffer, its size as it is reserved, and when it lives.
  private struct Reserved {
    let buffer: ArenaPlan.Buffer
    let size: Int
    let life: ClosedRange<Int>
  }

  /// Reserves buffers of so many cache lines.
  private func reserve(
    _ wanted: [(lines: Int, life: ClosedRange<Int>)]
  ) throws -> (buffers: [Reserved], placement: ArenaPlan.Placement) {
    var plan = ArenaPlan()
    let buffers = wanted.map { lines, life in
      Reserved(
        buffer: plan.reserve(lines, 16, during: life), size: lines * 64, life: life)
    }
    return (buffers, try #require(plan.placed()))
  }

  /// No plan takes less: the most that lives at one time.
  private func leastPossible(_ buffers: [Reserved]) -> Int {
    let times = buffers.map(\.life.lowerBound)
    return times.map { time in
      buffers.reduce(0) { $0 + ($1.life.contains(time) ? $1.size : 0) }
    }.max() ?? 0
  }

  /// How many pairs that live at the same time share a byte, or are not within the whole.
  private func faults(_ buffers: [Reserved], _ placement: ArenaPlan.Placement) -> Int {
    func place(_ reserved: Reserved) -> Range<Int> {
      let start = placement.offset(of: reserved.buffer)
      return start..<start + reserved.size
    }
    var faults = 0
    for (index, one) in buffers.enumerated() {
      if place(one).upperBound > placement.bytes || place(one).lowerBound % 64 != 0 { faults += 1 }
      for other in buffers[..<index] where other.life.overlaps(one.life) {
        if !place(one).isEmpty, !place(other).isEmpty, place(one).overlaps(place(other)) {
          faults += 1
        }
      }
    }
    return faults
  }

  @Test func `what is dead gives its place to what is born`() throws {
    // 3 and 2 live at once, then 2 and 3, then 1 alone.
    let (buffers, placement) = try reserve([(3, 0...1), (2, 1...2), (3, 2...3), (1, 4...4)])
    #expect(buffers.map { placement.offset(of: $0.buffer) } == [0, 192, 0, 0])
    #expect(placement.bytes == 5 * 64)
  }

  @Test func `a gap that is large enough is filled`() throws {
    // The largest lie at 0 and, beside the one of 4, at 4 and 7; what is left of time 0 is 5.
    let (buffers, placement) = try reserve([(5, 0...0), (4, 1...1), (3, 0...1), (1, 1...1)])
    #expect(buffers.map { placement.offset(of: $0.buffer) / 64 } == [0, 0, 5, 4])
    #expect(placement.bytes == 8 * 64)
  }

  @Test func `parts lie one behind the other, each from a cache line on`() throws {
    var plan = ArenaPlan()
    _ = plan.reserve([(1, 1), (2, 20), (0, 7)], during: 0...0)
    #expect(try #require(plan.placed()).bytes == 64 + 192)
    #expect(ArenaPlan().placed()?.bytes == 0)
  }

  @Test func `what cannot be counted is not placed`() {
    var plan = ArenaPlan()
    _ = plan.reserve(1, 16, during: 0...0)
    _ = plan.reserve(Int.max, 16, during: 0...0)
    #expect(plan.placed() == nil)
    var sum = ArenaPlan()
    for _ in 0..<3 { _ = sum.reserve(Int.max / 8, 1, during: 0...0) }
    #expect(sum.placed() == nil)
  }

  /// The buffers of a network of so many layers that goes forward and back, with blocks.
  private func network(
    _ layers: Int, _ generator: inout MersenneTwister
  ) -> [(lines: Int, life: ClosedRange<Int>)] {
    let end = 2 * layers + 1
    var wanted = [(generator.integer(below: 40), 0...end), (generator.integer(below: 9), 0...end)]
    for layer in 0..<layers {
      let lines = 1 + generator.integer(below: 200)
      wanted.append((lines, 1 + layer...end - layer))
      wanted.append((lines, (layer + 1 < layers ? end - layer - 1 : layers + 1)...end - layer))
      if generator.integer(below: 3) == 0 {
        wanted.append((generator.integer(below: 100), 1 + layer...end - layer))
      }
      if generator.integer(below: 4) == 0 {
        let reach = generator.integer(below: layer + 1)
        wanted.append((lines, end - layer...end - layer + reach))
      }
    }
    return wanted
  }

  @Test(arguments: 0..<200)
  func `no two living buffers meet, and the whole is little more than must live at once`(
    _ seed: Int
  ) throws {
    var generator = MersenneTwister(seed: UInt64(seed))
    let wanted = network(1 + generator.integer(below: 30), &generator)
    let (buffers, placement) = try reserve(wanted)
    #expect(faults(buffers, placement) == 0)
    let least = leastPossible(buffers)
    #expect(placement.bytes >= least)
    #expect(Double(placement.bytes) <= 1.25 * Double(least))
  }

  @Test(arguments: 0..<100)
  func `lives of any kind are kept apart`(_ seed: Int) throws {
    var generator = MersenneTwister(seed: UInt64(seed))
    let wanted = (0..<1 + generator.integer(below: 60)).map { _ in
      let start = generator.integer(below: 20)
      return (generator.integer(below: 50), start...start + generator.integer(below: 10))
    }
    let (buffers, placement) = try reserve(wanted)
    #expect(faults(buffers, placement) == 0)
    #expect(placement.bytes >= leastPossible(buffers))
  }
}
