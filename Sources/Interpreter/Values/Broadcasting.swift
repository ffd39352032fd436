import NeuralNetwork

/// Arithmetic on numbers and tensors, as NumPy and PyTorch broadcast: axes are matched from the
/// last; an axis of 1 or a missing one is repeated.
enum Broadcasting {
  /// More values than this come out of no sensible expression.
  static let limit = 1 << 22

  /// The common shape, or nil where the shapes do not go together.
  static func shape(_ a: [Int], _ b: [Int]) -> [Int]? {
    var result: [Int] = []
    for axis in 1...max(a.count, b.count, 1) {
      guard axis <= max(a.count, b.count) else { break }
      let left = axis <= a.count ? a[a.count - axis] : 1
      let right = axis <= b.count ? b[b.count - axis] : 1
      guard left == right || left == 1 || right == 1 else { return nil }
      result.append(left == 1 ? right : left)
    }
    return result.reversed()
  }

  /// `operation` on every pair of entries; nil where the shapes do not go together.
  static func combine(
    _ a: Tensor, _ b: Tensor, _ operation: (Double, Double) -> Double
  ) -> Tensor? {
    guard let shape = shape(a.shape, b.shape), let count = Shape(shape).checkedCount,
      count <= limit
    else { return nil }
    let leftStrides = strides(of: a.shape, in: shape)
    let rightStrides = strides(of: b.shape, in: shape)
    var values: [Float] = []
    values.reserveCapacity(count)
    var place = [Int](repeating: 0, count: shape.count)
    var left = 0
    var right = 0
    for _ in 0..<count {
      values.append(Float(operation(Double(a.values[left]), Double(b.values[right]))))
      var axis = shape.count - 1
      while axis >= 0 {
        place[axis] += 1
        left += leftStrides[axis]
        right += rightStrides[axis]
        if place[axis] < shape[axis] { break }
        left -= leftStrides[axis] * shape[axis]
        right -= rightStrides[axis] * shape[axis]
        place[axis] = 0
        axis -= 1
      }
    }
    return Tensor(shape: shape, values: values)
  }

  /// How far apart neighbours on each axis of `target` lie in an array of `shape`; 0 repeats.
  private static func strides(of shape: [Int], in target: [Int]) -> [Int] {
    var result = [Int](repeating: 0, count: target.count)
    var stride = 1
    for axis in 1...max(shape.count, 1) where axis <= shape.count {
      let size = shape[shape.count - axis]
      if size != 1 { result[target.count - axis] = stride }
      stride *= size
    }
    return result
  }
}
