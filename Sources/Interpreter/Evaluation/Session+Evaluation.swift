public import NeuralNetwork

/// Running the network as it is now, without changing anything.
extension Session {
  /// How many of `count` samples go through the network at a time, where nothing of them is kept:
  /// as many as take a megabyte, the size of a processor's own cache, and four thousand at most.
  func portion(of count: Int) -> Int {
    let widest = network.shapes.map(\.count).max() ?? 1
    let numbers = (network.input?.count ?? 1) + 2 * widest
    let most = min(1 << 18, Self.memoryLimit / 16)
    return max(1, min(count, max(8, most / max(numbers, 1)), 4096))
  }

  /// The training samples, if there are any.
  func requireData() throws(Diagnostic) -> Dataset {
    guard let data = trainingData else { throw Diagnostic(NetworkError.noData) }
    return data
  }

  /// Throws where there is no network to run.
  func requireNetwork() throws(Diagnostic) {
    guard network.input != nil else { throw Diagnostic(NetworkError.noInput) }
    guard !network.layers.isEmpty else {
      throw Diagnostic("the network has no layers yet", hint: "add linear 4")
    }
  }

  /// Buffers for batches of `capacity` samples of this network.
  func plan(
    capacity: Int, limit: Int = Session.memoryLimit
  ) throws(Diagnostic) -> TrainingPlan {
    try requireNetwork()
    do throws(NetworkError) {
      return try TrainingPlan(
        network: network, loss: loss, capacity: capacity, memoryLimit: limit)
    } catch {
      var diagnostic = Diagnostic(error)
      if case .tooLarge = error, min(capacity, batchSize ?? capacity) > 64 {
        let way = "batch 64 computes on fewer samples at a time"
        diagnostic.hint = diagnostic.hint.map { "\(way); \($0)" } ?? way
      }
      throw diagnostic
    }
  }

  /// Loss and accuracy on all training samples.
  func evaluateTraining() throws(Diagnostic) -> KnownEvaluation {
    try evaluate(on: requireData())
  }

  /// Loss and accuracy on a data set.
  func evaluate(on data: Dataset) throws(Diagnostic) -> KnownEvaluation {
    let plan = try plan(capacity: portion(of: data.count))
    let evaluation = try Diagnostic.wording { () throws(NetworkError) in
      try plan.evaluate(
        parameters: network.parameters, buffers: network.buffers, data: data)
    }
    try checkProbabilities(evaluation.outputs)
    return KnownEvaluation(loss: evaluation.loss, accuracy: evaluation.accuracy)
  }

  /// Loss and accuracy of a pass that is there.
  func evaluation(of pass: BatchPass, data: Dataset) -> KnownEvaluation {
    let targets = pass.count == data.count ? data.targets : data.subset(pass.indices).targets
    let rule = Accuracy(data.targets, loss: loss)
    let right = rule?.correct(pass.outputs, targets)
    return KnownEvaluation(
      loss: pass.loss.map(Double.init),
      accuracy: right.map { answers in
        answers.isEmpty ? 0 : Double(answers.count { $0 }) / Double(answers.count)
      })
  }

  /// A forward pass of all training samples.
  func passOverTrainingData() throws(Diagnostic) -> Pass {
    let data = try requireData()
    let plan = try plan(capacity: data.count)
    return try Diagnostic.wording { () throws(NetworkError) in
      try plan.forward(
        parameters: network.parameters, buffers: network.buffers, data: data,
        indices: Array(0..<data.count))
    }
  }

  /// The last forward pass where the network and the data are still what they were, else one over
  /// all training samples: for pictures, which must never show a stale number.
  ///
  /// - Throws: what is missing: data, layers, a shape that fits.
  public func presentPass() throws(Diagnostic) -> Pass {
    if let pass = moment.pass { return pass.whole }
    try checkPassIsComplete("the output of the network")
    return try passOverTrainingData()
  }

  /// Whether inputs from elsewhere are columns of the data, of which the network's inputs are made.
  private var preparesInputs: Bool {
    guard let data = moment.data, data.isPrepared else { return false }
    return data.train.inputShape.count == network.input?.count
  }

  /// How many values of a sample `predict` takes: as many as the data has columns, of which features
  /// may make more or fewer for the network; nil before `input`.
  public var predictedInputs: Int? {
    preparesInputs ? rawTrainingData?.inputShape.count : network.input?.count
  }

  /// The network's outputs for inputs from elsewhere, [samples × inputs as the data was loaded],
  /// row-major: for a map of what it says about every point. Features and standardisation are
  /// applied first.
  ///
  /// - Throws: where there is no network, or the values are not whole samples.
  public func predict(_ inputs: [Float]) throws(Diagnostic) -> [Float] {
    try requireNetwork()
    let width = predictedInputs ?? 1
    guard inputs.count % width == 0 else {
      throw Diagnostic("\(inputs.count) values are no whole samples of \(width)")
    }
    let prepared =
      if preparesInputs, let data = moment.data { try data.prepared(inputs) } else { inputs }
    let plan = try plan(capacity: portion(of: inputs.count / width))
    return try Diagnostic.wording { () throws(NetworkError) in
      try plan.predict(
        parameters: network.parameters, buffers: network.buffers, inputs: prepared)
    }
  }

  /// Loss and accuracy on the training samples, and on the held-out ones where there are any:
  /// nil where they cannot be computed.
  public var presentResults: (loss: Double?, accuracy: Double?, testAccuracy: Double?) {
    let train = moment.evaluation ?? (try? evaluateTraining())
    let test = testData.flatMap { try? evaluate(on: $0) }
    return (train?.loss, train?.accuracy, test?.accuracy)
  }
}
