import NeuralNetwork

/// Early stopping of one `train`: watches the loss after each epoch, keeps the best weights, and says
/// when nothing has got better for too long.
struct BestSoFar {
  private var stopping: EarlyStopping
  private let restores: Bool
  /// The weights, and what layers count, after the best epoch.
  private var best: (parameters: [Float], buffers: [Float], epoch: Int)?
  private let isHeldOut: Bool

  /// - Parameter restores: whether the best weights are put back in the end.
  init(_ stopping: EarlyStopping, restores: Bool, in session: Session) {
    self.stopping = stopping
    self.restores = restores
    isHeldOut = session.testData != nil
  }

  /// Whether patience is at its end, after the epoch that has just been finished.
  mutating func shouldStop(after session: Session) throws(Diagnostic) -> Bool {
    let loss: Double
    if let test = session.testData {
      let known = session.curve.tests.last.flatMap { $0.step == session.step ? $0.loss : nil }
      if let known { loss = known } else { loss = try session.evaluate(on: test).loss ?? .nan }
    } else {
      loss = try session.evaluateTraining().loss ?? .nan
    }
    switch stopping.observe(loss) {
    case .better:
      best = (session.network.parameters, session.network.buffers, session.epoch)
      return false
    case .waiting: return false
    case .stop: return true
    }
  }

  /// "test loss", or "training loss" where no samples are held out.
  private var name: String { isHeldOut ? "test loss" : "training loss" }

  /// Why it stopped.
  var reason: String {
    let count = stopping.patience
    let less = stopping.minDelta > 0 ? " by more than \(NumberText.brief(stopping.minDelta))" : ""
    return "the \(name) has not become smaller\(less) for "
      + (count == 1 ? "an epoch" : "\(count) epochs")
  }

  /// Puts the best weights back where that was asked for, and says what was best.
  func finish(_ session: inout Session) -> [String] {
    guard let best, let loss = stopping.best else { return [] }
    let sentence = "the best \(name) was \(NumberText.decimal(loss)), after epoch \(best.epoch)"
    if best.epoch == session.epoch { return ["\(sentence): that of the weights as they are"] }
    guard restores else { return ["\(sentence); the last weights stay, as restore=false asks"] }
    session.moment.training.network.parameters = best.parameters
    session.moment.training.network.buffers = best.buffers
    session.moment.forgetResults()
    return ["\(sentence): its weights are back. restore=false keeps the last ones"]
  }
}
