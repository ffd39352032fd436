extension TrainingPlan {
  /// Loss and accuracy over all samples, in batches of `capacity`, in evaluation mode.
  ///
  /// - Throws: `NetworkError.noData`, `.inputMismatch`, `.lossMismatch`, `.tooLarge`.
  public func evaluate(
    parameters: [Float], buffers: [Float] = [], data: Dataset
  ) throws(NetworkError) -> Evaluation {
    try check(data)
    let workspace = try workspace(for: .inference)
    let order = Array(0..<data.count)
    let width = shapes.last?.count ?? 0
    var outputs: [Float] = []
    outputs.reserveCapacity(data.count * width)
    var sum = 0.0
    withLayers(of: workspace, parameters, buffers) { layers in
      for start in stride(from: 0, to: data.count, by: capacity) {
        let indices = Array(order[start..<min(start + capacity, data.count)])
        load(data, indices, into: workspace)
        layers.forward(indices.count)
        outputs += Self.values(workspace.output(shapes.count - 1), indices.count * width)
        guard let loss else { continue }
        let buffers = workspace.lossBuffers(samples: indices.count, withGradient: false)
        sum += Double(loss.evaluate(buffers)) * Double(indices.count)
      }
    }
    return Evaluation(
      loss: loss == nil ? nil : sum / Double(data.count),
      correct: Accuracy(data.targets, readsLogits: loss?.readsLogits ?? false)
        .map { $0.correct(outputs, data.targets) },
      outputs: outputs)
  }

  /// The network's outputs in evaluation mode: [samples × output] for inputs [samples × input].
  ///
  /// - Throws: `NetworkError.tooLarge`.
  public func predict(
    parameters: [Float], buffers: [Float] = [], inputs: [Float]
  ) throws(NetworkError) -> [Float] {
    let width = shapes[0].count
    precondition(inputs.count % width == 0, "\(inputs.count) values for samples of \(shapes[0])")
    let workspace = try workspace(for: .inference)
    let outputWidth = shapes.last?.count ?? 0
    var outputs: [Float] = []
    withLayers(of: workspace, parameters, buffers) { layers in
      for start in stride(from: 0, to: inputs.count, by: capacity * width) {
        let chunk = Array(inputs[start..<min(start + capacity * width, inputs.count)])
        workspace.batch.update(from: chunk, count: chunk.count)
        layers.forward(chunk.count / width)
        outputs += Self.values(
          workspace.output(shapes.count - 1), chunk.count / width * outputWidth)
      }
    }
    return outputs
  }
}

/// How well a network does on a data set.
public struct Evaluation: Sendable, Equatable {
  /// The mean over all samples; nil where no loss is chosen.
  public var loss: Double?
  /// For each sample, whether its output is right; nil where targets are quantities.
  public var correct: [Bool]?
  /// [samples × output]
  public var outputs: [Float]

  /// The part of the samples that is right, 0 to 1.
  public var accuracy: Double? {
    correct.map { answers in
      answers.isEmpty ? 0 : Double(answers.count { $0 }) / Double(answers.count)
    }
  }
}
