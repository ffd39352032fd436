import CKernels

/// The buffers for one kind of work on a network, in one arena, and the layers' operations on them.
final class Workspace {
  /// What is kept for how long decides how much memory is needed.
  enum Purpose: Int, CaseIterable {
    /// Every output and every gradient is kept, to be looked at.
    case walking
    /// Outputs are kept until the way back has passed them, gradients until they have been read; a
    /// linear layer or a convolution and the function behind it are one operation.
    case training
    /// Outputs are kept until the next layer has read them, and there are no gradients.
    case inference
  }

  private let network: Network
  private let schedule: WorkspaceSchedule
  private let buffers: WorkspaceBuffers
  private let arena: Arena
  private let kernels: Kernels
  private let threads: Threads
  private let purpose: Purpose

  /// - Throws: `NetworkError.tooLarge`; nothing has been allocated then.
  init(
    _ network: Network, capacity: Int, purpose: Purpose, kernels: Kernels, threads: Threads,
    memoryLimit: Int
  ) throws(NetworkError) {
    self.network = network.withoutParameters
    self.kernels = kernels
    self.threads = threads
    self.purpose = purpose
    schedule = WorkspaceSchedule(
      network.layers, fusing: purpose != .walking, goesBack: purpose != .inference)
    buffers = WorkspaceBuffers(
      network, schedule, capacity: capacity, purpose: purpose, threads: threads.count)
    guard let placement = buffers.placement, placement.bytes <= memoryLimit else {
      throw .tooLarge(
        what: "batch", shape: [capacity, network.shapes.reduce(0) { $0 + $1.count }],
        bytes: buffers.placement?.bytes, limit: memoryLimit)
    }
    arena = Arena(placement)
  }

  /// The samples: [capacity × input].
  var batch: UnsafeMutablePointer<Float> { output(0) }
  /// The targets, where they are values: [capacity × output].
  var targetValues: UnsafeMutablePointer<Float> { arena.floats(buffers.targetValues) }
  /// The targets, where they are classes: [capacity].
  var targetClasses: UnsafeMutablePointer<Int32> { arena.integers(buffers.targetClasses) }

  /// The batch at 0, layer i's output at i + 1.
  func output(_ index: Int) -> UnsafeMutablePointer<Float> {
    arena.floats(buffers.outputs[index])
  }

  /// ∂loss/∂output. Only in a workspace that is not for inference.
  func outputGradient(_ index: Int) -> UnsafeMutablePointer<Float> {
    schedule.isOverwritten(index)
      ? output(index) : arena.floats(buffers.outputGradients[index])
  }

  /// What layer `index` keeps for its way back. Only in a workspace that is not for inference.
  func kept(_ index: Int) -> UnsafeMutablePointer<Float> {
    arena.floats(buffers.kept[index])
  }

  /// The layers' work, on these parameters and gradients, in order.
  ///
  /// - Parameter inputs: samples to read where they lie, in place of the batch.
  func operations(
    _ parameters: UnsafeMutableBufferPointer<Float>,
    _ gradients: UnsafeMutableBufferPointer<Float>?, in surroundings: Surroundings,
    reading inputs: UnsafePointer<Float>? = nil
  ) -> OperationList {
    func output(_ index: Int) -> UnsafeMutablePointer<Float> {
      // No layer writes where it reads.
      if index == 0, let inputs { return UnsafeMutablePointer(mutating: inputs) }
      return self.output(index)
    }
    // A layer that learns nothing is given an address that it does not read.
    let nowhere = output(0)
    var input = 0
    var overwritten: WorkspaceSchedule.Stage?
    var operations: [LayerOperation] = []
    for stage in schedule.stages {
      let layer = network.layers[stage.layer]
      let start = network.range(ofLayer: stage.layer).lowerBound
      // Nobody learns from the gradient of the samples; a learner may look at it.
      let asksInputGradient = input > 0 || purpose == .walking
      let numbers = LayerBuffers(
        input: output(input), output: output(stage.output),
        inputGradient: gradients != nil && asksInputGradient ? outputGradient(input) : nil,
        outputGradient: gradients == nil ? nil : outputGradient(stage.output),
        parameters: parameters.baseAddress.map { $0 + start } ?? nowhere,
        gradients: gradients.map { $0.baseAddress.map { $0 + start } ?? nowhere },
        buffers: surroundings.buffers.baseAddress.map {
          $0 + network.bufferRange(ofLayer: stage.layer).lowerBound
        } ?? nowhere,
        kept: kept(stage.layer), working: arena.floats(buffers.working),
        mode: surroundings.mode, generator: surroundings.generator,
        scratch: arena.bytes(buffers.scratch), kernels: kernels.table, threads: threads)
      if let inputGradient = numbers.inputGradient {
        for (reader, farGradient) in farGradients(into: input) {
          operations.append(
            ForkOperation(
              farGradient: farGradient, gradient: inputGradient,
              width: network.layers[reader].inputShape.count))
        }
      }
      if let residual = layer as? Residual {
        operations.append(
          ResidualOperation(
            numbers, source: output(stage.layer - residual.reach),
            farGradient: buffers.farGradients[stage.layer].map(arena.floats),
            width: residual.inputShape.count))
      } else if let overwritten, let passing = layer as? any ActivationPassing {
        let operation = passing.makeOperation(
          numbers, passing: overwritten.activation, overwritten.activationParameter)
        if let pooling = operation as? PoolingOperation {
          (operations.last as? ConvolutionOperation)?.takeAlong(pooling)
        }
        operations.append(operation)
      } else if stage.activation != .none, let fusing = layer as? any ActivationFusing {
        operations.append(
          fusing.makeOperation(
            numbers, fusedWith: stage.activation, stage.activationParameter))
      } else {
        operations.append(layer.makeOperation(numbers))
      }
      input = stage.output
      overwritten = stage.isOverwritten ? stage : nil
    }
    return OperationList(operations)
  }

  /// What goes back to one of the network's shapes from layers that are not the next.
  private func farGradients(
    into source: Int
  ) -> [(reader: Int, gradient: UnsafeMutablePointer<Float>)] {
    buffers.farGradients.sorted { $0.key < $1.key }.compactMap { reader, region in
      reader - network.layers[reader].reach == source ? (reader, arena.floats(region)) : nil
    }
  }

  /// Whether the batch's targets are classes.
  var holdsClasses = false

  /// The outputs beside the targets.
  ///
  /// - Parameter samples: those whose targets are read where they lie, in place of the batch's.
  func lossBuffers(
    samples count: Int, withGradient: Bool, of samples: SampleAddresses = SampleAddresses()
  ) -> LossBuffers {
    let last = network.shapes.count - 1
    // A network without layers gives its input.
    let input = last == 0 ? samples.inputs : nil
    return LossBuffers(
      output: input ?? UnsafePointer(output(last)),
      values: samples.values ?? UnsafePointer(targetValues),
      classes: samples.classes ?? UnsafePointer(targetClasses),
      gradient: withGradient ? outputGradient(last) : nil,
      readsClasses: samples.values == nil && (samples.classes != nil || holdsClasses),
      samples: count, width: network.shapes[last].count, kernels: kernels.table)
  }

  /// The flat arrays of the updates to come.
  func optimizerBuffers(
    _ parameters: UnsafeMutableBufferPointer<Float>,
    _ gradients: UnsafeMutableBufferPointer<Float>,
    _ state: UnsafeMutableBufferPointer<UnsafeMutablePointer<Float>>, learningRate: Double
  ) -> OptimizerBuffers {
    // An empty array is given an address that is not read.
    OptimizerBuffers(
      parameters: parameters.baseAddress ?? batch, gradients: gradients.baseAddress ?? batch,
      state: state, count: parameters.count, learningRate: learningRate, step: 0,
      kernels: kernels.table)
  }
}
