/// The random numbers of `torch.manual_seed` on the CPU: MT19937, bit for bit.
///
/// A value: a copy draws the same numbers again.
///
/// - Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998;
///   PyTorch, `ATen/core/MT19937RNGEngine.h`.
public struct MersenneTwister: Sendable, Equatable {
  private static let length = 624
  private static let middle = 397

  private var words: [UInt32]
  /// The next word to give out; `length` where a new block is due.
  private var position: Int
  /// The second number of a Box-Muller pair, kept for the next scalar normal draw.
  var spareNormal: Double?

  /// Starts as `torch.manual_seed(seed)`, which reads the low 32 bits.
  public init(seed: UInt64) {
    words = [UInt32](repeating: 0, count: Self.length)
    position = Self.length
    words[0] = UInt32(truncatingIfNeeded: seed)
    for index in 1..<Self.length {
      let previous = words[index - 1]
      words[index] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(index)
    }
  }

  /// The next 32 random bits.
  public mutating func next32() -> UInt32 {
    if position == Self.length { makeBlock() }
    var word = words[position]
    position += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9d2c_5680
    word ^= (word << 15) & 0xefc6_0000
    return word ^ (word >> 18)
  }

  /// The next 64 random bits: the high half is drawn first.
  public mutating func next64() -> UInt64 {
    let high = UInt64(next32())
    return high << 32 | UInt64(next32())
  }

  /// Adds its state.
  package func list(in held: inout HeldArrays) { held.add(words) }

  private mutating func makeBlock() {
    func twisted(_ upper: UInt32, _ lower: UInt32) -> UInt32 {
      let joined = (upper & 0x8000_0000) | (lower & 0x7fff_ffff)
      return (joined >> 1) ^ (lower & 1 == 0 ? 0 : 0x9908_b0df)
    }
    for index in 0..<Self.length {
      let next = index + 1 == Self.length ? 0 : index + 1
      let far = index + Self.middle
      words[index] =
        words[far < Self.length ? far : far - Self.length] ^ twisted(words[index], words[next])
    }
    position = 0
  }
}
