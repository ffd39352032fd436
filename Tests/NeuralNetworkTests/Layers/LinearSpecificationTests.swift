import NeuralNetwork
import Testing

/// The linear layer as plain loops: what every kernel must equal, bit for bit.
struct LinearSpecification {
  let inputs: Int
  let outputs: Int
  let weight: [Float]
  let bias: [Float]

  /// y[b, o] = bias[o] + Σₖ x[b, k] · weight[o, k], k ascending, each term fused.
  func forward(_ x: [Float]) -> [Float] {
    var y: [Float] = []
    for row in 0..<x.count / inputs {
      for output in 0..<outputs {
        var sum = bias[output]
        for k in 0..<inputs {
          sum = sum.addingProduct(x[row * inputs + k], weight[output * inputs + k])
        }
        y.append(sum)
      }
    }
    return y
  }

  /// Σ over samples of dy[b, o] · x[b, k] and of dy[b, o], samples ascending.
  func parameterGradients(_ x: [Float], _ dy: [Float]) -> [Float] {
    var weight = [Float](repeating: 0, count: outputs * inputs)
    var bias = [Float](repeating: 0, count: outputs)
    for row in 0..<x.count / inputs {
      for output in 0..<outputs {
        let slope = dy[row * outputs + output]
        for k in 0..<inputs {
          weight[output * inputs + k] =
            weight[output * inputs + k].addingProduct(slope, x[row * inputs + k])
        }
        bias[output] += slope
      }
    }
    return weight + bias
  }

  /// Σ over outputs of dy[b, o] · weight[o, k], outputs ascending.
  func inputGradient(_ dy: [Float]) -> [Float] {
    var dx: [Float] = []
    for row in 0..<dy.count / outputs {
      for k in 0..<inputs {
        var sum: Float = 0
        for output in 0..<outputs {
          sum = sum.addingProduct(dy[row * outputs + output], weight[output * inputs + k])
        }
        dx.append(sum)
      }
    }
    return dx
  }
}

struct LinearSpecificationTests {
  @Test(arguments: Kernels.all, [1, 2, 7, 8, 9, 17, 33])
  func `every variant gives the bits of the plain loops`(_ kernels: Kernels, _ inputs: Int) throws {
    for (outputs, samples) in [(1, 1), (2, 9), (7, 4), (8, 17), (9, 2), (17, 33), (33, 7)] {
      let network = try Network.build([inputs], seed: UInt64(outputs), (Linear.self, outputs))
      let split = outputs * inputs
      let specification = LinearSpecification(
        inputs: inputs, outputs: outputs, weight: Array(network.parameters[..<split]),
        bias: Array(network.parameters[split...]))
      var generator = MersenneTwister(seed: UInt64(samples))
      let x = generator.normal(samples * inputs)
      let dy = generator.normal(samples * outputs)

      let plan = try TrainingPlan(
        network: network, loss: nil, capacity: samples, kernels: kernels)
      var pass = try plan.forward(parameters: network.parameters, inputs: x)
      var gradients = [Float](repeating: 0, count: network.parameters.count)
      try plan.backward(
        &pass, parameters: network.parameters, outputGradient: dy, gradients: &gradients)
      #expect(pass.outputs[1] == specification.forward(x))
      #expect(pass.outputGradients[0] == specification.inputGradient(dy))
      #expect(gradients == specification.parameterGradients(x, dy))
    }
  }
}
