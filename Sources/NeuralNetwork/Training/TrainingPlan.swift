/// The work of a network on batches of at most `capacity` samples, planned once.
///
/// Every buffer lies in one arena that the plan owns: a step allocates nothing. A plan reads
/// parameters and writes gradients where they lie, in the arrays that are handed to it.
public final class TrainingPlan {
  /// The structure that this plan is for.
  let network: Network
  let loss: (any Loss)?
  /// The most samples in one batch.
  public let capacity: Int
  let shapes: [Shape]
  let regions: Regions
  let arena: Arena

  /// - Throws: `NetworkError.noInput`, or `.tooLarge` where the buffers would take more than
  ///   `memoryLimit` bytes; nothing has been allocated then.
  public init(
    network: Network, loss: (any Loss)?, capacity: Int,
    memoryLimit: Int = MemoryLimit.standard
  ) throws(NetworkError) {
    guard network.input != nil else { throw .noInput }
    let capacity = max(capacity, 1)
    for (index, shape) in network.shapes.enumerated() {
      let what = index == 0 ? "batch" : "\(network.layers[index - 1].label).output"
      try MemoryLimit.check(
        what, shape: [capacity] + shape.dimensions, copies: 2, limit: memoryLimit)
    }
    let total = network.shapes.reduce(1) { $0 + $1.count }
    try MemoryLimit.check("activations", shape: [capacity, total], copies: 2, limit: memoryLimit)
    self.network = network
    self.loss = loss
    self.capacity = capacity
    shapes = network.shapes
    var layout = Arena.Layout()
    regions = Regions(shapes: shapes, capacity: capacity, in: &layout)
    arena = Arena(layout)
  }

  /// Where the numbers of a batch lie.
  struct Regions {
    /// [0] the batch, [i + 1] layer i's output.
    let outputs: [Arena.Region]
    /// ∂loss/∂outputs
    let outputGradients: [Arena.Region]
    let targetValues: Arena.Region
    let targetClasses: Arena.Region

    init(shapes: [Shape], capacity: Int, in layout: inout Arena.Layout) {
      outputs = shapes.map { layout.reserve($0.count * capacity) }
      outputGradients = shapes.map { layout.reserve($0.count * capacity) }
      targetValues = layout.reserve((shapes.last?.count ?? 0) * capacity)
      targetClasses = layout.reserve(capacity)
    }
  }

  /// The layers' work, on these parameters and gradients.
  func operations(
    _ parameters: UnsafeMutablePointer<Float>, _ gradients: UnsafeMutablePointer<Float>?,
    asksInputGradient: Bool
  ) -> [LayerOperation] {
    network.layers.enumerated().map { index, layer in
      let start = network.range(ofLayer: index).lowerBound
      return layer.makeOperation(
        LayerBuffers(
          input: arena.floats(regions.outputs[index]),
          output: arena.floats(regions.outputs[index + 1]),
          inputGradient: index > 0 || asksInputGradient
            ? arena.floats(regions.outputGradients[index]) : nil,
          outputGradient: arena.floats(regions.outputGradients[index + 1]),
          parameters: parameters + start, gradients: gradients.map { $0 + start }))
    }
  }

  /// The batch's outputs beside its targets.
  func lossBuffers(samples: Int, withGradient: Bool) -> LossBuffers {
    let last = shapes.count - 1
    return LossBuffers(
      output: arena.floats(regions.outputs[last]),
      values: arena.floats(regions.targetValues),
      classes: arena.integers(regions.targetClasses),
      gradient: withGradient ? arena.floats(regions.outputGradients[last]) : nil,
      samples: samples, width: shapes[last].count)
  }

  /// Whether the data's samples fit the network, and its targets the loss.
  func check(_ data: Dataset) throws(NetworkError) {
    guard data.count > 0 else { throw .noData }
    guard data.inputShape.count == shapes[0].count else {
      throw .inputMismatch(network: shapes[0], data: data.inputShape)
    }
    if let output = shapes.last { try loss?.check(output: output, targets: data.targets) }
  }

  /// Copies samples into the batch.
  func load(_ data: Dataset, _ indices: some Sequence<Int>) {
    let width = shapes[0].count
    let batch = arena.floats(regions.outputs[0])
    data.inputs.withUnsafeBufferPointer { inputs in
      for (row, index) in indices.enumerated() {
        for column in 0..<width { batch[row * width + column] = inputs[index * width + column] }
      }
    }
    guard loss != nil else { return }
    switch data.targets {
    case .values(let values, let width):
      let batch = arena.floats(regions.targetValues)
      for (row, index) in indices.enumerated() {
        for column in 0..<width { batch[row * width + column] = values[index * width + column] }
      }
    case .classes(let classes, _):
      let batch = arena.integers(regions.targetClasses)
      for (row, index) in indices.enumerated() { batch[row] = classes[index] }
    }
  }
}
