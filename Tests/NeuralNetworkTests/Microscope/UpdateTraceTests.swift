import NeuralNetwork
import Testing

/// The optimizer's arithmetic on one parameter against the optimizer itself.
struct UpdateTraceTests {
  /// Settings by name; what an optimizer does not have is left out.
  private static let choices: [[String: SettingValue]] = [
    [:],
    ["lr": .number(0.1), "momentum": .number(0.9), "weight_decay": .number(0.01)],
    [
      "momentum": .number(0.8), "nesterov": .flag(true), "centered": .flag(true),
      "amsgrad": .flag(true), "lr_decay": .number(0.1), "l1": .number(0.02),
    ],
    ["dampening": .number(0.3), "momentum": .number(0.5), "clip_norm": .number(0.4)],
    [
      "decoupled_weight_decay": .flag(true), "weight_decay": .number(0.1), "lr": .number(0.1),
      "maximize": .flag(true),
    ],
    [
      "clip_value": .number(0.1), "clip_norm": .number(0.3), "l1": .number(0.1),
      "initial_accumulator_value": .number(0.2), "weight_decay": .number(0),
    ],
  ]

  struct Block: Sendable, CustomTestStringConvertible {
    let type: any Optimizer.Type
    var testDescription: String { type.declaration.name }
  }

  @Test(arguments: Catalog.optimizers.map(Block.init), choices.indices)
  func `the next value is the optimizer's`(_ block: Block, _ choice: Int) throws {
    let names = Set(block.type.declaration.settings.map(\.name))
    let settings = Settings(Self.choices[choice].filter { names.contains($0.key) })
    let optimizer = block.type.init(settings: settings)
    var state = TrainingState(
      network: try Network.build([3], seed: 4, (Linear.self, 2)), optimizer: optimizer,
      generator: MersenneTwister(seed: 0))
    var generator = MersenneTwister(seed: UInt64(choice))
    for _ in 0..<4 {
      state.gradients = state.gradients.map { _ in generator.uniform(-1, 1) }
      let traces = state.network.parameters.indices.map { UpdateTrace(state, parameter: $0) }
      state.updateParameters()
      for (trace, value) in zip(traces, state.network.parameters) {
        let expected = Double(value)
        let found = trace.graph.values[trace.result]
        #expect(
          (found - expected).magnitude <= 2e-6 * max(1, expected.magnitude),
          "\(optimizer.label), step \(trace.step)")
      }
    }
  }
}
