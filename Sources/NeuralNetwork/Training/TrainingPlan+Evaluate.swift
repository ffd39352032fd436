extension TrainingPlan {
  /// Loss and accuracy over all samples, in evaluation mode. They go through the network in batches
  /// of `capacity`, which changes nothing but the memory that is needed.
  ///
  /// - Throws: `NetworkError.noData`, `.inputMismatch`, `.lossMismatch`, `.tooLarge`.
  public func evaluate(
    parameters: [Float], buffers: [Float] = [], data: Dataset
  ) throws(NetworkError) -> Evaluation {
    try check(data)
    let workspace = try workspace(for: .inference)
    let width = shapes.last?.count ?? 0
    try MemoryLimit.check("outputs", shape: [data.count, width], limit: memoryLimit)
    try chargePass(data.count)
    var outputs: [Float] = []
    outputs.reserveCapacity(data.count * width)
    withLayers(of: workspace, parameters, buffers) { layers in
      for start in stride(from: 0, to: data.count, by: capacity) {
        let indices = Array(start..<min(start + capacity, data.count))
        load(data, indices, into: workspace)
        layers.forward(indices.count)
        outputs += Self.values(workspace.output(shapes.count - 1), indices.count * width)
      }
    }
    return Evaluation(
      loss: loss.map { mean($0, outputs, width: width, data.targets) },
      correct: Accuracy(data.targets, loss: loss)
        .map { $0.correct(outputs, data.targets) },
      outputs: outputs)
  }

  /// Losses of so many samples are added up as floats, those of all portions in double.
  private static let lossPortion = 4096

  private func mean(
    _ loss: any Loss, _ outputs: [Float], width: Int, _ targets: Targets
  ) -> Double {
    let samples = targets.count
    // Addresses that are not read, where there is nothing to read.
    var (noValue, noClass): (Float, Int32) = (0, 0)
    var (sum, weight) = (0.0, 0.0)
    outputs.withUnsafeBufferPointer { outputs in
      targets.withAddresses { targets in
        withUnsafePointer(to: &noValue) { noValue in
          withUnsafePointer(to: &noClass) { noClass in
            for start in stride(from: 0, to: samples, by: Self.lossPortion) {
              let samples = min(Self.lossPortion, samples - start)
              let buffers = LossBuffers(
                output: outputs.baseAddress.map { $0 + start * width } ?? noValue,
                values: targets.values.map { $0 + start * width } ?? noValue,
                classes: targets.classes.map { $0 + start } ?? noClass, gradient: nil,
                readsClasses: targets.classes != nil, samples: samples, width: width,
                kernels: kernels.table)
              let labels = targets.classes.map {
                Array(UnsafeBufferPointer(start: $0 + start, count: samples))
              }
              let share = loss.divisor(labels ?? [], count: samples)
              sum += Double(loss.evaluate(buffers)) * share
              weight += share
            }
          }
        }
      }
    }
    return loss.isSum ? sum : sum / weight
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
    try MemoryLimit.check(
      "outputs", shape: [inputs.count / width, outputWidth], limit: memoryLimit)
    try chargePass(inputs.count / width)
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
  /// The mean over all samples, or their sum where the loss is one; nil where no loss is chosen.
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
