import NeuralNetwork

/// The remedy that is named: the first that helps a copy of the session.
struct Treatment {
  let remedy: String
  /// "tried on a copy: after 40 steps the loss is 0.0312, and without it 0.6931"
  private(set) var effect: String?
  /// Whether a trial showed that it helps, or none was needed.
  private(set) var isProved = true

  private static let mostProducts = 40_000_000
  /// More samples than this are not needed to see whether something helps.
  private static let mostSamples = 256

  init(_ session: Session, _ evidence: Evidence, _ illness: Illness, _ symptoms: Symptoms) {
    var best: (remedy: String, effect: String?, loss: Double)?
    let now = evidence.loss ?? .infinity
    for candidate in symptoms.remedies {
      // Training within a remedy may take long; that it does what it says needs no trial.
      guard !candidate.contains("train ") else {
        remedy = candidate
        return
      }
      var patient = session
      guard patient.run(candidate, in: .nowhere).failure == nil else { continue }
      patient = patient.forTrial(samples: Self.mostSamples)
      guard patient.stillHas(illness) == false else { continue }
      guard illness.mendsByTraining else {
        remedy = candidate
        return
      }
      let steps = Self.steps(patient)
      guard let after = patient.loss(afterSteps: steps), after.isFinite,
        patient.stillHas(illness) == false
      else { continue }
      var untreated = session.forTrial(samples: Self.mostSamples)
      let without = untreated.loss(afterSteps: steps) ?? .nan
      let effect =
        "tried on a copy: after \(steps) steps the loss is \(Figures.short(after)), and "
        + (without.isFinite ? "\(Figures.short(without)) without it" : "no number without it")
      if after < 0.9 * (without.isFinite ? min(without, now) : .infinity) {
        remedy = candidate
        self.effect = effect
        return
      }
      let helps = !(without <= after)
      if after < best?.loss ?? .infinity { best = (candidate, helps ? effect : nil, after) }
    }
    isProved = false
    remedy = best?.remedy ?? symptoms.remedies.first ?? ""
    effect = best?.effect
  }

  /// As many steps as are quick.
  private static func steps(_ session: Session) -> Int {
    let count = session.trainingData?.count ?? 1
    let size = min(session.batchSize ?? count, count)
    return min(max(mostProducts / max(session.network.productsPerSample * size, 1), 20), 200)
  }
}

extension Session {
  /// The same session on fewer samples.
  fileprivate func forTrial(samples most: Int) -> Session {
    guard let data = trainingData, data.count > most else { return self }
    var smaller = self
    smaller.moment.data = smaller.moment.data?.reduced(to: most)
    smaller.moment.forgetResults()
    smaller.moment.training.cursor = BatchCursor()
    return smaller
  }

  fileprivate func stillHas(_ illness: Illness) -> Bool? {
    guard let evidence = try? Evidence(self, depth: .present) else { return nil }
    if case .ill = illness.examine(evidence) { return true }
    return false
  }

  fileprivate mutating func loss(afterSteps steps: Int) -> Double? {
    guard run("train \(steps) steps", in: .nowhere).failure == nil else { return nil }
    return moment.evaluation?.loss
  }
}

extension Environment {
  /// A world without files and without a clock.
  fileprivate static var nowhere: Environment {
    Environment(
      readShipped: { path throws(Diagnostic) in throw Diagnostic("\(path) cannot be read here") },
      readFile: { path throws(Diagnostic) in throw Diagnostic("\(path) cannot be read here") },
      now: { .zero })
  }
}
