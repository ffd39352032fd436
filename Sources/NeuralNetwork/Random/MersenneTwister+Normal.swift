extension MersenneTwister {
  /// `count` numbers of mean 0 and standard deviation 1, as `torch.randn(count)`.
  public mutating func normal(_ count: Int) -> [Float] {
    normal(count, mean: 0, deviation: 1)
  }

  /// `count` numbers of the given mean and standard deviation, as `tensor.normal_(mean, std)`.
  ///
  /// PyTorch draws fewer than 16 numbers one by one in Double, and 16 or more in blocks of 16
  /// floats of which the first 8 give radii and the last 8 angles; the last block is drawn anew
  /// where 16 does not divide the count.
  ///
  /// - Source: Box and Muller 1958; PyTorch, `ATen/native/cpu/DistributionTemplates.h`.
  public mutating func normal(_ count: Int, mean: Float, deviation: Float) -> [Float] {
    guard count >= 16 else {
      return (0..<count).map { _ in
        Float(normalDouble() * Double(deviation) + Double(mean))
      }
    }
    var values = (0..<count).map { _ in uniform() }
    for start in stride(from: 0, through: count - 16, by: 16) {
      Self.transform(&values, from: start, mean: mean, deviation: deviation)
    }
    if count % 16 != 0 {
      for index in count - 16..<count { values[index] = uniform() }
      Self.transform(&values, from: count - 16, mean: mean, deviation: deviation)
    }
    return values
  }

  /// One number in Double. Every second call uses up what the one before it left.
  public mutating func normalDouble() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    let angle = 2 * Double.pi * uniformDouble()
    let radius = (-2 * ScalarMath.log(1 - uniformDouble())).squareRoot()
    spareNormal = radius * ScalarMath.sin(angle)
    return radius * ScalarMath.cos(angle)
  }

  private static func transform(
    _ values: inout [Float], from start: Int, mean: Float, deviation: Float
  ) {
    for index in start..<start + 8 {
      let radius = (-2 * Float(ScalarMath.log(Double(1 - values[index])))).squareRoot()
      let angle = Double(Float(2 * Double.pi) * values[index + 8])
      values[index] = radius * Float(ScalarMath.cos(angle)) * deviation + mean
      values[index + 8] = radius * Float(ScalarMath.sin(angle)) * deviation + mean
    }
  }
}
