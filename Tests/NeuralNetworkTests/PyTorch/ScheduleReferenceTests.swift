import NeuralNetwork
import Testing

struct ScheduleCase: Decodable, Sendable, CustomTestStringConvertible {
  let schedule: String
  let args: ReferenceArguments
  let lr: Double
  let values: [Double]

  var testDescription: String { "\(schedule) \(args.words)" }
}

struct ScheduleReferenceTests {
  @Test(arguments: try ReferenceFile<ScheduleCase>.read("schedules"))
  func `a schedule gives PyTorch's rates`(_ reference: ScheduleCase) throws {
    let type = try #require(
      Catalog.schedules.first { $0.declaration.name == reference.schedule })
    var arguments = reference.args
    // PyTorch multiplies the two where it is not given their product.
    if let epochs = arguments["epochs"]?.integer, let steps = arguments["steps_per_epoch"]?.integer
    {
      (arguments["epochs"], arguments["steps_per_epoch"]) = (nil, nil)
      arguments["total_steps"] = .integer(epochs * steps)
    }
    let schedule = type.init(settings: arguments.settings(for: type.declaration))
    for (step, expected) in reference.values.enumerated() {
      let rate = schedule.rate(base: reference.lr, step: step)
      #expect(abs(rate - expected) <= 1e-6 * abs(expected) + 1e-15, "step \(step)")
    }
  }
}
