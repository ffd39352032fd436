import NeuralNetwork
import Synchronization

/// Runs the trainings of a sweep on as many threads as there are, each in a fork of its own.
///
/// A training is what the same commands do at the prompt, so that its numbers are those that one gets
/// by hand, on however many threads.
struct SweepRun {
  let plan: SweepPlan
  let session: Session
  let environment: Environment
  private let board: SweepBoard
  private let started: Duration

  /// At most 20 reports a second.
  private static let reportInterval = Duration.milliseconds(50)

  init(_ plan: SweepPlan, session: Session, in environment: Environment) {
    self.plan = plan
    self.session = session
    self.environment = environment
    board = SweepBoard(count: plan.count)
    started = environment.now()
  }

  /// What came of each training, the seeds of the first setting first; nil where one was not done.
  ///
  /// - Throws: why a training could not be done at all.
  func results() throws(Diagnostic) -> [SweepResult?] {
    let reporter = Reporter(interval: Self.reportInterval, start: started)
    let meter = WorkMeter.current
    Threads.together(try workers) { thread in
      // A thread of its own knows nothing of what this one runs under.
      WorkMeter.$current.withValue(meter) { work(thread == 0 ? reporter : nil) }
    } meanwhile: {
      report(reporter)
    }
    if let fault = board.fault { throw fault }
    // By seed on the board, so that what an interrupted sweep has done compares; by setting here.
    let found = board.results
    return (0..<plan.settings.count).flatMap { setting in
      plan.seeds.indices.map { found[$0 * plan.settings.count + setting] }
    }
  }

  private func work(_ reporter: Reporter?) {
    var world = environment
    world.pastLimit = 0
    world.isInterrupted = { [board, environment] in
      board.isStopped || environment.isInterrupted()
    }
    world.onProgress = { _, _ in
      if let reporter { report(reporter) }
      return board.isStopped ? .stop : .goOn
    }
    while let number = board.take() {
      let setting = plan.settings[number % plan.settings.count]
      let seed = plan.seeds[number / plan.settings.count]
      do throws(Diagnostic) {
        if let result = try train(setting, seed, in: world) { board.put(result, at: number) }
      } catch {
        board.stop(because: error)
      }
      if let reporter { report(reporter) }
    }
  }

  /// One training; nil where it was interrupted.
  private func train(
    _ setting: SweepSetting, _ seed: Int, in world: Environment
  ) throws(Diagnostic) -> SweepResult? {
    var fork = setting.session
    try fork.begin(setting, seed: seed, in: world)
    let outcome = try fork.perform(plan.training, in: world)
    guard case .training(let report)? = outcome.reports.first else { return nil }
    if report.ending == .interrupted {
      board.stop()
      return nil
    }
    return SweepResult(report)
  }

  // MARK: Memory

  /// As many threads as there are, and no more than whose networks and batches fit into memory beside
  /// one another.
  private var workers: Int {
    get throws(Diagnostic) {
      var count = min(Threads.current.count, plan.count)
      while count > 1, !fits(Session.memoryLimit / count) { count -= 1 }
      if count == 1, let first = plan.settings.first { _ = try first.session.planOfTraining() }
      return count
    }
  }

  private func fits(_ bytes: Int) -> Bool {
    plan.settings.allSatisfy { setting in
      let fork = setting.session
      // Of each training: weights, their start, gradients, and what the optimizer keeps.
      let copies = 3 + fork.optimizer.stateNames.count
      let own = copies * fork.network.parameters.count * MemoryLayout<Float>.stride
      return bytes > own && (try? fork.planOfTraining(limit: bytes - own)) != nil
    }
  }

  // MARK: Progress

  /// Tells who looks on how far it is, and listens whether to stop: on the caller's thread.
  private func report(_ reporter: Reporter) {
    if environment.isInterrupted() { board.stop() }
    let now = environment.now()
    guard reporter.isDue(at: now) else { return }
    let done = board.results.compactMap { $0 }
    let losses = done.compactMap(\.loss).filter(\.isFinite)
    let seconds = (now - started) / .seconds(1)
    let left = Double(plan.count - done.count) * seconds / Double(max(done.count, 1))
    let steps = done.reduce(0) { $0 + $1.steps }
    var progress = TrainingProgress(
      step: steps, totalSteps: nil, epoch: 0, loss: losses.min() ?? .nan, stepsPerSecond: 0,
      remaining: done.isEmpty || left > 1e9 ? nil : .seconds(left))
    progress.sweep = SweepProgress(done: done.count, total: plan.count)
    if environment.onProgress(progress, { session }) == .stop { board.stop() }
  }
}

/// When it was last said how far a sweep is.
private final class Reporter: Sendable {
  private let interval: Duration
  private let last: Mutex<Duration>

  init(interval: Duration, start: Duration) {
    self.interval = interval
    last = Mutex(start)
  }

  func isDue(at now: Duration) -> Bool {
    last.withLock { last in
      guard now - last >= interval else { return false }
      last = now
      return true
    }
  }
}

extension Session {
  /// Room for one training of this network.
  fileprivate func planOfTraining(
    limit: Int = Session.memoryLimit
  ) throws(Diagnostic) -> TrainingPlan {
    let data = try requireData()
    return try plan(capacity: min(batchSize ?? data.count, data.count), limit: limit)
  }
}
