import Testing

@testable import Canvas

@Suite struct `Tick marks` {
  @Test(arguments: [
    // The example of R's package `labeling`, by one of the authors' students.
    (8.1, 14.1, 4, [8.0, 10, 12, 14]),
    (0, 1, 5, [0, 0.25, 0.5, 0.75, 1]),
    (0, 100, 6, [0, 20, 40, 60, 80, 100]),
    (-1, 1, 5, [-1, -0.5, 0, 0.5, 1]),
    (14.1, 8.1, 4, [8, 10, 12, 14]),
  ])
  func `are nice numbers`(_ low: Double, _ high: Double, _ count: Int, _ ticks: [Double]) {
    #expect(Ticks.extended(low, high, count: count) == ticks)
  }

  @Test func `of a range of nothing are one`() {
    #expect(Ticks.extended(3, 3, count: 4) == [3])
    #expect(Ticks.extended(.nan, 3, count: 4) == [])
  }

  @Test func `are few, in order and near for any range`() {
    var seed: UInt64 = 1
    func random() -> Double {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(seed >> 11) / Double(1 << 53)
    }
    for _ in 0..<300 {
      let scale = DecimalText.power(Int(random() * 40) - 20)
      let low = (random() - 0.5) * scale
      let high = low + random() * scale
      let count = 2 + Int(random() * 10)
      let ticks = Ticks.extended(low, high, count: count)
      #expect(ticks.count <= 3 * count)
      #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
      let range = high - low
      #expect(ticks.allSatisfy { $0 > low - range && $0 < high + range })
    }
  }

  @Test func `of logarithmic axes are powers of ten, or 1 2 5 where they are few`() {
    #expect(Ticks.logarithmic(0.001, 1) == [0.001, 0.01, 0.1, 1])
    #expect(Ticks.logarithmic(0.2, 5) == [0.2, 0.5, 1, 2, 5])
    #expect(Ticks.logarithmic(0, 1) == [])
  }

  @Test func `of an axis have labels that tell them apart`() {
    let linear = Axis(covering: [0, 1], marks: 5)
    #expect(linear.ticks.map(linear.label) == ["0.00", "0.25", "0.50", "0.75", "1.00"])
    let log = Axis(covering: [0.0007, 2], scale: .logarithmic, marks: 6)
    #expect(log.ticks.map(log.label) == ["0.001", "0.01", "0.1", "1"])
    #expect(log.lower == 0.0005 && log.upper == 2)
    let steps = Axis(covering: [0, 2_000_000], marks: 3)
    #expect(steps.ticks.map(steps.label) == ["0", "1e+06", "2e+06"])
  }
}
