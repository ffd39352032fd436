import CKernels

/// The buffers for one kind of work on a network, in one arena, and the layers' operations on them.
final class Workspace {
  /// What is kept for how long decides how much memory is needed.
  enum Purpose: Int, CaseIterable {
    /// Every output and every gradient is kept, to be looked at.
    case walking
    /// Outputs are kept for the way back; gradients live in two buffers in turn; a linear layer or a
    /// convolution and the function behind it are one operation.
    case training
    /// Outputs live in two buffers in turn, and there are no gradients.
    case inference
  }

  /// One operation: a layer, or one together with the function behind it.
  private struct Stage {
    let layer: Int
    let activation: ActivationFunction
    let activationParameter: Float
    /// Where in the network's shapes its output is.
    let output: Int
  }

  private let network: Network
  private let stages: [Stage]
  private let regions: Regions
  private let arena: Arena
  private let kernels: Kernels
  private let threads: Threads
  private let purpose: Purpose

  /// Where the numbers lie. Outputs and gradients are indexed as the network's shapes: [0] is the
  /// batch, [i + 1] layer i's output.
  private struct Regions {
    let layout: Arena.Layout
    let outputs: [Arena.Region]
    let outputGradients: [Arena.Region]
    let targetValues: Arena.Region
    let targetClasses: Arena.Region
    /// A region for each layer.
    let kept: [Arena.Region]
    let working: Arena.Region
    /// For each layer that reads from further back, the gradient that goes back there.
    let farGradients: [Int: Arena.Region]
    let scratch: Arena.Region

    init(
      _ shapes: [Shape], layers: [any Layer], stages: [Stage], capacity: Int, purpose: Purpose,
      threads: Int
    ) {
      var layout = Arena.Layout()
      let sources = Workspace.sources(of: layers)
      targetValues = layout.reserve(capacity, shapes.last?.count ?? 0)
      targetClasses = layout.reserve(capacity, 1)
      // A network without layers has the batch itself for its output.
      let largest = max(stages.map { shapes[$0.output].count }.max() ?? 0, shapes.last?.count ?? 0)
      switch purpose {
      case .walking:
        outputs = shapes.map { layout.reserve(capacity, $0.count) }
        outputGradients = shapes.map { layout.reserve(capacity, $0.count) }
      case .training:
        let written = Set(stages.map(\.output) + [0])
        outputs = shapes.enumerated().map { index, shape in
          layout.reserve(capacity, written.contains(index) ? shape.count : 0)
        }
        outputGradients = Self.inTurn(&layout, capacity, largest, stages, count: shapes.count)
      case .inference:
        let batch = layout.reserve(capacity, shapes.first?.count ?? 0)
        var turns = Self.inTurn(&layout, capacity, largest, stages, count: shapes.count)
        for source in sources { turns[source] = layout.reserve(capacity, shapes[source].count) }
        outputs = [batch] + turns.dropFirst()
        outputGradients = []
      }
      func reserve(_ room: Room) -> Arena.Region {
        // Two regions side by side are one, as each ends where the next begins.
        let start = layout.reserve(capacity, room.perSample)
        _ = layout.reserve(1, room.perBatch)
        _ = layout.reserve(threads, room.perThread)
        return start
      }
      if purpose == .inference {
        // Nothing goes back, so that one layer's room is the next one's.
        let shared = reserve(Self.largest(layers.map(\.kept)))
        kept = layers.map { _ in shared }
        farGradients = [:]
      } else {
        kept = layers.map { reserve($0.kept) }
        farGradients = layers.enumerated().reduce(into: [:]) { regions, entry in
          guard entry.element.reach > 0 else { return }
          regions[entry.offset] = layout.reserve(capacity, entry.element.inputShape.count)
        }
      }
      working = reserve(Self.largest(layers.map(\.working)))
      // Last, as a kernel seldom touches much of it, and untouched pages cost nothing.
      scratch = layout.reserve(gradus_scratch_bytes() / 4, threads)
      self.layout = layout
    }

    private static func largest(_ rooms: [Room]) -> Room {
      Room(
        perSample: rooms.map(\.perSample).max() ?? 0, perBatch: rooms.map(\.perBatch).max() ?? 0,
        perThread: rooms.map(\.perThread).max() ?? 0)
    }

    private static func inTurn(
      _ layout: inout Arena.Layout, _ capacity: Int, _ width: Int, _ stages: [Stage], count: Int
    ) -> [Arena.Region] {
      let pair = [layout.reserve(capacity, width), layout.reserve(capacity, width)]
      var regions = Array(repeating: pair[0], count: count)
      for (index, stage) in stages.enumerated() { regions[stage.output] = pair[(index + 1) % 2] }
      return regions
    }
  }

  /// - Throws: `NetworkError.tooLarge`; nothing has been allocated then.
  init(
    _ network: Network, capacity: Int, purpose: Purpose, kernels: Kernels, threads: Threads,
    memoryLimit: Int
  ) throws(NetworkError) {
    self.network = network.withoutParameters
    self.kernels = kernels
    self.threads = threads
    self.purpose = purpose
    stages = Self.stages(of: network.layers, fusing: purpose != .walking)
    regions = Regions(
      network.shapes, layers: network.layers, stages: stages, capacity: capacity,
      purpose: purpose, threads: threads.count)
    guard let bytes = regions.layout.bytes, bytes <= memoryLimit else {
      throw .tooLarge(
        what: "batch", shape: [capacity, network.shapes.reduce(0) { $0 + $1.count }],
        bytes: regions.layout.bytes, limit: memoryLimit)
    }
    arena = Arena(regions.layout)
  }

  private static func stages(of layers: [any Layer], fusing: Bool) -> [Stage] {
    let sources = sources(of: layers)
    var stages: [Stage] = []
    var index = 0
    while index < layers.count {
      if fusing, layers[index] is any ActivationFusing, index + 1 < layers.count,
        let next = layers[index + 1] as? any ElementwiseLayer, !next.function.readsInput,
        !sources.contains(index + 1)
      {
        stages.append(
          Stage(
            layer: index, activation: next.function,
            activationParameter: next.functionParameter, output: index + 2))
        index += 2
      } else {
        stages.append(
          Stage(layer: index, activation: .none, activationParameter: 0, output: index + 1))
        index += 1
      }
    }
    return stages
  }

  /// Which of the network's shapes a layer further on reads.
  private static func sources(of layers: [any Layer]) -> Set<Int> {
    Set(layers.indices.filter { layers[$0].reach > 0 }.map { $0 - layers[$0].reach })
  }

  /// The samples: [capacity × input].
  var batch: UnsafeMutablePointer<Float> { output(0) }
  /// The targets, where they are values: [capacity × output].
  var targetValues: UnsafeMutablePointer<Float> { arena.floats(regions.targetValues) }
  /// The targets, where they are classes: [capacity].
  var targetClasses: UnsafeMutablePointer<Int32> { arena.integers(regions.targetClasses) }

  /// The batch at 0, layer i's output at i + 1.
  func output(_ index: Int) -> UnsafeMutablePointer<Float> {
    arena.floats(regions.outputs[index])
  }

  /// ∂loss/∂output. Only in a workspace that is not for inference.
  func outputGradient(_ index: Int) -> UnsafeMutablePointer<Float> {
    arena.floats(regions.outputGradients[index])
  }

  /// What layer `index` keeps for its way back. Only in a workspace that is not for inference.
  func kept(_ index: Int) -> UnsafeMutablePointer<Float> {
    arena.floats(regions.kept[index])
  }

  /// The layers' work, on these parameters and gradients, in order.
  func operations(
    _ parameters: UnsafeMutableBufferPointer<Float>,
    _ gradients: UnsafeMutableBufferPointer<Float>?, in surroundings: Surroundings
  ) -> OperationList {
    // A layer that learns nothing is given an address that it does not read.
    let nowhere = output(0)
    var input = 0
    var operations: [LayerOperation] = []
    for stage in stages {
      let layer = network.layers[stage.layer]
      let start = network.range(ofLayer: stage.layer).lowerBound
      // Nobody learns from the gradient of the samples; a learner may look at it.
      let asksInputGradient = input > 0 || purpose == .walking
      let buffers = LayerBuffers(
        input: output(input), output: output(stage.output),
        inputGradient: gradients != nil && asksInputGradient ? outputGradient(input) : nil,
        outputGradient: gradients == nil ? nil : outputGradient(stage.output),
        parameters: parameters.baseAddress.map { $0 + start } ?? nowhere,
        gradients: gradients.map { $0.baseAddress.map { $0 + start } ?? nowhere },
        buffers: surroundings.buffers.baseAddress.map {
          $0 + network.bufferRange(ofLayer: stage.layer).lowerBound
        } ?? nowhere,
        kept: kept(stage.layer), working: arena.floats(regions.working),
        mode: surroundings.mode, generator: surroundings.generator,
        scratch: arena.bytes(regions.scratch), kernels: kernels.table, threads: threads)
      if let inputGradient = buffers.inputGradient {
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
            buffers, source: output(stage.layer - residual.reach),
            farGradient: regions.farGradients[stage.layer].map(arena.floats),
            width: residual.inputShape.count))
      } else if stage.activation != .none, let fusing = layer as? any ActivationFusing {
        operations.append(
          fusing.makeOperation(
            buffers, fusedWith: stage.activation, stage.activationParameter))
      } else {
        operations.append(layer.makeOperation(buffers))
      }
      input = stage.output
    }
    return OperationList(operations)
  }

  /// What goes back to one of the network's shapes from layers that are not the next.
  private func farGradients(
    into source: Int
  ) -> [(reader: Int, gradient: UnsafeMutablePointer<Float>)] {
    regions.farGradients.sorted { $0.key < $1.key }.compactMap { reader, region in
      reader - network.layers[reader].reach == source ? (reader, arena.floats(region)) : nil
    }
  }

  /// The outputs beside the targets.
  func lossBuffers(samples: Int, withGradient: Bool) -> LossBuffers {
    let last = network.shapes.count - 1
    return LossBuffers(
      output: output(last), values: targetValues, classes: targetClasses,
      gradient: withGradient ? outputGradient(last) : nil, samples: samples,
      width: network.shapes[last].count, kernels: kernels.table)
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
