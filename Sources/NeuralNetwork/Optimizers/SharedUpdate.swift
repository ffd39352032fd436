/// Updates by one optimizer, each of which threads share by ranges of the flat arrays.
final class SharedUpdate {
  private let optimizer: any Optimizer
  private let rules: GradientRules
  private let threads: Threads
  private let parametersToShare: Int
  private var whole: OptimizerBuffers
  /// For each thread, where its range of each of the optimizer's arrays begins.
  private let addresses: UnsafeMutableBufferPointer<UnsafeMutablePointer<Float>>

  /// A parameter takes as long as so many multiply-adds of a product.
  private static let work = 4
  /// Threads write whole cache lines.
  private static let line = 16

  init(_ optimizer: any Optimizer, _ buffers: OptimizerBuffers, _ threads: Threads) {
    self.optimizer = optimizer
    rules = optimizer.gradientRules
    self.threads = threads
    whole = buffers
    parametersToShare = optimizer.treatsParametersAlike ? threads.least(Self.work) : Int.max
    let isShared = buffers.count >= parametersToShare
    addresses = .allocate(capacity: isShared ? threads.count * buffers.state.count : 0)
    for index in addresses.indices {
      addresses.initializeElement(at: index, to: buffers.state[index % buffers.state.count])
    }
  }

  deinit {
    addresses.deallocate()
  }

  /// The update that makes it so many.
  func run(step: Int) {
    whole.step = step
    if !rules.isEmpty { rules.apply(whole) }
    if whole.count < parametersToShare {
      optimizer.update(whole)
    } else {
      task.run(whole.count, step: Self.line)
    }
  }

  private lazy var task = SharedTask(threads) { [unowned(unsafe) self] in
    update($0, thread: $1)
  }

  private func update(_ range: Range<Int>, thread: Int) {
    var part = whole
    part.parameters += range.lowerBound
    part.gradients += range.lowerBound
    part.count = range.count
    let arrays = whole.state.count
    part.state = UnsafeMutableBufferPointer(
      rebasing: addresses[thread * arrays..<(thread + 1) * arrays])
    for index in 0..<arrays { part.state[index] = whole.state[index] + range.lowerBound }
    optimizer.update(part)
  }
}
