extension MersenneTwister {
  /// A number in [0, 1) on a grid of 2⁻²⁴: the low 24 bits of one draw, as `torch.rand`.
  public mutating func uniform() -> Float {
    Float(next32() & 0xff_ffff) * 0x1p-24
  }

  /// A number in [low, high), as `tensor.uniform_(low, high)`: scaled in Double and rounded once.
  public mutating func uniform(_ low: Float, _ high: Float) -> Float {
    Float(Double(uniform()) * Double(high - low) + Double(low))
  }

  /// A number in [0, 1) on a grid of 2⁻⁵³.
  public mutating func uniformDouble() -> Double {
    Double(next64() & 0x1f_ffff_ffff_ffff) * 0x1p-53
  }

  /// A whole number in 0 ..< bound, as `torch.randint(0, bound)`, which draws 64 bits where 32
  /// would favour small numbers by 5 % or more.
  ///
  /// - Source: PyTorch, `ATen/native/cpu/DistributionTemplates.h`, `random_from_to`.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "no whole number is below \(bound)")
    return bound < 1 << 28 ? Int(next32()) % bound : Int(next64() % UInt64(bound))
  }

  /// 0 ..< count in random order, as `torch.randperm(count)`.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    permute(&order)
    return order
  }

  /// Writes a fresh permutation of 0 ..< order.count, with the draws of `permutation(_:)`.
  mutating func permute(_ order: inout [Int]) {
    for index in order.indices { order[index] = index }
    guard order.count > 1 else { return }
    for index in 0..<order.count - 1 {
      let other = index + Int(next32()) % (order.count - index)
      order.swapAt(index, other)
    }
  }
}
