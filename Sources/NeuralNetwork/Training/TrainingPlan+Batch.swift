/// What a whole batch gives, without keeping what lies in between: for walks, which follow one sample
/// and need no more of the others than their share in the loss and in the gradients. The numbers are
/// those of `forward` and `backward`, bit for bit.
extension TrainingPlan {
  /// The network's outputs for samples of the data, [indices × output], in evaluation mode, in portions
  /// of `capacity`.
  ///
  /// - Throws: `NetworkError.noData`, `.inputMismatch`, `.lossMismatch`, `.tooLarge`.
  package func outputs(
    parameters: [Float], buffers: [Float] = [], data: Dataset, indices: [Int]
  ) throws(NetworkError) -> [Float] {
    try check(data)
    let workspace = try workspace(for: .inference)
    let width = shapes.last?.count ?? 0
    var outputs: [Float] = []
    outputs.reserveCapacity(indices.count * width)
    withLayers(of: workspace, parameters, buffers) { layers in
      for start in stride(from: 0, to: indices.count, by: capacity) {
        let portion = Array(indices[start..<min(start + capacity, indices.count)])
        load(data, portion, into: workspace)
        layers.forward(portion.count)
        outputs += UnsafeBufferPointer(
          start: workspace.output(shapes.count - 1), count: portion.count * width)
      }
    }
    return outputs
  }

  /// The loss of these outputs, and its derivative by each of them.
  ///
  /// - Parameter outputs: [indices × output], of these samples of the data.
  /// - Throws: `NetworkError.noLoss`.
  package func loss(
    of outputs: [Float], data: Dataset, indices: [Int]
  ) throws(NetworkError) -> (loss: Float, gradient: [Float]) {
    guard let loss else { throw .noLoss }
    let width = shapes.last?.count ?? 0
    precondition(outputs.count == indices.count * width, "an output for each sample")
    let isWhole = indices.elementsEqual(0..<data.count)
    let targets = isWhole ? data.targets : data.targets.subset(indices)
    var gradient = [Float](repeating: 0, count: outputs.count)
    // Addresses that are not read, where there is nothing to read.
    var (noValue, noClass): (Float, Int32) = (0, 0)
    var value: Float = 0
    outputs.withUnsafeBufferPointer { outputs in
      gradient.withUnsafeMutableBufferPointer { gradient in
        targets.withAddresses { targets in
          withUnsafePointer(to: &noValue) { noValue in
            withUnsafePointer(to: &noClass) { noClass in
              value = loss.evaluate(
                LossBuffers(
                  output: outputs.baseAddress ?? noValue, values: targets.values ?? noValue,
                  classes: targets.classes ?? noClass, gradient: gradient.baseAddress,
                  readsClasses: targets.classes != nil,
                  samples: indices.count, width: width, kernels: kernels.table))
            }
          }
        }
      }
    }
    return (value, gradient)
  }

  /// Goes forward with samples of the data as a training step does, and leaves in the plan's buffers
  /// what the way back reads; for networks whose layers do the same in every mode.
  ///
  /// - Precondition: at most `capacity` indices.
  /// - Returns: the network's outputs: [indices × output].
  /// - Throws: `NetworkError.noData`, `.inputMismatch`, `.lossMismatch`, `.tooLarge`.
  package func beginStep(
    parameters: [Float], buffers: [Float] = [], data: Dataset, indices: [Int]
  ) throws(NetworkError) -> [Float] {
    try check(data)
    let workspace = try workspace(for: .training)
    load(data, indices, into: workspace)
    withLayers(of: workspace, parameters, buffers) { $0.forward(indices.count) }
    return Array(
      UnsafeBufferPointer(
        start: workspace.output(shapes.count - 1),
        count: indices.count * (shapes.last?.count ?? 0)))
  }

  /// Goes back through what `beginStep` has left, and adds to `gradients`. The buffers hold nothing of
  /// use afterwards.
  ///
  /// - Precondition: `beginStep` was the last that the plan did, with so many samples and the same
  ///   parameters.
  /// - Throws: `NetworkError.noLoss`, `.tooLarge`.
  package func endStep(
    _ gradients: inout [Float], parameters: [Float], buffers: [Float] = [], samples: Int
  ) throws(NetworkError) {
    guard let loss else { throw .noLoss }
    let workspace = try workspace(for: .training)
    let output = workspace.lossBuffers(samples: samples, withGradient: true)
    gradients.withUnsafeMutableBufferPointer { gradients in
      withLayers(of: workspace, parameters, buffers, gradients) { layers in
        _ = loss.evaluate(output)
        layers.backward(samples, accumulate: true)
      }
    }
  }

  /// Throws where there is no room for a pass of which every number is kept.
  ///
  /// - Throws: `NetworkError.tooLarge`; nothing is left allocated then.
  package func checkRoomToWalk() throws(NetworkError) {
    _ = try workspace(for: .walking)
  }
}
