import CKernels

/// The windows of a pooling layer.
package struct Pooling: Sendable, Equatable {
  /// Planes, each pooled for itself.
  package let channels: Int
  /// Rows of each plane.
  package let height: Int
  /// Columns of each plane.
  package let width: Int
  /// Rows of a window.
  package let kernelHeight: Int
  /// Columns of a window.
  package let kernelWidth: Int
  /// From one window to the next.
  package let stride: Int
  /// How far windows reach over the edge.
  package let padding: Int

  /// Windows of a fixed size.
  ///
  /// - Throws: `NetworkError.wrongRank`, `.kernelTooLarge`, `.paddingTooLarge`.
  init(_ name: String, _ settings: Settings, input: Shape) throws(NetworkError) {
    guard input.dimensions.count == 3 else {
      throw .wrongRank(layer: name, needs: "channels × height × width", gives: input)
    }
    (channels, height, width) = (input.dimensions[0], input.dimensions[1], input.dimensions[2])
    kernelHeight = settings.integer("kernel") ?? 1
    kernelWidth = kernelHeight
    stride = settings.integer("stride") ?? kernelHeight
    padding = settings.integer("padding") ?? 0
    let label = "\(name) \(kernelHeight)"
    guard padding <= kernelHeight / 2 else {
      throw .paddingTooLarge(layer: label, padding: padding, kernel: kernelHeight)
    }
    guard kernelHeight <= min(height, width) + 2 * padding else {
      throw .kernelTooLarge(
        layer: label, kernel: [kernelHeight, kernelWidth], padding: padding, gives: input)
    }
  }

  /// One window over the whole plane.
  ///
  /// - Throws: `NetworkError.wrongRank`.
  init(whole name: String, input: Shape) throws(NetworkError) {
    guard input.dimensions.count == 3 else {
      throw .wrongRank(layer: name, needs: "channels × height × width", gives: input)
    }
    (channels, height, width) = (input.dimensions[0], input.dimensions[1], input.dimensions[2])
    (kernelHeight, kernelWidth, stride, padding) = (height, width, 1, 0)
  }

  var inputShape: Shape { Shape([channels, height, width]) }
  var outputShape: Shape {
    Shape([
      channels, (height + 2 * padding - kernelHeight) / stride + 1,
      (width + 2 * padding - kernelWidth) / stride + 1,
    ])
  }
  var settings: Settings {
    [
      "kernel": .integer(kernelHeight), "stride": .integer(stride), "padding": .integer(padding),
    ]
  }
  /// "nn.MaxPool2d(3, stride=2, padding=1)"
  func pytorch(_ module: String) -> String {
    var words = ["\(kernelHeight)"]
    if stride != kernelHeight { words.append("stride=\(stride)") }
    if padding != 0 { words.append("padding=\(padding)") }
    return "nn.\(module)(\(words.joined(separator: ", ")))"
  }

  /// What a pooling layer with windows of a fixed size takes.
  static let settings = [
    Setting(
      "kernel", aliases: ["kernel_size"], kind: .integer(1...Convolution.longest),
      summary: "length of a window's side"),
    Setting(
      "stride", kind: .integer(1...Convolution.longest), optional: true,
      summary: "step from one window to the next; the kernel's size if not given"),
    Setting(
      "padding", kind: .integer(0...Convolution.longest), default: .integer(0),
      summary: "how far windows reach over the edge, at most half of the kernel"),
  ]

  /// What a pooling layer to a fixed size takes.
  static let adaptiveSettings = [
    Setting(
      "output", aliases: ["output_size"], kind: .integer(1...1), default: .integer(1),
      summary: "rows and columns given: 1")
  ]
}

/// Pooling by the greatest value or by the mean of each window.
final class PoolingOperation: LayerOperation {
  /// What is taken from each window.
  enum Choice {
    case maximum
    case mean
  }

  private let choice: Choice
  private let channels: Int
  private let sizes: gradus_pooling
  /// Numbers of a plane before and after.
  private let (inputs, outputs): (Int, Int)
  private let buffers: LayerBuffers
  /// From how many planes on they are shared among threads.
  private let planesToShare: Int

  init(_ choice: Choice, _ pooling: Pooling, _ buffers: LayerBuffers) {
    self.choice = choice
    self.buffers = buffers
    channels = pooling.channels
    sizes = gradus_pooling(
      height: pooling.height, width: pooling.width, kernel_height: pooling.kernelHeight,
      kernel_width: pooling.kernelWidth, stride: pooling.stride, padding: pooling.padding)
    inputs = pooling.height * pooling.width
    outputs = pooling.outputShape.count / pooling.channels
    planesToShare = buffers.threads.least(inputs * Self.work)
  }

  /// A number that is read takes as long as so many multiply-adds of a product.
  private static let work = 8

  override func forward(_ samples: Int) {
    let planes = samples * channels
    if planes < planesToShare {
      forward(0..<planes)
    } else {
      sharedForward.run(planes, step: 1)
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    let planes = samples * channels
    if planes < planesToShare {
      backward(0..<planes)
    } else {
      sharedBackward.run(planes, step: 1)
    }
  }

  private lazy var sharedForward = SharedTask(buffers.threads) {
    [unowned(unsafe) self] planes, _ in forward(planes)
  }
  private lazy var sharedBackward = SharedTask(buffers.threads) {
    [unowned(unsafe) self] planes, _ in backward(planes)
  }

  private func forward(_ planes: Range<Int>) {
    let kernels = buffers.kernels.pointee
    let pool = choice == .maximum ? kernels.max_pool_forward : kernels.average_pool_forward
    var sizes = sizes
    pool(
      planes.count, &sizes, buffers.input + planes.lowerBound * inputs,
      buffers.output + planes.lowerBound * outputs)
  }

  private func backward(_ planes: Range<Int>) {
    guard let dx = buffers.inputGradient.map({ $0 + planes.lowerBound * inputs }),
      let dy = buffers.outputGradient.map({ $0 + planes.lowerBound * outputs })
    else { return }
    var sizes = sizes
    switch choice {
    case .maximum:
      buffers.kernels.pointee.max_pool_backward(
        planes.count, &sizes, buffers.input + planes.lowerBound * inputs,
        buffers.output + planes.lowerBound * outputs, dy, dx)
    case .mean:
      buffers.kernels.pointee.average_pool_backward(planes.count, &sizes, dy, dx)
    }
  }
}

extension Pooling {
  /// The inputs that one output is taken from, in order.
  func window(_ output: Int) -> [Int] {
    let (rows, columns) = (outputShape.dimensions[1], outputShape.dimensions[2])
    let (channel, place) = (output / (rows * columns), output % (rows * columns))
    let top = place / columns * stride - padding
    let left = place % columns * stride - padding
    var inputs: [Int] = []
    for y in max(top, 0)..<min(top + kernelHeight, height) {
      for x in max(left, 0)..<min(left + kernelWidth, width) {
        inputs.append((channel * height + y) * width + x)
      }
    }
    return inputs
  }

  /// The greatest of a window; the gradient goes to the first that is.
  func traceMaximum(_ output: Int, with tracer: inout Tracer) -> Int {
    let inputs = window(output).map { tracer.input($0) }
    return tracer.graph.append(.maximum, inputs)
  }

  /// The sum of a window by the kernel's area.
  func traceMean(_ output: Int, with tracer: inout Tracer) -> Int {
    let inputs = window(output).map { tracer.input($0) }
    let total = tracer.graph.append(.sum, inputs)
    let area = tracer.constant(Double(kernelHeight * kernelWidth))
    return tracer.graph.divide(total, area)
  }
}
