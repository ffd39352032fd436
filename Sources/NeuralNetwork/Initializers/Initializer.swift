/// A way to fill weights anew. Biases, and all else of one axis, go to rest (0).
///
/// A new one is one file in this folder and one entry in `Catalog.initializers`.
public protocol Initializer: Sendable, Equatable {
  static var declaration: BlockDeclaration { get }

  init(settings: Settings)

  /// "nn.init.xavier_uniform_(w)"
  var pytorch: String { get }

  /// Values for a weight of the given shape, [out × in] or [out × in × kernel…].
  func values(shape: [Int], using generator: inout MersenneTwister) -> [Float]
}

/// How many values flow into and out of one element of a weight.
///
/// - Source: PyTorch, `torch.nn.init._calculate_fan_in_and_fan_out`.
struct Fans {
  let into: Double
  let outOf: Double

  init(shape: [Int]) {
    let receptive = shape.dropFirst(2).reduce(1, *)
    into = Double((shape.count > 1 ? shape[1] : 1) * receptive)
    outOf = Double((shape.first ?? 1) * receptive)
  }
}

extension MersenneTwister {
  /// `tensor.uniform_(low, high)` on a tensor of `count` elements.
  mutating func uniform(_ count: Int, _ low: Double, _ high: Double) -> [Float] {
    let (low, high) = (Float(low), Float(high))
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count { buffer[index] = uniform(low, high) }
      initialized = count
    }
  }
}
