extension Double {
  /// This number to a whole power, by squaring, so that no machine's library decides the last bit.
  ///
  /// - Precondition: `exponent` is not negative.
  func raised(to exponent: Int) -> Double {
    var (result, square, rest) = (1.0, self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
