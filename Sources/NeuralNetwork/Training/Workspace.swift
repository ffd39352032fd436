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
    /// Where in the network's shapes its output is.
    let output: Int
  }

  private let network: Network
  private let stages: [Stage]
  private let regions: Regions
  private let arena: Arena
  private let kernels: Kernels
  private let purpose: Purpose

  /// Where the numbers lie. Outputs and gradients are indexed as the network's shapes: [0] is the
  /// batch, [i + 1] layer i's output.
  private struct Regions {
    let layout: Arena.Layout
    let outputs: [Arena.Region]
    let outputGradients: [Arena.Region]
    let targetValues: Arena.Region
    let targetClasses: Arena.Region
    let working: Arena.Region
    let scratch: Arena.Region

    init(
      _ shapes: [Shape], layers: [any Layer], stages: [Stage], capacity: Int, purpose: Purpose
    ) {
      var layout = Arena.Layout()
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
        let turns = Self.inTurn(&layout, capacity, largest, stages, count: shapes.count)
        outputs = [batch] + turns.dropFirst()
        outputGradients = []
      }
      // Two regions side by side are one, as each ends where the next begins.
      working = layout.reserve(capacity, layers.map(\.working.perSample).max() ?? 0)
      _ = layout.reserve(1, layers.map(\.working.perBatch).max() ?? 0)
      // Last, as a kernel seldom touches much of it, and untouched pages cost nothing.
      scratch = layout.reserve(gradus_scratch_bytes() / 4, 1)
      self.layout = layout
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
    _ network: Network, capacity: Int, purpose: Purpose, kernels: Kernels, memoryLimit: Int
  ) throws(NetworkError) {
    self.network = network.withoutParameters
    self.kernels = kernels
    self.purpose = purpose
    stages = Self.stages(of: network.layers, fusing: purpose != .walking)
    regions = Regions(
      network.shapes, layers: network.layers, stages: stages, capacity: capacity,
      purpose: purpose)
    guard let bytes = regions.layout.bytes, bytes <= memoryLimit else {
      throw .tooLarge(
        what: "batch", shape: [capacity, network.shapes.reduce(0) { $0 + $1.count }],
        bytes: regions.layout.bytes, limit: memoryLimit)
    }
    arena = Arena(regions.layout)
  }

  private static func stages(of layers: [any Layer], fusing: Bool) -> [Stage] {
    var stages: [Stage] = []
    var index = 0
    while index < layers.count {
      if fusing, layers[index] is any ActivationFusing, index + 1 < layers.count,
        let next = layers[index + 1] as? any ElementwiseLayer
      {
        stages.append(Stage(layer: index, activation: next.function, output: index + 2))
        index += 2
      } else {
        stages.append(Stage(layer: index, activation: .none, output: index + 1))
        index += 1
      }
    }
    return stages
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

  /// The layers' work, on these parameters and gradients, in order.
  func operations(
    _ parameters: UnsafeMutableBufferPointer<Float>,
    _ gradients: UnsafeMutableBufferPointer<Float>?
  ) -> OperationList {
    // A layer that learns nothing is given an address that it does not read.
    let nowhere = output(0)
    var input = 0
    let operations = stages.map { stage in
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
        working: arena.floats(regions.working),
        scratch: arena.bytes(regions.scratch), kernels: kernels.table)
      input = stage.output
      guard stage.activation != .none, let fusing = layer as? any ActivationFusing else {
        return layer.makeOperation(buffers)
      }
      return fusing.makeOperation(buffers, fusedWith: stage.activation)
    }
    return OperationList(operations)
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
