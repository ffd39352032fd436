/// The draws of NumPy's `np.random.seed`, which procedures published in NumPy use. The bits are
/// those of `MersenneTwister`; what is made of them differs.
///
/// - Source: NumPy, `numpy/random/src/legacy/legacy-distributions.c`, `mt19937.c`,
///   `distributions.c`.
struct NumPyDraws {
  private var generator: MersenneTwister
  private var spare: Double?

  init(seed: UInt64) {
    generator = MersenneTwister(seed: seed)
  }

  /// `np.random.rand()`: 53 bits of two draws.
  mutating func uniform() -> Double {
    let high = generator.next32() >> 5
    let low = generator.next32() >> 6
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  /// `np.random.randn()`, by Marsaglia's polar method.
  mutating func normal() -> Double {
    if let kept = spare {
      spare = nil
      return kept
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      guard square < 1, square != 0 else { continue }
      let factor = (-2 * ScalarMath.log(square) / square).squareRoot()
      spare = factor * x
      return factor * y
    }
  }

  /// A whole number from 0 to `most`: `np.random.choice(most + 1)`. Draws are masked to as many
  /// bits as `most` has, and drawn again where they are larger.
  mutating func integer(upTo most: Int) -> Int {
    guard most > 0 else { return 0 }
    let mask = UInt32.max >> UInt32(UInt32(most).leadingZeroBitCount)
    while true {
      let value = Int(generator.next32() & mask)
      if value <= most { return value }
    }
  }

  /// `np.random.permutation(count)`.
  mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for index in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(index, integer(upTo: index))
    }
    return order
  }
}
