import CKernels

/// A layer that applies one function to each number, and keeps the shape.
public protocol ElementwiseLayer: Layer {
  /// The function in the kernels. It must have its derivative from its own value alone.
  var function: ActivationFunction { get }
  /// The function of z: "tanh(z)".
  var formula: String { get }
  /// Its derivative, of z or of its own value a: "1 - a²".
  var derivativeFormula: String { get }
  /// The function at z, in Double.
  func value(_ z: Double) -> Double
  /// Its derivative at z, in Double.
  func derivative(_ z: Double) -> Double
}

extension ElementwiseLayer {
  /// The shape that it reads.
  public var outputShape: Shape { inputShape }

  /// One pass over the numbers, forward and backward.
  public func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    ElementwiseOperation(function, buffers, width: inputShape.count)
  }
}

private final class ElementwiseOperation: LayerOperation {
  private let function: ActivationFunction
  private let buffers: LayerBuffers
  private let width: Int

  init(_ function: ActivationFunction, _ buffers: LayerBuffers, width: Int) {
    self.function = function
    self.buffers = buffers
    self.width = width
  }

  override func forward(_ samples: Int) {
    buffers.kernels.pointee.activation_forward(
      function.kernel, 0, samples * width, buffers.input, buffers.output)
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    buffers.kernels.pointee.activation_backward(
      function.kernel, 0, samples * width, buffers.input, buffers.output, dy, dx)
  }
}
