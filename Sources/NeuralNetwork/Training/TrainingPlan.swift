import CKernels

/// The work of a network on batches of at most `capacity` samples, planned once.
///
/// Every buffer is planned ahead, in one arena for each kind of work: a step allocates nothing. A
/// plan reads parameters and writes gradients where they lie, in the arrays that are handed to it.
/// It is cheap to make, and belongs to one thread at a time.
public final class TrainingPlan {
  /// The structure that this plan is for, without its parameters: held here, they would be copied
  /// when training first changes them.
  let network: Network
  let loss: (any Loss)?
  /// The most samples in one batch.
  public let capacity: Int
  let shapes: [Shape]
  let kernels: Kernels
  let threads: Threads
  let memoryLimit: Int
  /// About how many multiply-adds it takes to go forward with one sample.
  package let work: Int
  private let gathering: SampleGathering
  private var workspaces: [Workspace?]

  /// - Throws: `NetworkError.noInput`, or `.tooLarge` where the buffers would take more than
  ///   `memoryLimit` bytes; nothing has been allocated then.
  public init(
    network: Network, loss: (any Loss)?, capacity: Int,
    memoryLimit: Int = MemoryLimit.standard, kernels: Kernels = .current,
    threads: Threads = .current
  ) throws(NetworkError) {
    guard network.input != nil else { throw .noInput }
    self.network = network.withoutParameters
    self.loss = loss
    self.capacity = max(capacity, 1)
    self.kernels = kernels
    self.threads = threads
    self.memoryLimit = memoryLimit
    gathering = SampleGathering(kernels: kernels, threads: threads)
    shapes = network.shapes
    work = network.work
    workspaces = Workspace.Purpose.allCases.map { _ in nil }
    _ = try workspace(for: loss == nil ? .inference : .training)
  }

  /// The buffers for that kind of work, made where they are asked for first.
  func workspace(for purpose: Workspace.Purpose) throws(NetworkError) -> Workspace {
    if let made = workspaces[purpose.rawValue] { return made }
    let made = try Workspace(
      network, capacity: capacity, purpose: purpose, kernels: kernels, threads: threads,
      memoryLimit: memoryLimit)
    workspaces[purpose.rawValue] = made
    return made
  }

  /// Whether the data's samples fit the network, and its targets the loss.
  package func check(_ data: Dataset) throws(NetworkError) {
    guard data.count > 0 else { throw .noData }
    guard data.inputShape.count == shapes[0].count else {
      throw .inputMismatch(network: shapes[0], data: data.inputShape)
    }
    if let entries = network.layers.first as? Embedding,
      let value = data.inputs.first(where: { entries.row(of: $0) == nil })
    {
      throw .noEntry(layer: entries.label, value: value, count: entries.rows)
    }
    if let output = shapes.last { try loss?.check(output: output, targets: data.targets) }
  }

  /// Counts a pass of so many samples, forward or back, before it is run.
  func chargePass(_ samples: Int) throws(NetworkError) {
    try WorkMeter.charge(Self.leastWork)
    try WorkMeter.charge(work, times: samples)
  }

  /// About how many multiply-adds a training step on so many samples takes: forward, twice as much
  /// back, and the update.
  package func workOfStep(_ samples: Int) -> Int {
    let (passes, overflow) = work.multipliedReportingOverflow(by: 3 * max(samples, 1))
    return Self.leastWork
      + (overflow ? Int.max / 4 : min(passes, Int.max / 4) + 8 * network.parameterCount)
  }

  /// Even the smallest step or pass takes about as long as so many multiply-adds of a large product.
  private static let leastWork = 50_000

  /// Whether layers that learn from how samples differ find more than one in batches of so many.
  func checkSpread(_ samples: Int) throws(NetworkError) {
    guard samples == 1 else { return }
    for case let layer as any BatchNormalization in network.layers where layer.places == 1 {
      throw .oneSample(layer: layer.label)
    }
  }

  /// Copies samples, and their targets where there is a loss, into the batch.
  func load(
    _ data: Dataset, _ indices: UnsafeBufferPointer<Int>, into workspace: Workspace
  ) {
    precondition(indices.count <= capacity, "\(indices.count) samples in a plan for \(capacity)")
    guard let rows = indices.baseAddress else { return }
    gathering.gather(data.inputs, indices, width: shapes[0].count, to: workspace.batch)
    guard loss != nil else { return }
    workspace.holdsClasses = data.targets.areClasses
    switch data.targets {
    case .values(let values, let width):
      gathering.gather(values, indices, width: width, to: workspace.targetValues)
    case .classes(let classes, _):
      classes.withUnsafeBufferPointer { classes in
        guard let classes = classes.baseAddress else { return }
        kernels.table.pointee.gather_labels(
          indices.count, classes, rows, workspace.targetClasses)
      }
    }
  }
}
