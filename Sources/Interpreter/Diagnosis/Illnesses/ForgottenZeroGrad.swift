import NeuralNetwork

extension Illnesses {
  /// Gradients that a step has used up, and that the next pass was added to.
  static let forgottenZeroGrad = Illness(
    "forgotten zero_grad",
    meaning:
      "A step along old and new gradients together goes too far, and not where this pass points."
  ) { evidence in
    let moment = evidence.session.moment
    guard moment.accumulation.passes > 0 else { return .absent }
    guard moment.accumulation.isStale else {
      let passes = moment.accumulation.passes
      return .well("\(counted(passes, "backward pass", "backward passes")) since zero_grad")
    }
    let sum = LayerEvidence.norm(evidence.session.gradients[...])
    let fresh = LayerEvidence.norm(evidence.gradients[...])
    return .ill(
      Symptoms(
        moment.accumulation.staleSteps > 0 ? .certain : .likely,
        [
          "backward has added \(moment.accumulation.passes) passes together, and step has used them "
            + "in between: \(counted(moment.accumulation.steps, "step")) without zero_grad",
          "the norm of the gradients is \(Figures.short(sum)); of one pass now it is "
            + Figures.short(fresh),
        ], remedies: ["zero_grad"]))
  }
}
