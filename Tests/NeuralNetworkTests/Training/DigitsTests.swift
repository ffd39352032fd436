import Foundation
import NeuralNetwork
import Testing

struct DigitsTests {
  @Test func `a small network reads nineteen of twenty held-out digits within three seconds`()
    throws
  {
    let data = try Digits.make([:], seed: 0, readShipped: readLessonFile)
    #expect(data.count == 1797)
    var order = MersenneTwister(seed: 0)
    let indices = order.permutation(data.count)
    let (training, test) = (
      data.subset(Array(indices[..<1437])), data.subset(Array(indices[1437...]))
    )
    var state = TrainingState(
      network: try .build(
        [64], seed: 0, (Linear.self, 64), (ReLU.self, nil), (Linear.self, 10)),
      loss: CrossEntropy(settings: [:]), optimizer: Adam(settings: ["lr": .number(0.003)]),
      generator: MersenneTwister(seed: 0))
    let plan = try TrainingPlan(network: state.network, loss: state.loss, capacity: 32)
    var losses: [Float] = []
    let start = ContinuousClock.now
    try plan.train(&state, data: training, batchSize: 32, steps: 20 * 45, losses: &losses)
    let time = ContinuousClock.now - start
    let evaluation = try plan.evaluate(parameters: state.network.parameters, data: test)
    #expect(try #require(evaluation.accuracy) >= 0.95)
    #if !DEBUG
      #expect(time < .seconds(3))
    #endif
  }
}

/// Reads a file below `Lessons` of this checkout.
func readLessonFile(_ path: String) throws -> [UInt8] {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  return Array(try Data(contentsOf: root.appending(path: "Lessons/\(path)")))
}
