/// Pooling whose windows have gaps, hang over the far edge, or do not count the padding: what the
/// kernels leave out. Slower than they are.
///
/// - Source: PyTorch, `ATen/native/cpu/MaxPoolKernel.cpp`, `AvgPoolKernel.cpp`.
final class WindowPoolingOperation: LayerOperation {
  private let choice: PoolingOperation.Choice
  private let pooling: Pooling
  private let buffers: LayerBuffers
  private let rows: Int
  private let columns: Int

  init(_ choice: PoolingOperation.Choice, _ pooling: Pooling, _ buffers: LayerBuffers) {
    self.choice = choice
    self.pooling = pooling
    self.buffers = buffers
    rows = pooling.outputShape.dimensions[1]
    columns = pooling.outputShape.dimensions[2]
  }

  override func forward(_ samples: Int) {
    let plane = pooling.height * pooling.width
    for index in 0..<samples * pooling.channels {
      let x = UnsafePointer(buffers.input + index * plane)
      let y = buffers.output + index * rows * columns
      for window in 0..<rows * columns {
        switch choice {
        case .maximum: y[window] = x[greatest(in: x, window)]
        case .mean:
          var sum: Float = 0
          pooling.eachPlace(of: window, columns) { sum += x[$0] }
          y[window] = sum / pooling.divisor(of: window, columns)
        }
      }
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let inputGradient = buffers.inputGradient, let outputGradient = buffers.outputGradient
    else { return }
    let plane = pooling.height * pooling.width
    inputGradient.update(repeating: 0, count: samples * pooling.channels * plane)
    for index in 0..<samples * pooling.channels {
      let x = UnsafePointer(buffers.input + index * plane)
      let (dx, dy) = (inputGradient + index * plane, outputGradient + index * rows * columns)
      for window in 0..<rows * columns {
        switch choice {
        case .maximum: dx[greatest(in: x, window)] += dy[window]
        case .mean:
          let share = dy[window] / pooling.divisor(of: window, columns)
          pooling.eachPlace(of: window, columns) { dx[$0] += share }
        }
      }
    }
  }

  /// The first of the greatest, or the last NaN.
  private func greatest(in x: UnsafePointer<Float>, _ window: Int) -> Int {
    var found: Int?
    pooling.eachPlace(of: window, columns) { place in
      guard let best = found else { return found = place }
      if x[place] > x[best] || x[place].isNaN { found = place }
    }
    return found ?? 0
  }
}

extension Pooling {
  /// The places in its plane that a window sees, row by row.
  func eachPlace(of window: Int, _ columns: Int, _ body: (Int) -> Void) {
    let top = window / columns * stride.height - padding.height
    let left = window % columns * stride.width - padding.width
    for u in 0..<kernel.height {
      let row = top + u * dilation.height
      guard (0..<height).contains(row) else { continue }
      for v in 0..<kernel.width {
        let column = left + v * dilation.width
        if (0..<width).contains(column) { body(row * width + column) }
      }
    }
  }

  /// How many places of a window are averaged over: with the padding or without, but never what
  /// hangs over even that.
  func divisor(of window: Int, _ columns: Int) -> Float {
    if let divisor { return Float(divisor) }
    guard countsPadding else {
      var count: Float = 0
      eachPlace(of: window, columns) { _ in count += 1 }
      return count
    }
    let top = window / columns * stride.height - padding.height
    let left = window % columns * stride.width - padding.width
    let tall = min(top + kernel.height, height + padding.height) - top
    return Float(tall * (min(left + kernel.width, width + padding.width) - left))
  }
}
