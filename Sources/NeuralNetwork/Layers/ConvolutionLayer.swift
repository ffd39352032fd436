/// What `conv1d` and `conv2d` share: only their shapes and names differ.
protocol ConvolutionLayer: ActivationFusing {
  /// Its sizes.
  var convolution: Convolution { get }
}

extension ConvolutionLayer {
  package var settings: Settings { convolution.settings }
  package var working: Room { convolution.working }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    convolution.makeOperation(buffers, activation: .none, 0)
  }

  func makeOperation(
    _ buffers: LayerBuffers, fusedWith activation: ActivationFunction, _ parameter: Float
  ) -> LayerOperation {
    convolution.makeOperation(buffers, activation: activation, parameter)
  }

  /// y = Σ x · w over the window, + b
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    convolution.trace(output, with: &tracer)
  }
}
