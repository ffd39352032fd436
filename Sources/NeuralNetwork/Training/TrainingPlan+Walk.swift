extension TrainingPlan {
  /// The outputs of every layer, and the loss, for samples of the data, in evaluation mode.
  ///
  /// - Precondition: at most `capacity` indices, each of a sample.
  /// - Throws: `NetworkError.noData`, `.inputMismatch`, `.lossMismatch`, `.tooLarge`.
  public func forward(
    parameters: [Float], buffers: [Float] = [], data: Dataset, indices: [Int]
  ) throws(NetworkError) -> Pass {
    try check(data)
    try chargePass(indices.count)
    let workspace = try workspace(for: .walking)
    load(data, indices, into: workspace)
    withLayers(of: workspace, parameters, buffers) { $0.forward(indices.count) }
    return pass(over: indices, workspace, mode: .evaluation)
  }

  /// The same in training mode, as one step of `train` goes forward: layers draw from the state's
  /// generator, and count in its network's buffers.
  ///
  /// - Precondition: at most `capacity` indices, each of a sample.
  /// - Throws: `NetworkError.noData`, `.inputMismatch`, `.lossMismatch`, `.tooLarge`.
  public func forward(
    _ state: inout TrainingState, data: Dataset, indices: [Int]
  ) throws(NetworkError) -> Pass {
    try check(data)
    try chargePass(indices.count)
    let workspace = try workspace(for: .walking)
    try checkSpread(indices.count)
    load(data, indices, into: workspace)
    withLayers(of: workspace, training: &state) { $0.forward(indices.count) }
    return pass(over: indices, workspace, mode: .training)
  }

  /// The outputs of every layer for inputs from elsewhere, in evaluation mode: [samples × input],
  /// row-major.
  ///
  /// - Precondition: at most `capacity` samples, and whole ones.
  /// - Throws: `NetworkError.tooLarge`.
  public func forward(
    parameters: [Float], buffers: [Float] = [], inputs: [Float]
  ) throws(NetworkError) -> Pass {
    let (workspace, samples) = try load(inputs)
    withLayers(of: workspace, parameters, buffers) { $0.forward(samples) }
    return pass(of: samples, workspace, mode: .evaluation)
  }

  /// The same in training mode.
  package func forward(
    _ state: inout TrainingState, inputs: [Float]
  ) throws(NetworkError) -> Pass {
    let (workspace, samples) = try load(inputs)
    withLayers(of: workspace, training: &state) { $0.forward(samples) }
    return pass(of: samples, workspace, mode: .training)
  }

  private func load(
    _ inputs: [Float]
  ) throws(NetworkError) -> (workspace: Workspace, samples: Int) {
    let samples = inputs.count / shapes[0].count
    precondition(
      inputs.count == samples * shapes[0].count && samples <= capacity,
      "\(inputs.count) values for at most \(capacity) samples of \(shapes[0])")
    try chargePass(samples)
    let workspace = try workspace(for: .walking)
    workspace.batch.update(from: inputs, count: inputs.count)
    return (workspace, samples)
  }

  private func pass(over indices: [Int], _ workspace: Workspace, mode: Mode) -> Pass {
    var pass = pass(of: indices.count, workspace, mode: mode)
    pass.indices = indices
    pass.loss = loss?.evaluate(workspace.lossBuffers(samples: pass.count, withGradient: false))
    return pass
  }

  private func pass(of samples: Int, _ workspace: Workspace, mode: Mode) -> Pass {
    Pass(
      indices: [], count: samples, outputs: outputs(workspace, samples), outputGradients: [],
      loss: nil, mode: mode,
      kept: network.layers.enumerated().map { index, layer in
        Self.values(workspace.kept(index), layer.kept.count(samples))
      })
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
    try chargePass(2 * pass.count)
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
    for (index, values) in pass.kept.enumerated() {
      workspace.kept(index).update(from: values, count: values.count)
    }
  }

  private func runBackward(
    _ workspace: Workspace, _ pass: inout Pass, _ parameters: [Float], _ gradients: inout [Float]
  ) {
    precondition(gradients.count == network.parameterCount, "a gradient for each parameter")
    let (samples, mode) = (pass.count, pass.mode)
    // What backward needs of the buffers, forward has kept.
    let buffers = [Float](repeating: 0, count: network.bufferCount)
    gradients.withUnsafeMutableBufferPointer { gradients in
      withLayers(of: workspace, parameters, buffers, gradients, mode: mode) {
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

  /// Hands over the layers' work on these parameters and buffers, which are only read.
  func withLayers(
    of workspace: Workspace, _ parameters: [Float], _ buffers: [Float],
    _ gradients: UnsafeMutableBufferPointer<Float>? = nil, mode: Mode = .evaluation,
    _ body: (OperationList) -> Void
  ) {
    precondition(parameters.count == network.parameterCount, "a value for each parameter")
    precondition(buffers.count == network.bufferCount, "a value for each buffer")
    parameters.withUnsafeBufferPointer { parameters in
      buffers.withUnsafeBufferPointer { buffers in
        body(
          workspace.operations(
            UnsafeMutableBufferPointer(mutating: parameters), gradients,
            in: Surroundings(
              mode: mode, buffers: UnsafeMutableBufferPointer(mutating: buffers),
              generator: nil)))
      }
    }
  }

  /// Hands over the layers' work on the state's parameters, in training mode, without gradients.
  private func withLayers(
    of workspace: Workspace, training state: inout TrainingState, _ body: (OperationList) -> Void
  ) {
    precondition(
      state.network.parameters.count == network.parameterCount
        && state.network.buffers.count == network.bufferCount, "the state of another network")
    state.network.parameters.withUnsafeMutableBufferPointer { parameters in
      withSurroundings(&state.network.buffers, &state.generator) { surroundings, _ in
        body(workspace.operations(parameters, nil, in: surroundings))
      }
    }
  }

  /// What layers read and change in training.
  func withSurroundings(
    _ buffers: inout [Float], _ generator: inout MersenneTwister,
    _ body: (Surroundings, UnsafeMutablePointer<MersenneTwister>) -> Void
  ) {
    buffers.withUnsafeMutableBufferPointer { buffers in
      withUnsafeMutablePointer(to: &generator) { generator in
        body(Surroundings(mode: .training, buffers: buffers, generator: generator), generator)
      }
    }
  }

  func load(_ data: Dataset, _ indices: [Int], into workspace: Workspace) {
    indices.withUnsafeBufferPointer { load(data, $0, into: workspace) }
  }

  static func values(_ start: UnsafeMutablePointer<Float>, _ count: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }
}
