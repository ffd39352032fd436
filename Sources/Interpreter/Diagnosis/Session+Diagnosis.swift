import NeuralNetwork

extension Session {
  /// What is wrong with the network or its training, judged by its numbers.
  ///
  /// - Throws: what is missing before there is anything to judge.
  func diagnosis() throws(Diagnostic) -> Diagnosis {
    try requireSomethingToExamine()
    // Copies are trained to see what helps: nothing is to stop them.
    var patient = self
    patient.moment.breaks = []
    patient.moment.watches = []
    return try patient.examined()
  }

  private func examined() throws(Diagnostic) -> Diagnosis {
    let evidence = try Evidence(self)
    var found: [(illness: Illness, symptoms: Symptoms)] = []
    var healthy: [Diagnosis.Healthy] = []
    for illness in Illnesses.all where !illness.isLastResort || found.isEmpty {
      if found.contains(where: { illness.causes.contains($0.illness.name) }) { continue }
      switch illness.examine(evidence) {
      case .ill(let symptoms): found.append((illness, symptoms))
      case .well(let numbers): healthy.append(.init(name: illness.name, numbers: numbers))
      case .absent: break
      }
    }
    let findings = found.compactMap { finding(of: $0, with: $1, in: evidence) }
    // Stable: causes stand before what follows from them in the list of illnesses.
    let ordered = findings.enumerated().sorted { a, b in
      (b.element.confidence, a.offset) < (a.element.confidence, b.offset)
    }
    return Diagnosis(
      subject: evidence.subject, findings: ordered.map(\.element), healthy: healthy)
  }

  /// Nil where it is not certain, and no remedy helps a copy: then it was something else.
  private func finding(
    of illness: Illness, with symptoms: Symptoms, in evidence: Evidence
  ) -> Diagnosis.Finding? {
    let treatment = Treatment(self, evidence, illness, symptoms)
    var confidence = symptoms.confidence
    if illness.mendsByTraining, !treatment.isProved, confidence != .certain {
      guard illness.isLastResort else { return nil }
      confidence = .possible
    }
    return Diagnosis.Finding(
      name: illness.name, confidence: confidence, evidence: symptoms.evidence,
      meaning: illness.meaning, remedy: treatment.remedy, effect: treatment.effect)
  }

  private func requireSomethingToExamine() throws(Diagnostic) {
    switch (network.layers.isEmpty, trainingData) {
    case (true, nil):
      throw Diagnostic(
        "there is nothing to examine yet: no layers and no samples",
        hint: "data xor; input 2; add linear 4; add tanh; add linear 1; add sigmoid; loss bce")
    case (true, let data?):
      let sizes = data.inputShape.dimensions.map(String.init).joined(separator: " ")
      throw Diagnostic(
        "there are no layers to examine yet",
        hint: network.input == nil ? "input \(sizes); add linear 4" : "add linear 4")
    case (false, nil):
      throw Diagnostic("there are no samples to examine the network with", hint: "data xor")
    case (false, .some): break
    }
    guard loss != nil else {
      throw Diagnostic(
        "no loss is chosen: without one there is no gradient to examine",
        hint: "loss \(fittingLoss)")
    }
  }

  /// A loss for the targets and the last layer.
  var fittingLoss: String {
    switch trainingData?.targets {
    case .classes: return network.layers.last is LogSoftmax ? "nll" : "cross_entropy"
    case .values(let values, _) where values.allSatisfy({ $0 == 0 || $0 == 1 }):
      return network.layers.last is Sigmoid ? "bce" : "bce_with_logits"
    default: return "mse"
    }
  }
}

extension Evidence {
  /// "2→4→1 on xor, step 500, 4 samples"
  fileprivate var subject: String {
    let all = session.trainingData?.count ?? 0
    let part = samples.count == all ? "\(all) samples" : "\(samples.count) of \(all) samples"
    let widths = network.shapes.map { "\($0.count)" }
    var sizes: [String] = []
    for width in widths where sizes.last != width { sizes.append(width) }
    return "\(sizes.joined(separator: "→")) on \(session.trainingData?.name ?? ""), "
      + "step \(session.step), \(part)"
  }
}
