import Benchmark

/// What `swift package benchmark` runs.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration.maxDuration = .milliseconds(700)
  Benchmark.defaultConfiguration.warmupIterations = 3
  measureProducts()
  measureTraining()
}
