/// Two layers that a batch goes through in parts: each part is through both before the next begins.
///
/// What lies between a convolution and the pooling behind it is large; a part of it is still in the
/// cache when the second layer reads it. On the way back its gradient is never there as a whole.
/// Sums over samples go on from part to part, in the order in which they would go at once.
final class PartwiseOperation: LayerOperation {
  /// How many samples a part has, the last one maybe fewer.
  private let size: Int
  /// For each part of the largest batch, the operations on its numbers.
  private let parts: [(first: LayerOperation, second: LayerOperation)]

  init(size: Int, parts: [(first: LayerOperation, second: LayerOperation)]) {
    self.size = size
    self.parts = parts
  }

  override func forward(_ samples: Int) {
    for (index, part) in parts.enumerated() where index * size < samples {
      let here = min(samples - index * size, size)
      part.first.forward(here)
      part.second.forward(here)
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    for (index, part) in parts.enumerated() where index * size < samples {
      let here = min(samples - index * size, size)
      part.second.backward(here, accumulate: accumulate || index > 0)
      part.first.backward(here, accumulate: accumulate || index > 0)
    }
  }

  /// How many samples of so many numbers each make a part: about a quarter of a megabyte, of which a
  /// core's second cache holds what is read and written, too.
  static func size(forWidth width: Int) -> Int { max(65_536 / max(width, 1), 1) }
}
