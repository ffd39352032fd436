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
  /// From one place of a window to the next.
  package let dilation: Int
  /// Whether a last window may hang over the far edge.
  package let isRoundedUp: Bool
  /// Whether a mean counts places beyond the edge.
  package let countsPadding: Bool

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
    dilation = settings.integer("dilation") ?? 1
    isRoundedUp = settings.flag("ceil_mode")
    countsPadding = settings.values["count_include_pad"] != .flag(false)
    let label = "\(name) \(kernelHeight)"
    let extent = (kernelHeight - 1) * dilation + 1
    guard padding <= kernelHeight / 2 else {
      throw .paddingTooLarge(layer: label, padding: padding, kernel: kernelHeight)
    }
    guard extent <= min(height, width) + 2 * padding else {
      throw .kernelTooLarge(
        layer: label, kernel: [extent, extent], padding: padding, gives: input)
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
    (dilation, isRoundedUp, countsPadding) = (1, false, true)
  }

  var inputShape: Shape { Shape([channels, height, width]) }
  var outputShape: Shape {
    Shape([channels, windows(height, kernelHeight), windows(width, kernelWidth)])
  }

  /// How many windows there are in one direction. One that would begin beyond the near padding and
  /// the data is left out.
  private func windows(_ size: Int, _ kernel: Int) -> Int {
    let way = size + 2 * padding - (kernel - 1) * dilation - 1
    guard isRoundedUp else { return way / stride + 1 }
    let count = (way + stride - 1) / stride + 1
    return (count - 1) * stride >= size + padding ? count - 1 : count
  }

  /// The kernels compute it as it is.
  var isPlain: Bool { dilation == 1 && !isRoundedUp && countsPadding }

  /// The work of a layer that takes this from each window.
  func makeOperation(
    _ choice: PoolingOperation.Choice, _ buffers: LayerBuffers
  ) -> LayerOperation {
    isPlain
      ? PoolingOperation(choice, self, buffers) : WindowPoolingOperation(choice, self, buffers)
  }

  var settings: Settings {
    [
      "kernel": .integer(kernelHeight), "stride": .integer(stride), "padding": .integer(padding),
      "dilation": .integer(dilation), "ceil_mode": .flag(isRoundedUp),
      "count_include_pad": .flag(countsPadding),
    ]
  }
  /// "nn.MaxPool2d(3, stride=2, padding=1)"
  func pytorch(_ module: String) -> String {
    var words = ["\(kernelHeight)"]
    if stride != kernelHeight { words.append("stride=\(stride)") }
    if padding != 0 { words.append("padding=\(padding)") }
    if dilation != 1 { words.append("dilation=\(dilation)") }
    if isRoundedUp { words.append("ceil_mode=True") }
    if !countsPadding { words.append("count_include_pad=False") }
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

  static let dilation = Setting(
    "dilation", kind: .integer(1...Convolution.longest), default: .integer(1),
    summary: "step from one place of a window to the next")

  static let rounding = Setting(
    "ceil_mode", kind: .flag, default: .flag(false),
    summary: "whether a last window may hang over the far edge")

  static let counting = Setting(
    "count_include_pad", kind: .flag, default: .flag(true),
    summary: "whether a mean counts places beyond the edge, as zeros")

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
    let (channel, window) = (output / (rows * columns), output % (rows * columns))
    var inputs: [Int] = []
    eachPlace(of: window, columns) { inputs.append(channel * height * width + $0) }
    return inputs
  }

  /// The greatest of a window; the gradient goes to the first that is.
  func traceMaximum(_ output: Int, with tracer: inout Tracer) -> Int {
    let inputs = window(output).map { tracer.input($0) }
    return tracer.graph.append(.maximum, inputs)
  }

  /// The sum of a window by the number of places that count.
  func traceMean(_ output: Int, with tracer: inout Tracer) -> Int {
    let inputs = window(output).map { tracer.input($0) }
    let total = tracer.graph.append(.sum, inputs)
    let (rows, columns) = (outputShape.dimensions[1], outputShape.dimensions[2])
    let area = tracer.constant(Double(divisor(of: output % (rows * columns), columns)))
    return tracer.graph.divide(total, area)
  }
}
