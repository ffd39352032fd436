import NeuralNetwork

/// What one evaluation of an expression has worked out so far, so that it is done once.
struct Evaluations {
  var train: KnownEvaluation?
  var test: KnownEvaluation?
  var present: KnownEvaluation?
  var pass: Pass?
}

extension Evaluator {
  /// Loss and accuracy of the last forward pass where it is fresh, else of all training samples.
  mutating func presentEvaluation() throws(Diagnostic) -> KnownEvaluation {
    if let known = evaluations.present { return known }
    try session.checkPassIsComplete("the loss of this pass")
    let known: KnownEvaluation
    if let pass = session.moment.pass, let data = session.trainingData {
      known = session.evaluation(of: pass, data: data)
    } else {
      known = try trainEvaluation()
    }
    evaluations.present = known
    return known
  }

  mutating func trainEvaluation() throws(Diagnostic) -> KnownEvaluation {
    if let known = evaluations.train ?? session.moment.evaluation { return known }
    let known = try session.evaluateTraining()
    evaluations.train = known
    return known
  }

  mutating func testEvaluation() throws(Diagnostic) -> KnownEvaluation {
    if let known = evaluations.test { return known }
    guard let test = session.testData else {
      throw Diagnostic(
        "no samples are held out", hint: "split 0.8 keeps a fifth of them for testing")
    }
    let known = try session.evaluate(on: test)
    evaluations.test = known
    return known
  }

  /// The last forward pass where it is fresh, else one over all training samples.
  mutating func pass(at range: SourceRange?) throws(Diagnostic) -> Pass {
    if let pass = session.moment.pass?.whole ?? evaluations.pass { return pass }
    do throws(Diagnostic) {
      let pass = try session.passOverTrainingData()
      evaluations.pass = pass
      return pass
    } catch {
      throw error.placed(at: range)
    }
  }
}
