import Synchronization

/// Where the threads of a sweep take their next training, and leave what came of it.
final class SweepBoard: Sendable {
  private struct State {
    var next = 0
    var results: [SweepResult?]
    var isStopped = false
    var fault: Diagnostic?
  }

  private let state: Mutex<State>

  init(count: Int) {
    state = Mutex(State(results: Array(repeating: nil, count: count)))
  }

  /// The number of a training that nobody has begun; nil where there is none, or all should stop.
  func take() -> Int? {
    state.withLock { state in
      guard !state.isStopped, state.next < state.results.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func put(_ result: SweepResult, at number: Int) {
    state.withLock { $0.results[number] = result }
  }

  /// No training goes on.
  func stop(because fault: Diagnostic? = nil) {
    state.withLock { state in
      state.isStopped = true
      state.fault = state.fault ?? fault
    }
  }

  var isStopped: Bool { state.withLock { $0.isStopped } }
  var fault: Diagnostic? { state.withLock { $0.fault } }
  /// In the order of the trainings' numbers; nil where one is not done.
  var results: [SweepResult?] { state.withLock { $0.results } }
}

/// What came of one training.
struct SweepResult: Sendable, Equatable {
  var isSolved: Bool?
  var hasDiverged: Bool
  var steps: Int
  var loss: Double?
  var accuracy: Double?
  var testLoss: Double?
  var testAccuracy: Double?

  init(_ report: TrainingReport) {
    steps = report.steps
    (loss, accuracy) = (report.loss, report.accuracy)
    (testLoss, testAccuracy) = (report.testLoss, report.testAccuracy)
    switch report.ending {
    case .diverged, .halted: hasDiverged = true
    default: hasDiverged = report.loss?.isFinite == false
    }
    switch report.ending {
    case .reached: isSolved = true
    case .missed: isSolved = false
    default: isSolved = report.accuracy.map { $0 == 1 && !hasDiverged }
    }
  }
}
