import CKernels

/// The windows of a pooling layer.
package struct Pooling: Sendable, Equatable {
  /// Planes, each pooled for itself.
  package let channels: Int
  /// Rows of each plane.
  package let height: Int
  /// Columns of each plane.
  package let width: Int
  /// Rows and columns of a window.
  package let kernel: Sides
  /// From one window to the next.
  package let stride: Sides
  /// How far windows reach over the edge.
  package let padding: Sides
  /// From one place of a window to the next.
  package let dilation: Sides
  /// Whether a last window may hang over the far edge.
  package let isRoundedUp: Bool
  /// Whether a mean counts places beyond the edge.
  package let countsPadding: Bool
  /// What a mean divides by, instead of the number of places.
  package let divisor: Int?

  /// Windows of a fixed size.
  ///
  /// - Throws: `NetworkError.wrongRank`, `.kernelTooLarge`, `.paddingTooLarge`.
  init(_ name: String, _ settings: Settings, input: Shape) throws(NetworkError) {
    guard input.dimensions.count == 3 else {
      throw .wrongRank(layer: name, needs: "channels × height × width", gives: input)
    }
    (channels, height, width) = (input.dimensions[0], input.dimensions[1], input.dimensions[2])
    kernel = settings.sides("kernel") ?? Sides(1)
    stride = settings.sides("stride") ?? kernel
    padding = settings.sides("padding") ?? Sides(0)
    dilation = settings.sides("dilation") ?? Sides(1)
    divisor = settings.integer("divisor_override")
    isRoundedUp = settings.flag("ceil_mode")
    countsPadding = settings.values["count_include_pad"] != .flag(false)
    let label = "\(name) \(size)"
    for (padding, kernel) in zip(padding.list, kernel.list) where padding > kernel / 2 {
      throw .paddingTooLarge(layer: label, padding: padding, kernel: kernel)
    }
    let extent = [
      (kernel.height - 1) * dilation.height + 1, (kernel.width - 1) * dilation.width + 1,
    ]
    guard extent[0] <= height + 2 * padding.height, extent[1] <= width + 2 * padding.width else {
      throw .kernelTooLarge(
        layer: label, kernel: extent, padding: max(padding.height, padding.width), gives: input)
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
    (kernel, stride, padding) = (Sides(height, width), Sides(1), Sides(0))
    (dilation, isRoundedUp, countsPadding, divisor) = (Sides(1), false, true, nil)
  }

  var inputShape: Shape { Shape([channels, height, width]) }
  var outputShape: Shape {
    Shape([channels, windows(height, \.height), windows(width, \.width)])
  }
  /// As a learner writes it: 2, or 2×3.
  var size: String { kernel.isSquare ? "\(kernel.width)" : kernel.label }

  /// How many windows there are in one direction. One that would begin beyond the near padding and
  /// the data is left out.
  private func windows(_ size: Int, _ side: KeyPath<Sides, Int>) -> Int {
    let (stride, padding) = (stride[keyPath: side], padding[keyPath: side])
    let way = size + 2 * padding - (kernel[keyPath: side] - 1) * dilation[keyPath: side] - 1
    guard isRoundedUp else { return way / stride + 1 }
    let count = (way + stride - 1) / stride + 1
    return (count - 1) * stride >= size + padding ? count - 1 : count
  }

  /// The kernels compute it as it is.
  var isPlain: Bool {
    dilation == Sides(1) && !isRoundedUp && countsPadding && divisor == nil && stride.isSquare
      && padding.isSquare
  }

  /// Whether each place lies in one of windows of 2 × 2.
  var isByTwo: Bool {
    isPlain && kernel == Sides(2) && stride == Sides(2) && padding == Sides(0)
      && height % 2 == 0 && width % 2 == 0
  }

  /// The work of a layer that takes this from each window.
  func makeOperation(
    _ choice: PoolingOperation.Choice, _ buffers: LayerBuffers
  ) -> LayerOperation {
    isPlain
      ? PoolingOperation(choice, self, buffers) : WindowPoolingOperation(choice, self, buffers)
  }

  var settings: Settings {
    var settings: Settings = [
      "kernel": kernel.setting, "stride": stride.setting, "padding": padding.setting,
      "dilation": dilation.setting, "ceil_mode": .flag(isRoundedUp),
      "count_include_pad": .flag(countsPadding),
    ]
    settings.values["divisor_override"] = divisor.map { .integer($0) }
    return settings
  }
  /// "nn.MaxPool2d(3, stride=2, padding=1)"
  func pytorch(_ module: String) -> String {
    var words = [kernel.python]
    if stride != kernel { words.append("stride=\(stride.python)") }
    if padding != Sides(0) { words.append("padding=\(padding.python)") }
    if dilation != Sides(1) { words.append("dilation=\(dilation.python)") }
    if isRoundedUp { words.append("ceil_mode=True") }
    if !countsPadding { words.append("count_include_pad=False") }
    if let divisor { words.append("divisor_override=\(divisor)") }
    return "nn.\(module)(\(words.joined(separator: ", ")))"
  }

  /// What a pooling layer with windows of a fixed size takes.
  static let settings = [
    Setting(
      "kernel", aliases: ["kernel_size"], kind: .sides(1...Convolution.longest),
      summary: "length of a window's side"),
    Setting(
      "stride", kind: .sides(1...Convolution.longest), optional: true,
      summary: "step from one window to the next; the kernel's size if not given"),
    Setting(
      "padding", kind: .sides(0...Convolution.longest), default: .integer(0),
      summary: "how far windows reach over the edge, at most half of the kernel"),
  ]

  static let dilation = Setting(
    "dilation", kind: .sides(1...Convolution.longest), default: .integer(1),
    summary: "step from one place of a window to the next")

  static let rounding = Setting(
    "ceil_mode", kind: .flag, default: .flag(false),
    summary: "whether a last window may hang over the far edge")

  static let counting = Setting(
    "count_include_pad", kind: .flag, default: .flag(true),
    summary: "whether a mean counts places beyond the edge, as zeros")

  static let dividing = Setting(
    "divisor_override", kind: .integer(1...Convolution.longest), optional: true,
    summary: "what sums are divided by, instead of the number of places")

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
  /// What the way back passes through in front of this.
  private let activation: ActivationFunction
  private let activationParameter: Float
  /// From how many planes on they are shared among threads.
  private let planesToShare: Int

  init(
    _ choice: Choice, _ pooling: Pooling, _ buffers: LayerBuffers,
    passing activation: ActivationFunction = .none, _ parameter: Float = 0
  ) {
    self.choice = choice
    self.buffers = buffers
    self.activation = activation
    activationParameter = parameter
    channels = pooling.channels
    sizes = gradus_pooling(
      height: pooling.height, width: pooling.width, kernel_height: pooling.kernel.height,
      kernel_width: pooling.kernel.width, stride: pooling.stride.width,
      padding: pooling.padding.width)
    inputs = pooling.height * pooling.width
    outputs = pooling.outputShape.count / pooling.channels
    planesToShare = buffers.threads.least(inputs * Self.work)
  }

  /// A number that is read takes as long as so many multiply-adds of a product.
  private static let work = 8

  /// Whether the operation in front of this goes forward through it as well.
  var isTakenAlong = false

  func forward(samples: Range<Int>) {
    forward(samples.lowerBound * channels..<samples.upperBound * channels)
  }

  override func forward(_ samples: Int) {
    if isTakenAlong { return }
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
    let y = buffers.output + planes.lowerBound * outputs
    if activation != .none {
      // A window's greatest number is one that the function gave, and the others' gradients are 0.
      buffers.kernels.pointee.activation_backward(
        activation.kernel, activationParameter, planes.count * outputs, nil, y, dy, dy)
    }
    switch choice {
    case .maximum:
      buffers.kernels.pointee.max_pool_backward(
        planes.count, &sizes, buffers.input + planes.lowerBound * inputs, y, dy, dx)
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
