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
  /// Does `steps` training steps: take a batch, zero the gradients, forward, loss, backward, update.
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
    let isFullBatch = (batchSize ?? data.count) >= data.count
    let size = isFullBatch ? data.count : max(batchSize ?? 1, 1)
    precondition(size <= capacity, "batches of \(size) in a plan for \(capacity)")
    precondition(
      state.gradients.count == state.network.parameters.count,
      "gradients for another network; fitToNetwork() was not called")
    if isFullBatch { load(data, 0..<data.count) }

    let optimizer = state.optimizer
    var run = TrainingRun(steps: 0, loss: nil, hasDiverged: false)
    losses.reserveCapacity(losses.count + steps)
    var first: [Float] = []
    var second: [Float] = []
    if !state.optimizerState.isEmpty { swap(&first, &state.optimizerState[0]) }
    if state.optimizerState.count > 1 { swap(&second, &state.optimizerState[1]) }
    let count = state.network.parameters.count
    state.network.parameters.withUnsafeMutableBufferPointer { parameters in
      state.gradients.withUnsafeMutableBufferPointer { gradients in
        first.withUnsafeMutableBufferPointer { first in
          second.withUnsafeMutableBufferPointer { second in
            let operations = operations(
              parameters.pointer, gradients.pointer, asksInputGradient: false)
            for _ in 0..<steps {
              let samples =
                isFullBatch
                ? size : nextBatch(&state.cursor, &state.generator, data: data, size: size)
              for operation in operations { operation.forward(samples) }
              let value = loss.evaluate(lossBuffers(samples: samples, withGradient: true))
              losses.append(value)
              run.loss = value
              guard value.isFinite else {
                run.hasDiverged = true
                break
              }
              gradients.update(repeating: 0)
              for operation in operations.reversed() { operation.backward(samples) }
              state.optimizerSteps += 1
              optimizer.update(
                OptimizerBuffers(
                  parameters: parameters.pointer, gradients: gradients.pointer,
                  state: (
                    first.isEmpty ? nil : first.baseAddress,
                    second.isEmpty ? nil : second.baseAddress
                  ), count: count, step: state.optimizerSteps))
              run.steps += 1
              if isFullBatch { state.cursor.epoch += 1 }
            }
          }
        }
      }
    }
    if !state.optimizerState.isEmpty { swap(&first, &state.optimizerState[0]) }
    if state.optimizerState.count > 1 { swap(&second, &state.optimizerState[1]) }
    state.step += run.steps
    return run
  }

  /// Loads the next batch, and begins a new epoch where the last one is at its end.
  private func nextBatch(
    _ cursor: inout BatchCursor, _ generator: inout MersenneTwister, data: Dataset, size: Int
  ) -> Int {
    if cursor.permutation.count != data.count || cursor.position >= data.count {
      if cursor.permutation.count != data.count {
        cursor.permutation = Array(repeating: 0, count: data.count)
      }
      generator.permute(&cursor.permutation)
      cursor.position = 0
    }
    let end = min(cursor.position + size, data.count)
    load(data, cursor.permutation[cursor.position..<end])
    let samples = end - cursor.position
    cursor.position = end
    if end == data.count { cursor.epoch += 1 }
    return samples
  }
}

extension TrainingState {
  /// One update by the optimizer with the gradients as they are.
  public mutating func updateParameters() {
    var first: [Float] = []
    var second: [Float] = []
    if !optimizerState.isEmpty { swap(&first, &optimizerState[0]) }
    if optimizerState.count > 1 { swap(&second, &optimizerState[1]) }
    optimizerSteps += 1
    network.parameters.withUnsafeMutableBufferPointer { parameters in
      gradients.withUnsafeBufferPointer { gradients in
        guard let source = gradients.baseAddress else { return }
        first.withUnsafeMutableBufferPointer { first in
          second.withUnsafeMutableBufferPointer { second in
            optimizer.update(
              OptimizerBuffers(
                parameters: parameters.pointer, gradients: source,
                state: (
                  first.isEmpty ? nil : first.baseAddress,
                  second.isEmpty ? nil : second.baseAddress
                ), count: gradients.count, step: optimizerSteps))
          }
        }
      }
    }
    if !optimizerState.isEmpty { swap(&first, &optimizerState[0]) }
    if optimizerState.count > 1 { swap(&second, &optimizerState[1]) }
  }

  /// Sets all gradients to zero.
  public mutating func zeroGradients() {
    for index in gradients.indices { gradients[index] = 0 }
  }
}
