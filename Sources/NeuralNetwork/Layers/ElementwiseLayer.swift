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

private final class ElementwiseOperation: LayerOperation {
  private let function: ActivationFunction
  private let parameter: Float
  private let buffers: LayerBuffers
  private let width: Int

  init(
    _ function: ActivationFunction, _ parameter: Float, _ buffers: LayerBuffers, width: Int
  ) {
    self.function = function
    self.parameter = parameter
    self.buffers = buffers
    self.width = width
  }

  override func forward(_ samples: Int) {
    buffers.kernels.pointee.activation_forward(
      function.kernel, parameter, samples * width, buffers.input, buffers.output)
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    buffers.kernels.pointee.activation_backward(
      function.kernel, parameter, samples * width, buffers.input, buffers.output, dy, dx)
  }
}
