import NeuralNetwork

/// A schedule, what its steps are counted in, and where the count began.
///
/// It holds no count of its own: the rate follows from the steps and epochs done, so that going back
/// in time brings it back too, and a training cut into pieces has the same rates.
struct ScheduleInForce: Sendable, Equatable {
  /// When PyTorch's `scheduler.step()` would be called.
  enum Unit: String, Sendable, CaseIterable {
    case step
    case epoch
  }

  var schedule: any Schedule
  var unit: Unit
  /// Training steps, or epochs, done when the count began.
  var start: Int

  static func == (left: Self, right: Self) -> Bool {
    // A label names every setting.
    left.schedule.label == right.schedule.label && left.unit == right.unit
      && left.start == right.start
  }

  /// "cosine t_max=100, a step each epoch"
  var label: String { "\(schedule.label) per=\(unit.rawValue)" }
}

/// What a schedule makes of the rate, step by step or epoch by epoch from where its count began.
public struct ScheduledRates: Sendable, Equatable {
  /// "epoch" or "step".
  public let unit: String
  /// From the first on: those that have been, and those to come.
  public let rates: [Double]
  /// The index of the one in force.
  public let present: Int
}

extension Session {
  /// The rates of the schedule in force: as far as it has something to do, and at least twice as far as
  /// training has come; nil where there is no schedule.
  public var scheduledRates: ScheduledRates? {
    guard let schedule = moment.schedule else { return nil }
    let present = moment.ticks(of: schedule)
    // The label names every setting: t_max, step_size, how many steps to warm up.
    let lengths = schedule.schedule.label.split(whereSeparator: { !$0.isNumber && $0 != "." })
      .compactMap { Int($0) }
    let count = max(20, 2 * present, min(lengths.max() ?? 0, 100_000)) + 1
    // More points than columns of dots in a wide window show nothing more.
    let stride = max(1, count / 2000)
    let base = optimizer.learningRate
    let rates = Swift.stride(from: 0, to: count, by: stride).map {
      schedule.schedule.rate(base: base, step: $0)
    }
    return ScheduledRates(unit: schedule.unit.rawValue, rates: rates, present: present / stride)
  }
}

extension Moment {
  /// What the schedule has counted so far.
  func ticks(of schedule: ScheduleInForce) -> Int {
    max(0, count(of: schedule.unit) - schedule.start)
  }

  /// Training steps done, or epochs finished, as PyTorch's loop counts them: an epoch ends with the
  /// update of its last batch, not with the forward pass.
  private func count(of unit: ScheduleInForce.Unit) -> Int {
    switch unit {
    case .step: return training.step
    case .epoch:
      let isAtLastBatch =
        drawnBatch != nil && training.cursor.position >= (data?.train.count ?? 0)
      return training.cursor.epoch - (isAtLastBatch ? 1 : 0)
    }
  }

  /// The rate of the update to come.
  var learningRate: Double { learningRate(after: 0) }

  /// The rate after so many further steps of the schedule.
  private func learningRate(after further: Int) -> Double {
    let base = training.optimizer.learningRate
    guard let schedule else { return base }
    return schedule.schedule.rate(base: base, step: ticks(of: schedule) + further)
  }

  /// How many of the next `most` steps have the present rate.
  ///
  /// - Parameters:
  ///   - toEpochEnd: steps that are left of this epoch.
  ///   - perEpoch: steps of each epoch after it.
  func stepsAtPresentRate(upTo most: Int, toEpochEnd: Int, perEpoch: Int) -> Int {
    guard let schedule else { return most }
    let rate = learningRate
    var steps = schedule.unit == .step ? 1 : toEpochEnd
    var further = 1
    while steps < most, learningRate(after: further) == rate {
      steps += schedule.unit == .step ? 1 : perEpoch
      further += 1
    }
    return min(steps, most)
  }

  /// Puts a schedule in force, or none; its count begins here.
  mutating func setSchedule(_ schedule: (any Schedule)?, per unit: ScheduleInForce.Unit) {
    self.schedule = schedule.map { ScheduleInForce(schedule: $0, unit: unit, start: 0) }
    restartSchedule()
  }

  /// Its count begins here.
  mutating func restartSchedule() {
    guard var schedule else { return }
    schedule.start = count(of: schedule.unit)
    self.schedule = schedule
  }
}
