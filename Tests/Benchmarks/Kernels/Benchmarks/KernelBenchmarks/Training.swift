import Benchmark
import CProbe
import NeuralNetwork

/// What training asks the memory for: how many allocations a run makes and how many more a longer
/// run makes, which should be none; and the most bytes at one time, beside the bytes of parameters,
/// gradients, the optimizer's state, a batch in all layers, and the data.
func measureTraining() {
  guard probe_counts_allocations() else { return }
  for workload in Workload.all {
    Benchmark(
      "training \(workload.name)",
      configuration: .init(
        metrics: Metric.all,
        units: Dictionary(uniqueKeysWithValues: Metric.all.map { ($0, .count) }),
        maxIterations: 5)
    ) { benchmark in
      let measured = try measure(workload)
      benchmark.measurement(Metric.ofRun, measured.allocationsOfRun)
      benchmark.measurement(Metric.ofSteps, measured.allocationsOfMoreSteps)
      benchmark.measurement(Metric.bytes, measured.bytes / 1000)
      benchmark.measurement(Metric.share, 100 * measured.bytes / measured.neededBytes)
    }
  }
}

private enum Metric {
  static let ofRun = BenchmarkMetric.custom("Allocations of a run")
  static let ofSteps = BenchmarkMetric.custom("Allocations of a run twice as long, less those")
  static let bytes = BenchmarkMetric.custom("Most kB at one time")
  static let share = BenchmarkMetric.custom("% of what must be there")
  static let all = [ofRun, ofSteps, bytes, share]
}

/// A dense network on random data: what is allocated does not depend on the numbers.
private struct Workload {
  let name: String
  /// Inputs, then the neurons of each layer.
  let sizes: [Int]
  let activation: String
  let optimizer: String
  let samples: Int
  let batch: Int

  static let all = [
    Workload(
      name: "xor", sizes: [2, 4, 1], activation: "tanh", optimizer: "sgd", samples: 4, batch: 4),
    Workload(
      name: "spiral", sizes: [2, 8, 8, 1], activation: "tanh", optimizer: "sgd", samples: 200,
      batch: 10),
    Workload(
      name: "digits", sizes: [64, 128, 64, 10], activation: "relu", optimizer: "adam",
      samples: 1797, batch: 32),
    Workload(
      name: "mnist-size", sizes: [784, 512, 256, 10], activation: "relu", optimizer: "adam",
      samples: 1792, batch: 128),
  ]
}

private struct Measured {
  var allocationsOfRun: Int
  var allocationsOfMoreSteps: Int
  var bytes: Int
  var neededBytes: Int
}

private func measure(_ workload: Workload) throws -> Measured {
  // A run over the whole of a large network would take a minute.
  let steps = workload.sizes[0] > 100 ? 50 : 1000
  var losses: [Float] = []
  losses.reserveCapacity(4 * steps)
  let before = probe_bytes()
  let data = try randomData(workload)
  var state = try randomState(workload)
  let plan = try TrainingPlan(network: state.network, loss: state.loss, capacity: workload.batch)
  func allocations(_ steps: Int) throws -> Int {
    let start = probe_allocations()
    try plan.train(
      &state, data: data, batchSize: workload.batch, steps: steps, losses: &losses)
    return Int(probe_allocations() - start)
  }
  probe_forget_peak()
  _ = try allocations(1)
  let once = try allocations(steps)
  let twice = try allocations(2 * steps)
  let floats =
    state.network.parameters.count * (2 + state.optimizerState.count)
    + workload.batch * workload.sizes.reduce(0, +)
    + data.inputs.count + data.count
  return Measured(
    allocationsOfRun: once, allocationsOfMoreSteps: twice - once,
    bytes: Int(probe_peak_bytes() - before), neededBytes: 4 * floats)
}

private func randomState(_ workload: Workload) throws -> TrainingState {
  var generator = MersenneTwister(seed: 42)
  var network = Network()
  try network.setInput([workload.sizes[0]])
  let last = workload.sizes.count - 1
  for (index, size) in workload.sizes.enumerated().dropFirst() {
    try add("linear", ["out": .integer(size)])
    if index < last { try add(workload.activation) }
    if index == last, size == 1 { try add("sigmoid") }
  }
  func add(_ name: String, _ settings: Settings = [:]) throws {
    let type = try find(name, Catalog.layers) { $0.declaration.name }
    let layer = try network.makeLayer(type, settings: settings, at: network.layers.count)
    try network.append(layer, using: &generator)
  }
  let loss = try find(workload.sizes[last] == 1 ? "bce" : "cross_entropy", Catalog.losses) {
    $0.declaration.name
  }
  let optimizer = try find(workload.optimizer, Catalog.optimizers) { $0.declaration.name }
  return TrainingState(
    network: network, loss: loss.init(settings: [:]), optimizer: optimizer.init(settings: [:]),
    generator: generator)
}

private func randomData(_ workload: Workload) throws -> Dataset {
  var generator = MersenneTwister(seed: 1)
  let width = workload.sizes[0]
  var inputs = [Float](repeating: 0, count: workload.samples * width)
  for index in inputs.indices { inputs[index] = generator.uniform() }
  let classes = workload.sizes[workload.sizes.count - 1]
  let targets: Targets
  if classes == 1 {
    targets = .values((0..<workload.samples).map { Float($0 % 2) }, width: 1)
  } else {
    targets = .classes((0..<workload.samples).map { Int32($0 % classes) }, count: classes)
  }
  return Dataset(name: workload.name, inputShape: [width], inputs: inputs, targets: targets)
}

private struct NoSuchBlock: Error {
  let name: String
}

private func find<Block>(
  _ name: String, _ blocks: [Block], _ nameOf: (Block) -> String
) throws -> Block {
  guard let block = blocks.first(where: { nameOf($0) == name }) else {
    throw NoSuchBlock(name: name)
  }
  return block
}
