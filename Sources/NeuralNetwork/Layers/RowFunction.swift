import CKernels

/// The axis along which softmax and log_softmax work.
package struct RowAxis: Sendable, Equatable {
  /// As PyTorch counts it, from the batch at 0, or backwards from -1.
  let dimension: Int
  /// Values from one of a row to its next.
  let stride: Int
  /// Values of a row.
  let length: Int

  static let setting = Setting(
    "dim", kind: .integer(-64...64), default: .integer(-1),
    summary: "the axis, counted from the batch at 0, or from the last at -1")

  /// - Throws: `NetworkError.wrongRank` where there is no such axis.
  init(_ name: String, _ settings: Settings, input: Shape) throws(NetworkError) {
    let axes = input.dimensions
    dimension = settings.integer("dim") ?? -1
    let index = dimension < 0 ? axes.count + dimension : dimension - 1
    // A single number has no axes, and is a row by itself.
    let isAlone = axes.isEmpty && dimension == -1
    guard axes.indices.contains(index) || isAlone else {
      throw .wrongRank(
        layer: name, needs: "an axis \(dimension), the batch being axis 0", gives: input)
    }
    length = isAlone ? 1 : axes[index]
    stride = isAlone ? 1 : axes[(index + 1)...].reduce(1, *)
  }

  /// The row that a value belongs to, and its place in it.
  func place(of value: Int) -> (row: Int, place: Int) {
    let block = length * stride
    return (value / block * stride + value % stride, value % block / stride)
  }

  /// The value at a place of a row.
  func value(_ row: Int, _ place: Int) -> Int {
    row / stride * length * stride + place * stride + row % stride
  }

  /// The axis is the last one, as it mostly is.
  var isLast: Bool { stride == 1 }
  /// Two rows and what comes of them.
  var working: Room { isLast ? .none : Room(perBatch: 3 * length) }
}

/// Softmax or log_softmax along one axis.
final class RowOperation: LayerOperation {
  enum Function {
    case softmax
    case logSoftmax
  }

  private let function: Function
  private let axis: RowAxis
  private let buffers: LayerBuffers
  private let count: Int

  init(_ function: Function, _ axis: RowAxis, _ buffers: LayerBuffers, count: Int) {
    self.function = function
    self.axis = axis
    self.buffers = buffers
    self.count = count
  }

  override func forward(_ samples: Int) {
    let kernels = buffers.kernels.pointee
    let kernel = function == .softmax ? kernels.softmax_forward : kernels.log_softmax_forward
    guard !axis.isLast else {
      return kernel(samples * count / axis.length, axis.length, buffers.input, buffers.output)
    }
    let row = buffers.working
    for start in rowStarts(samples) {
      gather(buffers.input + start, row)
      kernel(1, axis.length, row, row)
      scatter(row, buffers.output + start)
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    let kernels = buffers.kernels.pointee
    let kernel = function == .softmax ? kernels.softmax_backward : kernels.log_softmax_backward
    guard !axis.isLast else {
      return kernel(samples * count / axis.length, axis.length, buffers.output, dy, dx)
    }
    let (y, gradient) = (buffers.working, buffers.working + axis.length)
    let result = gradient + axis.length
    for start in rowStarts(samples) {
      gather(buffers.output + start, y)
      gather(dy + start, gradient)
      kernel(1, axis.length, y, gradient, result)
      scatter(result, dx + start)
    }
  }

  private func rowStarts(_ samples: Int) -> [Int] {
    let block = axis.length * axis.stride
    return Swift.stride(from: 0, to: samples * count, by: block).flatMap { $0..<$0 + axis.stride }
  }

  private func gather(
    _ source: UnsafeMutablePointer<Float>, _ row: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<axis.length { row[index] = source[index * axis.stride] }
  }

  private func scatter(
    _ row: UnsafeMutablePointer<Float>, _ target: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<axis.length { target[index * axis.stride] = row[index] }
  }
}
