import NeuralNetwork

/// One `train`: how far, how it reports on its way, and how it ended.
///
/// What is learned never depends on the clock: it decides only how many steps are done between two
/// looks at it.
struct TrainingCommand {
  enum Goal {
    case epochs(Int)
    case steps(Int)
    case condition(Node, text: String, epochs: Int)
  }

  var goal: Goal = .epochs(1)
  var best: BestSoFar?
  /// Whether it writes the past, or follows it.
  var trace = TrainingTrace.recording
  private let environment: Environment
  private let started: Duration
  let firstStep: Int
  private var lastReport: Duration
  private var lastLoss = Double.nan
  private var losses: [Float] = []
  /// What `watch` follows, and when to look at it again.
  private var watched: (values: [WatchedValue], due: Duration) = ([], .zero)

  init(session: Session, environment: Environment) {
    self.environment = environment
    started = environment.now()
    lastReport = started
    firstStep = session.step
  }

  /// At most 20 reports a second.
  private static let reportInterval = Duration.milliseconds(50)
  /// Work between two looks at the clock and at the interrupt.
  private static let chunkTime = Duration.milliseconds(8)

  mutating func run(_ session: inout Session) throws(Diagnostic) -> Outcome {
    let before: KnownEvaluation =
      if let known = session.moment.evaluation { known } else { try session.evaluateTraining() }
    session.moment.evaluation = before
    let start = session.network.parameters
    // A batch that was drawn and not used is not used any more.
    session.moment.drawnBatch = nil
    var ending = try loop(&session)
    var remarks: [String] = []
    var isAside = ending == .diverged(step: session.step)
    if ending == .finished || ending == .lostPatience(best?.reason ?? ""), let best {
      let last = session.network
      remarks = best.finish(&session)
      isAside = session.network != last
    }
    session.timeline.endTraining(after: session.step - firstStep, isAside: isAside)
    let done = session.step - firstStep
    if done > 0 { session.moment.trainingIsDone() }
    var after: KnownEvaluation?
    var test: KnownEvaluation?
    do throws(Diagnostic) {
      after = try session.evaluateTraining()
      if let data = session.testData { test = try session.evaluate(on: data) }
    } catch {
      // The last update took the outputs out of the loss's range.
      if case .halted = ending {} else { ending = .halted(error.sentence) }
    }
    session.moment.evaluation = after
    if after?.loss?.isFinite == false { ending = .diverged(step: session.step) }
    if case .diverged = ending {
      remarks = Divergence(session, from: start).remarks
    } else if let remark = session.remarkOnStep {
      remarks.append(remark)
    }
    return Outcome([
      .training(
        TrainingReport(
          ending: ending, steps: done,
          epochs: session.epochs(forSteps: done), lossBefore: before.loss, loss: after?.loss,
          accuracy: after?.accuracy, testLoss: test?.loss, testAccuracy: test?.accuracy,
          losses: session.curve.thinned(to: 200, from: session.curve.count - done),
          remarks: remarks))
    ])
  }

  mutating func loop(_ session: inout Session) throws(Diagnostic) -> TrainingReport.Ending {
    if case .condition(let node, let text, _) = goal, try holds(node, in: session) {
      return .reached(text)
    }
    guard let data = session.trainingData else { throw Diagnostic(NetworkError.noData) }
    let perEpoch = session.stepsPerEpoch
    let total = totalSteps(session)
    let plan = try session.plan(capacity: min(session.batchSize ?? data.count, data.count))
    var breaks: [Watch] = []
    if case .recording = trace {
      // Done again, a training goes as far as it went, whatever holds on its way.
      breaks = session.moment.breaks
      _ = try session.brokenBy(breaks)
      session.timeline.beginTraining(session.moment)
    }
    if !asksEachEpoch {
      // What is too much for a lesson is refused at once, not after all that it may do.
      try Diagnostic.wording { () throws(NetworkError) in
        try WorkMeter.foresee(plan.workOfStep(plan.capacity), times: total)
      }
    }
    var chunk = 1
    while session.step - firstStep < total {
      let left = total - (session.step - firstStep)
      let steps = session.moment.stepsAtPresentRate(
        upTo: min(
          breaks.isEmpty ? chunk : 1, left, stepsToWaypoint(session),
          session.stepsToBoundary(
            perEpoch, asksEachEpoch: asksEachEpoch || session.mustCheckProbabilities)),
        toEpochEnd: session.stepsToEpochEnd(perEpoch), perEpoch: perEpoch)
      let began = environment.now()
      losses.removeAll(keepingCapacity: true)
      let batchSize = session.batchSize
      let run = try session.moment.withOptimizerInForce { state throws(Diagnostic) in
        try Diagnostic.wording { () throws(NetworkError) in
          try plan.train(
            &state, data: data, batchSize: batchSize, steps: steps, losses: &losses)
        }
      }
      session.moment.curve.append(losses)
      session.moment.forgetResults()
      session.moment.hasGradients = true
      lastLoss = losses.last.map(Double.init) ?? lastLoss
      if run.hasDiverged { return .diverged(step: session.step) }
      let now = environment.now()
      if steps == chunk { chunk = Self.nextChunk(chunk, took: now - began) }
      if session.isAtEpochEnd(perEpoch) {
        do throws(Diagnostic) {
          try session.measureTestIfDue(perEpoch)
          if session.mustCheckProbabilities { _ = try session.evaluateTraining() }
          if try best?.shouldStop(after: session) == true {
            return .lostPatience(best?.reason ?? "")
          }
        } catch {
          return .halted(error.sentence)
        }
      }
      try trace(&session)
      if case .condition(let node, let text, _) = goal, session.isAtEpochEnd(perEpoch),
        try holds(node, in: session)
      {
        return .reached(text)
      }
      if !breaks.isEmpty {
        do throws(Diagnostic) {
          if let (condition, values) = try session.brokenBy(breaks) {
            return .broke(condition, step: session.step, values: values)
          }
        } catch {
          return .halted(error.message)
        }
      }
      if environment.isInterrupted() { return .interrupted }
      if now - lastReport >= Self.reportInterval, report(session, total: total, now: now) == .stop {
        return .interrupted
      }
    }
    if case .condition(_, let text, _) = goal { return .missed(text) }
    return .finished
  }

  /// Twice the steps where they were done quickly, half where they took too long.
  private static func nextChunk(_ chunk: Int, took time: Duration) -> Int {
    if time > chunkTime { return max(1, chunk / 2) }
    return time < chunkTime / 2 ? min(chunk * 2, 1 << 16) : chunk
  }

  private func totalSteps(_ session: Session) -> Int {
    let perEpoch = session.stepsPerEpoch
    return switch goal {
    case .steps(let steps): steps
    // In the middle of an epoch, the rest of it does not count as one.
    case .epochs(let epochs), .condition(_, _, let epochs):
      epochs.multipliedReportingOverflow(by: perEpoch).overflow ? Int.max : epochs * perEpoch
    }
  }

  private var asksEachEpoch: Bool {
    if case .condition = goal { return true }
    return best != nil
  }

  private func holds(_ node: Node, in session: Session) throws(Diagnostic) -> Bool {
    var evaluator = Evaluator(session)
    return try evaluator.truth(of: node)
  }

  private mutating func report(
    _ session: Session, total: Int, now: Duration
  ) -> Environment.Continuation {
    lastReport = now
    let done = session.step - firstStep
    let seconds = (now - started) / .seconds(1)
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let left = rate > 0 ? Double(total - done) / rate : .infinity
    var progress = TrainingProgress(
      step: session.step, totalSteps: total == Int.max ? nil : firstStep + total,
      epoch: session.epoch, loss: lastLoss, stepsPerSecond: rate,
      remaining: left < 1e9 ? .seconds(left) : nil)
    if !session.moment.watches.isEmpty {
      if now >= watched.due {
        // A tenth of the time at most is for looking.
        watched.values = session.watchedValues
        let end = environment.now()
        watched.due = end + (end - now) * 10
      }
      progress.watched = watched.values
    }
    return environment.onProgress(progress) { session }
  }
}

extension Moment {
  /// To be called behind the last step of a training.
  mutating func trainingIsDone() {
    hasGradients = true
    gradientsAreUsed = true
    // Its own zero_grad went before each pass; the last gradients have been used.
    accumulation = Accumulation(passes: 1, steps: 1)
    forgetResults()
  }
}

extension Session {
  /// Whether no epoch is begun and unfinished.
  fileprivate func isAtEpochEnd(_ perEpoch: Int) -> Bool {
    let cursor = moment.training.cursor
    return perEpoch == 1 || cursor.position == 0
      || cursor.position >= (trainingData?.count ?? 0)
  }

  /// How many steps until something is asked or measured: at the end of this epoch, or of the next
  /// one for which the held-out samples are due.
  fileprivate func stepsToBoundary(_ perEpoch: Int, asksEachEpoch: Bool) -> Int {
    let toEnd = stepsToEpochEnd(perEpoch)
    if asksEachEpoch { return max(1, toEnd) }
    guard testData != nil else { return Int.max }
    // Epochs between this one's end and the next measurement.
    let pause = Self.testInterval(afterEpoch: epoch + 1)
    let next = ((epoch + 1) + pause - 1) / pause * pause
    return max(1, toEnd + (next - (epoch + 1)) * perEpoch)
  }

  /// How many steps are left of this epoch, or of the next one where none is begun.
  fileprivate func stepsToEpochEnd(_ perEpoch: Int) -> Int {
    if isAtEpochEnd(perEpoch) { return perEpoch }
    let size = min(batchSize ?? Int.max, trainingData?.count ?? 1)
    return ((trainingData?.count ?? 0) - moment.training.cursor.position + size - 1) / size
  }

  /// The held-out samples are measured after each epoch at first, later after each tenth and each
  /// hundredth: it depends on the epoch alone, so that a replay measures at the same places.
  private static func testInterval(afterEpoch epoch: Int) -> Int {
    epoch <= 100 ? 1 : epoch <= 1000 ? 10 : 100
  }

  fileprivate mutating func measureTestIfDue(_ perEpoch: Int) throws(Diagnostic) {
    guard let test = testData, isAtEpochEnd(perEpoch),
      epoch % Self.testInterval(afterEpoch: epoch) == 0, curve.tests.last?.step != step
    else { return }
    let known = try evaluate(on: test)
    moment.curve.append(
      LossCurve.Measurement(step: step, loss: known.loss, accuracy: known.accuracy))
  }

  fileprivate func epochs(forSteps steps: Int) -> Double {
    Double(steps) / Double(stepsPerEpoch)
  }
}
