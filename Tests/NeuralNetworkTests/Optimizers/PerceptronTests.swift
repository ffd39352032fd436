import NeuralNetwork
import Testing

/// Rosenblatt's rule by hand, through the blocks: one neuron from zero weights, samples 00, 01, 10,
/// 11 one after another.
struct PerceptronTests {
  @Test(arguments: [
    ("or", 4), ("and", 6), ("nand", 6),
  ])
  func `the first epoch without a mistake comes when it should`(_ name: String, epoch: Int) throws {
    let source = try #require(Catalog.datasets.first { $0.declaration.name == name })
    let data = try source.make([:], seed: 0) { _ in [] }
    #expect(try epochs(data, limit: 100) == epoch)
  }

  @Test func `no number of epochs solves xor`() throws {
    let data = XOR.make([:], seed: 0) { _ in [] }
    #expect(try epochs(data, limit: 200) == nil)
  }

  /// The number of the first epoch without a mistake.
  private func epochs(_ data: Dataset, limit: Int) throws -> Int? {
    let loss = PerceptronCriterion(settings: [:])
    let rule = PerceptronRule(settings: [:])
    var parameters: [Float] = [0, 0, 0]
    var state: [[Float]] = []
    for epoch in 1...limit {
      var mistakes = 0
      for index in 0..<data.count {
        let x = Array(data.input(index))
        let z = x[0] * parameters[0] + x[1] * parameters[1] + parameters[2]
        let (_, slope) = try loss.evaluate(
          outputs: [z], shape: [1], targets: data.subset([index]).targets)
        var gradients = [slope[0] * x[0], slope[0] * x[1], slope[0]]
        mistakes += slope[0] == 0 ? 0 : 1
        rule.update(parameters: &parameters, gradients: &gradients, state: &state, step: 1)
      }
      if mistakes == 0 { return epoch }
    }
    return nil
  }
}
