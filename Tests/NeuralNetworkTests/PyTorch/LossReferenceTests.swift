import NeuralNetwork
import Testing

struct LossCase: Decodable, Sendable, CustomTestStringConvertible {
  let loss: String
  let args: ReferenceArguments
  let input: ReferenceTensor
  let target: ReferenceTensor
  let value: Double
  let grad_input: ReferenceTensor

  var testDescription: String { "\(loss) \(args.words)" }
}

struct LossReferenceTests {
  @Test(arguments: try ReferenceFile<LossCase>.read("losses"))
  func `a loss gives PyTorch's value and gradient`(_ reference: LossCase) throws {
    try check(reference)
  }

  @Test(arguments: try ReferenceFile<LossCase>.read("losses", own: "NotFinite"))
  func `what is infinite or no number goes on as in PyTorch`(_ reference: LossCase) throws {
    try check(reference)
  }

  private func check(_ reference: LossCase) throws {
    let type = Catalog.losses.first { $0.declaration.name == reference.loss }
    // "extreme" says that the inputs are large; it is no setting.
    let settings = reference.args.filter { $0.key != "extreme" }
    let isPending =
      Pending.losses.contains(reference.loss)
      || Pending.losses.contains("\(reference.loss) \(settings.words)")
    #expect((type == nil) == Pending.losses.contains(reference.loss), "\(reference.loss)")
    guard let type, !isPending else { return }

    let loss = type.init(settings: settings.settings(for: type.declaration))
    let rows = reference.input.shape[0]
    let shape = Shape(Array(reference.input.shape.dropFirst()))
    let width = shape.count
    let targets: Targets =
      reference.target.shape.count < reference.input.shape.count
      ? .classes(reference.target.data.map { Int32($0) }, count: width)
      : .values(reference.target.floats, width: width)
    try #require(targets.count == rows)
    let (value, gradient) = try loss.evaluate(
      outputs: reference.input.floats, shape: shape, targets: targets)
    expectClose([value], [Float(reference.value)], "value")
    expectClose(gradient, reference.grad_input.floats, "gradient")
  }
}
