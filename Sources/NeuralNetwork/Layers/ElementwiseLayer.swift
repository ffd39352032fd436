import CKernels

/// A layer that applies one function to each number, and keeps the shape.
public protocol ElementwiseLayer: Layer {
  /// The function in the kernels.
  var function: ActivationFunction { get }
  /// What the function calls a: the slope of leaky_relu, the alpha of elu, the beta of softplus.
  var functionParameter: Float { get }
  /// The function of z: "tanh(z)".
  var formula: String { get }
  /// Its derivative, of z or of its own value a: "1 - a²".
  var derivativeFormula: String { get }
  /// The function at z, in Double.
  func value(_ z: Double) -> Double
  /// Its derivative at z, in Double.
  func derivative(_ z: Double) -> Double
  /// Where it jumps or has a corner, in order.
  var kinks: [Double] { get }
}

extension ElementwiseLayer {
  /// None, unless the layer says otherwise.
  public var functionParameter: Float { 0 }

  /// Smooth everywhere, unless the layer says otherwise.
  public var kinks: [Double] { [] }

  /// a = f(z)
  public func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let input = tracer.input(output)
    return tracer.graph.apply(scalarFunction, input)
  }

  /// The function as a node of a scalar graph.
  var scalarFunction: ScalarFunction {
    ScalarFunction(
      label, formula, derivative: derivativeFormula, kinks: kinks, value: { value($0) },
      slope: { z, _ in derivative(z) })
  }

  /// The shape that it reads.
  public var outputShape: Shape { inputShape }

  /// One pass over the numbers, forward and backward.
  public func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    ElementwiseOperation(function, functionParameter, buffers, width: inputShape.count)
  }
}

final class ElementwiseOperation: LayerOperation {
  private let function: ActivationFunction
  private let parameter: Float
  private let buffers: LayerBuffers
  private let width: Int
  /// From how many numbers on they are shared among threads.
  private let numbersToShare: Int

  init(
    _ function: ActivationFunction, _ parameter: Float, _ buffers: LayerBuffers, width: Int
  ) {
    self.function = function
    self.parameter = parameter
    self.buffers = buffers
    self.width = width
    numbersToShare = buffers.threads.least(Self.work)
  }

  /// A number takes as long as so many multiply-adds of a product.
  static let work = 4

  override func forward(_ samples: Int) {
    let count = samples * width
    if count < numbersToShare {
      forward(0..<count)
    } else {
      sharedForward.run(count, step: Self.line)
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    let count = samples * width
    if count < numbersToShare {
      backward(0..<count)
    } else {
      sharedBackward.run(count, step: Self.line)
    }
  }

  /// Threads write whole cache lines.
  private static let line = 16

  private lazy var sharedForward = SharedTask(buffers.threads) {
    [unowned(unsafe) self] numbers, _ in forward(numbers)
  }
  private lazy var sharedBackward = SharedTask(buffers.threads) {
    [unowned(unsafe) self] numbers, _ in backward(numbers)
  }

  private func forward(_ numbers: Range<Int>) {
    let start = numbers.lowerBound
    buffers.kernels.pointee.activation_forward(
      function.kernel, parameter, numbers.count, buffers.input + start, buffers.output + start)
  }

  private func backward(_ numbers: Range<Int>) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    let start = numbers.lowerBound
    buffers.kernels.pointee.activation_backward(
      function.kernel, parameter, numbers.count, buffers.input + start, buffers.output + start,
      dy + start, dx + start)
  }
}
