import NeuralNetwork

/// Where training would go from one moment at one rate: a few steps on a copy.
struct Course {
  /// Times the present rate.
  let factor: Double
  let rate: Double
  let steps: Int
  /// On the samples of the evidence, before and after; not finite where training ran away.
  let before: Double
  let after: Double

  /// How far the loss fell; below zero where it rose.
  var fall: Double { after.isFinite ? before - after : -.infinity }

  /// Steps of `moment` at `factor` times its rate; nil where they cannot be done.
  init?(
    _ moment: Moment, factor: Double, plan: TrainingPlan, samples: Dataset, steps: Int,
    before: Double
  ) {
    var copy = moment
    copy.training.cursor = BatchCursor()
    let rate = moment.learningRate * factor
    var losses: [Float] = []
    do throws(Diagnostic) {
      after = try copy.withOptimizerInForce { state throws(Diagnostic) in
        state.optimizer.learningRate = rate
        return try Diagnostic.wording { () throws(NetworkError) in
          let run = try plan.train(
            &state, data: samples, batchSize: moment.batchSize, steps: steps, losses: &losses)
          let after = try plan.evaluate(
            parameters: state.network.parameters, buffers: state.network.buffers, data: samples)
          return run.hasDiverged ? .infinity : after.loss ?? .nan
        }
      }
    } catch {
      return nil
    }
    self.factor = factor
    self.rate = rate
    self.steps = steps
    self.before = before
  }
}

/// The moment before the training that led to where things are now.
struct Origin {
  /// How many commands lie between.
  let commands: Int
  let rate: Double
  /// Steps done since.
  let steps: Int
  let loss: Double?
  let layers: [LayerEvidence]
  let network: Network
  /// Where training would have gone from there.
  let courses: [Course]

  func course(atRate factor: Double) -> Course? {
    courses.first { $0.factor == factor }
  }
}
