extension TrainingPlan {
  /// The outputs of every layer, and the loss, for samples of the data.
  ///
  /// - Precondition: at most `capacity` indices, each of a sample.
  /// - Throws: `NetworkError.noData`, `.inputMismatch`, `.lossMismatch`, `.tooLarge`.
  public func forward(
    parameters: [Float], data: Dataset, indices: [Int]
  ) throws(NetworkError) -> Pass {
    try check(data)
    let workspace = try workspace(for: .walking)
    load(data, indices, into: workspace)
    withLayers(of: workspace, parameters) { $0.forward(indices.count) }
    let value = loss?.evaluate(workspace.lossBuffers(samples: indices.count, withGradient: false))
    return Pass(
      indices: indices, count: indices.count, outputs: outputs(workspace, indices.count),
      outputGradients: [], loss: value)
  }

  /// The outputs of every layer for inputs from elsewhere: [samples × input], row-major.
  ///
  /// - Precondition: at most `capacity` samples, and whole ones.
  /// - Throws: `NetworkError.tooLarge`.
  public func forward(parameters: [Float], inputs: [Float]) throws(NetworkError) -> Pass {
    let samples = inputs.count / shapes[0].count
    precondition(
      inputs.count == samples * shapes[0].count && samples <= capacity,
      "\(inputs.count) values for at most \(capacity) samples of \(shapes[0])")
    let workspace = try workspace(for: .walking)
    workspace.batch.update(from: inputs, count: inputs.count)
    withLayers(of: workspace, parameters) { $0.forward(samples) }
    return Pass(
      indices: [], count: samples, outputs: outputs(workspace, samples), outputGradients: [],
      loss: nil)
  }

  /// Goes back through a pass that `forward` made with the same parameters and data: adds to
  /// `gradients`, and fills the pass's gradients.
  ///
  /// - Throws: `NetworkError.noLoss`, and what `forward` throws.
  public func backward(
    _ pass: inout Pass, parameters: [Float], data: Dataset, gradients: inout [Float]
  ) throws(NetworkError) {
    guard let loss else { throw .noLoss }
    try check(data)
    let workspace = try workspace(for: .walking)
    load(data, pass.indices, into: workspace)
    restore(pass, to: workspace)
    pass.loss = loss.evaluate(workspace.lossBuffers(samples: pass.count, withGradient: true))
    runBackward(workspace, &pass, parameters, &gradients)
  }

  /// Goes back through a pass from a gradient of its output that is given, not a loss's.
  package func backward(
    _ pass: inout Pass, parameters: [Float], outputGradient: [Float], gradients: inout [Float]
  ) throws(NetworkError) {
    let workspace = try workspace(for: .walking)
    restore(pass, to: workspace)
    precondition(outputGradient.count == pass.outputs.last?.count, "a gradient for each output")
    workspace.outputGradient(shapes.count - 1)
      .update(from: outputGradient, count: outputGradient.count)
    runBackward(workspace, &pass, parameters, &gradients)
  }

  private func restore(_ pass: Pass, to workspace: Workspace) {
    for (index, values) in pass.outputs.enumerated() {
      workspace.output(index).update(from: values, count: values.count)
    }
  }

  private func runBackward(
    _ workspace: Workspace, _ pass: inout Pass, _ parameters: [Float], _ gradients: inout [Float]
  ) {
    precondition(gradients.count == network.parameterCount, "a gradient for each parameter")
    let samples = pass.count
    gradients.withUnsafeMutableBufferPointer { gradients in
      withLayers(of: workspace, parameters, gradients) {
        $0.backward(samples, accumulate: true)
      }
    }
    pass.outputGradients = shapes.enumerated().map { index, shape in
      Self.values(workspace.outputGradient(index), samples * shape.count)
    }
  }

  private func outputs(_ workspace: Workspace, _ samples: Int) -> [[Float]] {
    shapes.enumerated().map { index, shape in
      Self.values(workspace.output(index), samples * shape.count)
    }
  }

  /// Hands over the layers' work on these parameters, which are only read.
  func withLayers(
    of workspace: Workspace, _ parameters: [Float],
    _ gradients: UnsafeMutableBufferPointer<Float>? = nil, _ body: (OperationList) -> Void
  ) {
    precondition(parameters.count == network.parameterCount, "a value for each parameter")
    parameters.withUnsafeBufferPointer { parameters in
      body(workspace.operations(UnsafeMutableBufferPointer(mutating: parameters), gradients))
    }
  }

  func load(_ data: Dataset, _ indices: [Int], into workspace: Workspace) {
    indices.withUnsafeBufferPointer { load(data, $0, into: workspace) }
  }

  static func values(_ start: UnsafeMutablePointer<Float>, _ count: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }
}
