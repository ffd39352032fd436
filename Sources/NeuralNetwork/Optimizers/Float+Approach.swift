extension Float {
  /// Goes a part of the way to `end`, counted from the end that is nearer: after the whole way it is
  /// `end` itself, whatever it was before.
  ///
  ///     x + part · (end − x), or end + (part − 1) · (end − x) from a half on
  ///
  /// - Source: PyTorch, `torch.lerp` (`ATen/native/Lerp.h`).
  @inline(__always)
  mutating func approach(_ end: Float, by part: Float) {
    let way = end - self
    self = part < 0.5 ? addingProduct(part, way) : end.addingProduct(part - 1, way)
  }
}
