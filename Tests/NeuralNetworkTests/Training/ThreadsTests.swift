import CThreads
import NeuralNetwork
import Synchronization
import Testing

/// Any number of threads gives the bits of one. Where nothing else is said, everything is shared that
/// has more than one item, however little it is.
struct ThreadsTests {
  private static let counts = [2, 3, 7]

  private static func all(_ count: Int) -> Threads { Threads(count, leastWork: 1) }

  // MARK: Handing out

  @Test(arguments: [(1, 1), (2, 1), (2, 2), (2, 3), (3, 100), (7, 8), (7, 1000), (64, 3)])
  func `each part is done once, by a thread of the task`(_ threads: Int, _ parts: Int) {
    for _ in 0..<200 {
      let done = Parts(parts)
      done.share(threads)
      #expect(done.counts.allSatisfy { $0 == 1 })
      #expect(done.threads.allSatisfy { (0..<threads).contains($0) })
    }
  }

  @Test(arguments: [(1, 2), (2, 2), (2, 8), (3, 8), (7, 30), (64, 5)])
  func `parts that wait for the first see what it wrote`(_ threads: Int, _ parts: Int) {
    let waiting = WaitingParts()
    for task in 1...500 {
      waiting.turn.reset()
      waiting.seen.store(0, ordering: .relaxed)
      waiting.share(threads, parts, task: task)
      #expect(waiting.seen.load(ordering: .relaxed) == (parts - 1) * task)
    }
  }

  @Test func `many tasks in a row, of changing numbers of threads, lose no part`() {
    var total = 0
    let done = Parts(8)
    for task in 0..<20_000 {
      done.share(2 + task % 6)
      total += 8
    }
    #expect(done.counts.reduce(0, +) == total)
  }

  @Test func `who finds the team busy works alone`() async {
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<500).allSatisfy { _ in
            let done = Parts(9)
            done.share(3)
            return done.counts == Array(repeating: 1, count: 9)
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `no more threads are started than were asked for, and none for one`() {
    let before = gradus_started_threads()
    Parts(100).share(1)
    #expect(gradus_started_threads() == before)
    #expect(Threads.available >= 1 && Threads.available <= Threads.most)
  }

  @Test(arguments: [1, 2, 5]) func `threads that take long work from a list leave none of it`(
    _ threads: Int
  ) {
    for _ in 0..<20 {
      let done = Mutex(Array(repeating: 0, count: 40))
      let next = Mutex(0)
      let numbers = Mutex<Set<Int>>([])
      var waited = 0
      Threads.together(threads) { thread in
        numbers.withLock { _ = $0.insert(thread) }
        while true {
          let item = next.withLock { next in
            defer { next += 1 }
            return next
          }
          guard item < 40 else { return }
          // The last one takes so long that the caller has to wait for it, if another has it.
          for _ in 0..<(item == 39 ? 20_000 : 100) where done.withLock({ $0[item] < 0 }) {}
          done.withLock { $0[item] += 1 }
        }
      } meanwhile: {
        waited += 1
      }
      #expect(done.withLock { $0 } == Array(repeating: 1, count: 40))
      #expect(numbers.withLock { $0.allSatisfy { (0..<threads).contains($0) } })
      #expect(threads > 1 || waited == 0)
    }
  }

  // MARK: Layers

  @Test(arguments: LayerSample.all)
  func `a layer gives the same bits`(_ sample: LayerSample) throws {
    for work in try sample.work {
      let alone = try work.done(threads: Threads(1))
      for count in Self.counts {
        #expect(try work.done(threads: Self.all(count)) == alone, "\(count) threads")
      }
    }
  }

  // MARK: Training

  private static let optimizers: [any Optimizer] = [
    SGD(settings: ["lr": .number(0.1)]),
    SGD(settings: ["momentum": .number(0.9), "nesterov": .flag(true)]),
    SGD(settings: ["momentum": .number(0.9), "dampening": .number(0.5)]),
    Adagrad(settings: ["initial_accumulator_value": .number(0.25)]),
    RMSprop(settings: ["momentum": .number(0.9), "centered": .flag(true)]),
    Adam(settings: ["weight_decay": .number(0.1), "clip_norm": .number(0.5)]),
    Adam(settings: ["amsgrad": .flag(true), "l1": .number(0.01)]),
    AdamW(settings: [:]), PerceptronRule(settings: [:]),
    // The network below has 796 parameters.
    PartialOptimizer(
      Adam(settings: [:]),
      stretches: [
        .init(0..<70, isFrozen: true), .init(70..<300, isFrozen: false),
        .init(300..<400, isFrozen: true), .init(400..<796, isFrozen: false),
      ]),
  ]

  /// Seventeen pictures of 5 × 7 in three classes.
  private func pictures() -> Dataset {
    var generator = MersenneTwister(seed: 3)
    return Dataset(
      name: "pictures", inputShape: [1, 5, 7], inputs: generator.normal(17 * 35),
      targets: .classes((0..<17).map { Int32($0 % 3) }, count: 3))
  }

  /// Convolution, normalisation, pooling and linear layers: 1 × 5 × 7 to 3.
  private func network() throws -> Network {
    let layers: [(any Layer.Type, Settings)] = [
      (Conv2d.self, ["out": .integer(5), "kernel": .integer(3), "padding": .integer(1)]),
      (ReLU.self, [:]), (BatchNorm2d.self, [:]), (MaxPool2d.self, ["kernel": .integer(2)]),
      (Conv2d.self, ["out": .integer(3), "kernel": .integer(2)]), (Tanh.self, [:]),
      (Flatten.self, [:]), (Dropout.self, [:]), (Linear.self, ["out": .integer(67)]),
      (GELU.self, [:]), (Linear.self, ["out": .integer(3)]),
    ]
    return try Network.build([1, 5, 7], seed: 1, layers)
  }

  @Test(arguments: optimizers.indices)
  func `a whole training gives the same bits`(_ optimizer: Int) throws {
    let data = pictures()
    let start = TrainingState(
      network: try network(), loss: CrossEntropy(settings: [:]),
      optimizer: Self.optimizers[optimizer], generator: MersenneTwister(seed: 2))
    func trained(_ threads: Threads, _ batchSize: Int?) throws -> (TrainingState, [Float]) {
      var state = start
      var losses: [Float] = []
      try TrainingPlan(network: state.network, loss: state.loss, capacity: 17, threads: threads)
        .train(&state, data: data, batchSize: batchSize, steps: 20, losses: &losses)
      return (state, losses)
    }
    for batchSize in [nil, 5] {
      let alone = try trained(Threads(1), batchSize)
      for count in Self.counts {
        let shared = try trained(Self.all(count), batchSize)
        #expect(shared.0 == alone.0, "\(count) threads")
        #expect(shared.1 == alone.1, "\(count) threads")
      }
    }
  }

  @Test func `a copy of a training's state is the same, in memory of its own`() throws {
    var state = TrainingState(
      network: try network(), loss: CrossEntropy(settings: [:]), optimizer: Self.optimizers[0],
      generator: MersenneTwister(seed: 2))
    // Longer than a thread takes at a time.
    state.network.parameters = (0..<40_000).map { Float($0) }
    state.gradients = state.network.parameters.map { -$0 }
    for count in [1] + Self.counts {
      let copy = state.copied(by: Self.all(count))
      #expect(copy.network.parameters == state.network.parameters)
      #expect(copy.gradients == state.gradients)
      let places = [state, copy].map { state in
        [state.network.parameters, state.gradients].map { $0.withUnsafeBytes { $0.baseAddress } }
      }
      #expect(Set(places.joined()).count == 4)
    }
  }

  @Test func `results and predictions are the same`() throws {
    let (data, network) = (pictures(), try network())
    let loss = CrossEntropy(settings: [:])
    func results(_ threads: Threads) throws -> (Evaluation, [Float]) {
      let plan = try TrainingPlan(network: network, loss: loss, capacity: 6, threads: threads)
      return (
        try plan.evaluate(
          parameters: network.parameters, buffers: network.buffers, data: data),
        try plan.predict(
          parameters: network.parameters, buffers: network.buffers, inputs: data.inputs)
      )
    }
    let alone = try results(Threads(1))
    for count in Self.counts {
      #expect(try results(Self.all(count)) == alone, "\(count) threads")
    }
  }

  @Test func `plans that train at the same time do not disturb each other`() async throws {
    let (data, network) = (pictures(), try network())
    @Sendable func trained(_ threads: Threads) throws -> TrainingState {
      var state = TrainingState(
        network: network, loss: CrossEntropy(settings: [:]), optimizer: Adam(settings: [:]),
        generator: MersenneTwister(seed: 2))
      var losses: [Float] = []
      try TrainingPlan(network: network, loss: state.loss, capacity: 17, threads: threads)
        .train(&state, data: data, batchSize: 5, steps: 50, losses: &losses)
      return state
    }
    let alone = try trained(Threads(1))
    try await withThrowingTaskGroup(of: TrainingState.self) { group in
      for _ in 0..<4 { group.addTask { try trained(Self.all(3)) } }
      for try await state in group { #expect(state == alone) }
    }
  }
}

/// All parts wait for the first one, and add what it wrote.
private final class WaitingParts: Sendable {
  let turn = Turn()
  let seen = Atomic(0)
  private let task = Atomic(0)
  private let written = Atomic(0)

  func share(_ threads: Int, _ parts: Int, task: Int) {
    self.task.store(task, ordering: .relaxed)
    gradus_share(
      threads, parts,
      { context, part, _ in
        let parts = Unmanaged<WaitingParts>.fromOpaque(context).takeUnretainedValue()
        if part == 0 {
          parts.written.store(parts.task.load(ordering: .relaxed), ordering: .relaxed)
          parts.turn.finish()
        } else {
          parts.turn.wait()
          parts.seen.add(parts.written.load(ordering: .relaxed), ordering: .relaxed)
        }
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}

/// How often each part was done, and by whom.
private final class Parts: Sendable {
  private let done: [Cell]

  private final class Cell: Sendable {
    let count = Atomic<Int>(0)
    let thread = Atomic<Int>(-1)
  }

  init(_ count: Int) {
    done = (0..<count).map { _ in Cell() }
  }

  var counts: [Int] { done.map { $0.count.load(ordering: .relaxed) } }
  var threads: [Int] { done.map { $0.thread.load(ordering: .relaxed) } }

  func share(_ threads: Int) {
    gradus_share(
      threads, done.count,
      { context, part, thread in
        let cell = Unmanaged<Parts>.fromOpaque(context).takeUnretainedValue().done[part]
        cell.count.add(1, ordering: .relaxed)
        cell.thread.store(thread, ordering: .relaxed)
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
