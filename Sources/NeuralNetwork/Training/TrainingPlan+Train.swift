/// How a training run ended.
public struct TrainingRun: Sendable, Equatable {
  /// Steps done, the diverging one not counted.
  public var steps: Int
  /// The loss of the last step, before its update.
  public var loss: Float?
  /// The loss became infinite or not a number; no update was done with it.
  public var hasDiverged: Bool
}

extension TrainingPlan {
  /// Does `steps` training steps: take a batch, forward, loss, backward with fresh gradients, update;
  /// in training mode.
  ///
  /// Without a batch size, or with one that holds all samples, each step reads the data in its own
  /// order and draws nothing. With one, each epoch goes through a fresh `torch.randperm` of the
  /// samples, drawn from the state's generator; the last batch of an epoch may be short.
  ///
  /// Stops at the first loss that is not finite.
  ///
  /// - Parameter losses: the loss of each step is appended.
  /// - Throws: `NetworkError.noLoss`, `.noData`, `.inputMismatch`, `.lossMismatch`.
  @discardableResult
  public func train(
    _ state: inout TrainingState, data: Dataset, batchSize: Int?, steps: Int,
    losses: inout [Float]
  ) throws(NetworkError) -> TrainingRun {
    guard let loss else { throw .noLoss }
    try check(data)
    let workspace = try workspace(for: .training)
    workspace.holdsClasses = data.targets.areClasses
    let isFullBatch = (batchSize ?? data.count) >= data.count
    let size = isFullBatch ? data.count : max(batchSize ?? 1, 1)
    try checkSpread(size)
    try checkSpread(data.count % size)
    try WorkMeter.charge(workOfStep(size), times: steps)
    precondition(
      state.network.parameters.count == network.parameterCount
        && state.network.buffers.count == network.bufferCount,
      "the state of another network")

    // Doubling, so that many short runs into one buffer do not copy it each time.
    if losses.capacity < losses.count + steps {
      losses.reserveCapacity(max(losses.count + steps, 2 * losses.capacity))
    }
    let optimizer = state.optimizer
    var (gradients, optimizerState) = state.takeArrays()
    defer { (state.gradients, state.optimizerState) = (gradients, optimizerState) }
    precondition(
      gradients.count == network.parameterCount, "gradients for another network")
    var result = TrainingRun(steps: 0, loss: nil, hasDiverged: false)
    func run(_ whole: SampleAddresses) {
      state.network.parameters.withUnsafeMutableBufferPointer { parameters in
        gradients.withUnsafeMutableBufferPointer { gradients in
          withAddresses(of: &optimizerState) { optimizerState in
            withSurroundings(&state.network.buffers, &state.generator) { surroundings, generator in
              let layers = workspace.operations(
                parameters, gradients, in: surroundings, reading: whole.inputs)
              var output = workspace.lossBuffers(
                samples: size, withGradient: true, of: whole)
              let update = SharedUpdate(
                optimizer,
                workspace.optimizerBuffers(
                  parameters, gradients, optimizerState, learningRate: optimizer.learningRate),
                threads)
              for _ in 0..<steps {
                if !isFullBatch {
                  output.samples = nextBatch(
                    &state.cursor, &generator.pointee, data: data, size: size, workspace)
                }
                layers.forward(output.samples)
                let value = loss.evaluate(output)
                losses.append(value)
                result.loss = value
                guard value.isFinite else {
                  result.hasDiverged = true
                  break
                }
                layers.backward(output.samples, accumulate: false)
                state.optimizerSteps += 1
                update.run(step: state.optimizerSteps)
                result.steps += 1
                if isFullBatch { state.cursor.epoch += 1 }
              }
            }
          }
        }
      }
    }
    // All samples in their own order are read where they lie; others are gathered into a batch.
    if isFullBatch { data.withAddresses(run) } else { run(SampleAddresses()) }
    state.step += result.steps
    return result
  }

  /// Loads the next batch, and begins a new epoch where the last one is at its end.
  private func nextBatch(
    _ cursor: inout BatchCursor, _ generator: inout MersenneTwister, data: Dataset, size: Int,
    _ workspace: Workspace
  ) -> Int {
    if cursor.permutation.count != data.count {
      cursor.permutation = Array(repeating: 0, count: data.count)
      cursor.position = data.count
    }
    if cursor.position >= data.count {
      generator.permute(&cursor.permutation)
      cursor.position = 0
    }
    let end = min(cursor.position + size, data.count)
    cursor.permutation.withUnsafeBufferPointer { order in
      load(data, UnsafeBufferPointer(rebasing: order[cursor.position..<end]), into: workspace)
    }
    let samples = end - cursor.position
    cursor.position = end
    if end == data.count { cursor.epoch += 1 }
    return samples
  }
}
