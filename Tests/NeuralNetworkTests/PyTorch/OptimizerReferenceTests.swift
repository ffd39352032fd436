import NeuralNetwork
import Testing

struct OptimizerCase: Decodable, Sendable, CustomTestStringConvertible {
  let optimizer: String
  let args: ReferenceArguments
  let start: ReferenceTensor
  let grads: [[Double]]
  let params: [[Double]]

  var testDescription: String { "\(optimizer) \(args.words)" }
}

struct OptimizerReferenceTests {
  @Test(arguments: try ReferenceFile<OptimizerCase>.read("optimizers"))
  func `an optimizer takes PyTorch's steps`(_ reference: OptimizerCase) throws {
    try check(reference)
  }

  @Test(arguments: try ReferenceFile<OptimizerCase>.read("optimizers", own: "NotFinite"))
  func `what is infinite or no number goes on as in PyTorch`(_ reference: OptimizerCase) throws {
    try check(reference)
  }

  private func check(_ reference: OptimizerCase) throws {
    let type = Catalog.optimizers.first { $0.declaration.name == reference.optimizer }
    #expect(
      (type == nil) == Pending.optimizers.contains(reference.optimizer), "\(reference.optimizer)")
    guard let type else { return }

    let optimizer = type.init(settings: reference.args.settings(for: type.declaration))
    var parameters = reference.start.floats
    var state = optimizer.stateNames.map { _ in
      [Float](repeating: 0, count: parameters.count)
    }
    for (index, given) in reference.grads.enumerated() {
      var gradients = given.map { Float($0) }
      optimizer.update(
        parameters: &parameters, gradients: &gradients, state: &state, step: index + 1)
      expectClose(
        parameters, reference.params[index].map { Float($0) }, "parameters after step \(index + 1)")
    }
  }
}
