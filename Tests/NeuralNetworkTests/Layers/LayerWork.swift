import NeuralNetwork

/// A layer on drawn numbers, to be sent through forward and back in several ways that must give the
/// same bits.
struct LayerWork {
  let network: Network
  let samples: Int
  let inputs: [Float]
  let outputGradient: [Float]
  let generator: MersenneTwister

  /// All that forward and backward give: the pass, the gradients and what the layer counts.
  struct Result: Equatable {
    var pass: Pass
    var gradients: [Float]
    var buffers: [Float]
  }

  func done(kernels: Kernels = .current, threads: Threads = .current) throws -> Result {
    let plan = try TrainingPlan(
      network: network, loss: nil, capacity: samples, kernels: kernels, threads: threads)
    var state = TrainingState(network: network, generator: generator)
    var pass = try plan.forward(&state, inputs: inputs)
    try plan.backward(
      &pass, parameters: network.parameters, outputGradient: outputGradient,
      gradients: &state.gradients)
    return Result(pass: pass, gradients: state.gradients, buffers: state.network.buffers)
  }
}

extension LayerSample {
  /// Widths and batches that fill vectors and that do not.
  var work: [LayerWork] {
    get throws {
      try [(1, 9), (7, 2), (8, 3), (17, 5)].map { width, samples in
        let network = try network(width: width, seed: UInt64(width))
        var generator = MersenneTwister(seed: UInt64(samples))
        let inputs = generator.normal(samples * (network.input?.count ?? 0))
          .map { readsEntries ? ($0 < 0 ? 1 : 4) : $0 }
        return LayerWork(
          network: network, samples: samples, inputs: inputs,
          outputGradient: generator.normal(samples * (network.output?.count ?? 0)),
          generator: generator)
      }
    }
  }
}
