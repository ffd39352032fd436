extension TrainingPlan {
  /// The outputs of every layer, and the loss, for samples of the data.
  ///
  /// - Precondition: at most `capacity` indices.
  /// - Throws: `NetworkError.noData`, `.inputMismatch`, `.lossMismatch`.
  public func forward(
    parameters: [Float], data: Dataset, indices: [Int]
  ) throws(NetworkError) -> Pass {
    try check(data)
    load(data, indices)
    runForward(parameters, samples: indices.count)
    let value = loss?.evaluate(lossBuffers(samples: indices.count, withGradient: false))
    return Pass(
      indices: indices, count: indices.count, outputs: contents(regions.outputs, indices.count),
      outputGradients: [], loss: value)
  }

  /// The outputs of every layer for inputs from elsewhere: [samples × input], row-major.
  ///
  /// - Precondition: at most `capacity` samples, and whole ones.
  public func forward(parameters: [Float], inputs: [Float]) -> Pass {
    let samples = inputs.count / shapes[0].count
    precondition(
      inputs.count == samples * shapes[0].count && samples <= capacity,
      "\(inputs.count) values for at most \(capacity) samples of \(shapes[0])")
    copy(inputs, to: regions.outputs[0])
    runForward(parameters, samples: samples)
    return Pass(
      indices: [], count: samples, outputs: contents(regions.outputs, samples),
      outputGradients: [], loss: nil)
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
    precondition(gradients.count == network.parameters.count, "a gradient for each parameter")
    load(data, pass.indices)
    for (region, values) in zip(regions.outputs, pass.outputs) { copy(values, to: region) }
    var parameters = parameters
    parameters.withUnsafeMutableBufferPointer { parameters in
      gradients.withUnsafeMutableBufferPointer { gradients in
        let operations = operations(
          parameters.pointer, gradients.pointer, asksInputGradient: true)
        pass.loss = loss.evaluate(lossBuffers(samples: pass.count, withGradient: true))
        for operation in operations.reversed() { operation.backward(pass.count) }
      }
    }
    pass.outputGradients = contents(regions.outputGradients, pass.count)
  }

  /// Loss and accuracy over all samples, in batches of `capacity`.
  ///
  /// - Throws: `NetworkError.noData`, `.inputMismatch`, `.lossMismatch`.
  public func evaluate(parameters: [Float], data: Dataset) throws(NetworkError) -> Evaluation {
    try check(data)
    var outputs: [Float] = []
    outputs.reserveCapacity(data.count * (shapes.last?.count ?? 0))
    var sum = 0.0
    for start in stride(from: 0, to: data.count, by: capacity) {
      let indices = start..<min(start + capacity, data.count)
      load(data, indices)
      runForward(parameters, samples: indices.count)
      if let loss {
        let value = loss.evaluate(lossBuffers(samples: indices.count, withGradient: false))
        sum += Double(value) * Double(indices.count)
      }
      outputs += contents(regions.outputs.suffix(1), indices.count, shapes.suffix(1))[0]
    }
    return Evaluation(
      loss: loss == nil ? nil : sum / Double(data.count),
      correct: Accuracy(data.targets, readsLogits: loss?.readsLogits ?? false)
        .map { $0.correct(outputs, data.targets) },
      outputs: outputs)
  }

  /// The network's outputs: [samples × output] for inputs [samples × input].
  public func predict(parameters: [Float], inputs: [Float]) -> [Float] {
    let width = shapes[0].count
    precondition(inputs.count % width == 0, "\(inputs.count) values for samples of \(shapes[0])")
    var outputs: [Float] = []
    for start in stride(from: 0, to: inputs.count, by: capacity * width) {
      let chunk = inputs[start..<min(start + capacity * width, inputs.count)]
      copy(Array(chunk), to: regions.outputs[0])
      runForward(parameters, samples: chunk.count / width)
      outputs += contents(regions.outputs.suffix(1), chunk.count / width, shapes.suffix(1))[0]
    }
    return outputs
  }

  private func runForward(_ parameters: [Float], samples: Int) {
    precondition(samples <= capacity, "\(samples) samples in a plan for \(capacity)")
    precondition(parameters.count == network.parameters.count, "a value for each parameter")
    var parameters = parameters
    parameters.withUnsafeMutableBufferPointer { parameters in
      for operation in operations(parameters.pointer, nil, asksInputGradient: false) {
        operation.forward(samples)
      }
    }
  }

  private func copy(_ values: [Float], to region: Arena.Region) {
    arena.floats(region).update(from: values, count: values.count)
  }

  private func contents(
    _ regions: some Collection<Arena.Region>, _ samples: Int, _ shapes: ArraySlice<Shape>? = nil
  ) -> [[Float]] {
    zip(regions, shapes ?? self.shapes[...]).map { region, shape in
      Array(UnsafeBufferPointer(start: arena.floats(region), count: samples * shape.count))
    }
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

extension UnsafeMutableBufferPointer where Element == Float {
  /// The first element's place; for an empty array, one that nobody reads.
  var pointer: UnsafeMutablePointer<Float> {
    baseAddress ?? UnsafeMutablePointer(bitPattern: MemoryLayout<Float>.alignment) ?? nowhere
  }
}

nonisolated(unsafe) private let nowhere = UnsafeMutablePointer<Float>.allocate(capacity: 1)
