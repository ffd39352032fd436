import NeuralNetwork

/// Computing what was asked for.
extension BatchPass.Source {
  private var network: Network { session.network }

  /// Room and shapes were checked where the pass began, and nothing has changed since.
  private func surely<Result>(_ body: () throws -> Result) -> Result {
    do {
      return try body()
    } catch {
      preconditionFailure("a pass that could begin cannot be computed: \(error)")
    }
  }

  private var data: Dataset { surely { try session.requireData() } }

  /// A pass forward over samples.
  func pass(of indices: [Int]) -> Pass {
    surely { try session.newPass(over: indices).pass }
  }

  func whole(over indices: [Int]) -> Pass {
    guard let forward else { return pass(of: indices) }
    var whole = forward.whole
    surely {
      let plan = try session.plan(capacity: indices.count)
      var gradients = gradientsBefore
      try plan.backward(
        &whole, parameters: network.parameters, data: data, gradients: &gradients)
    }
    return whole
  }

  /// What the network gives, and the plan that can go back from there; none where there is no loss.
  func outputs(of indices: [Int]) -> (outputs: [Float], plan: TrainingPlan?) {
    surely {
      guard session.loss != nil else {
        let plan = try session.plan(capacity: session.portion(of: indices.count))
        return (
          try plan.outputs(
            parameters: network.parameters, buffers: network.buffers, data: data,
            indices: indices), nil
        )
      }
      let plan = try session.plan(capacity: indices.count)
      let outputs = try plan.beginStep(
        parameters: network.parameters, buffers: network.buffers, data: data, indices: indices)
      return (outputs, plan)
    }
  }

  func loss(of outputs: [Float], _ indices: [Int]) -> (value: Float, gradient: [Float]) {
    surely {
      let found = try session.plan(capacity: 1).loss(of: outputs, data: data, indices: indices)
      return (found.loss, found.gradient)
    }
  }

  /// - Parameter plan: what has gone forward with these samples, if it is still there.
  func gradients(over indices: [Int], _ plan: TrainingPlan?) -> [Float] {
    surely {
      var gradients = gradientsBefore
      var there = plan
      if there == nil {
        let plan = try session.plan(capacity: indices.count)
        _ = try plan.beginStep(
          parameters: network.parameters, buffers: network.buffers, data: data, indices: indices)
        there = plan
      }
      try there?.endStep(
        &gradients, parameters: network.parameters, buffers: network.buffers,
        samples: indices.count)
      session.dropFrozen(&gradients)
      return gradients
    }
  }

  /// The way back of one sample, from the derivatives of the batch's loss by its outputs.
  func goBack(_ pass: inout Pass, from slopes: [Float]) {
    surely {
      var gradients = [Float](repeating: 0, count: network.parameters.count)
      try session.plan(capacity: 1).backward(
        &pass, parameters: network.parameters, outputGradient: slopes, gradients: &gradients)
    }
  }
}
