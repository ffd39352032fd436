import Benchmark
import CKernels
import CProbe

/// The matrix products of a linear layer, beside the fused multiply-adds that the processor can do:
/// both are measured in turn in each iteration, as the clock rate and the neighbours change.
func measureProducts() {
  let shapes = [
    Shape(batch: 4, inputs: 2, outputs: 4, workload: "xor"),
    Shape(batch: 10, inputs: 8, outputs: 8, workload: "spiral"),
    Shape(batch: 32, inputs: 64, outputs: 128, workload: "digits"),
    Shape(batch: 128, inputs: 784, outputs: 512, workload: "mnist-size"),
    Shape(batch: 512, inputs: 512, outputs: 512, workload: "square"),
  ]
  for shape in shapes {
    for product in Product.allCases {
      measure(product, shape, with: gradus_kernels_best())
    }
  }
  // The other variants, for what they are worth on a processor that has no better.
  var index = 0
  while let variant = gradus_kernels_at(index), variant != gradus_kernels_best() {
    measure(.forward, shapes[3], with: variant)
    index += 1
  }
}

/// A layer of so many neurons, and a batch.
struct Shape {
  var batch: Int
  var inputs: Int
  var outputs: Int
  var workload: String
}

/// The three products of a linear layer.
enum Product: String, CaseIterable {
  case forward = "y = x Wᵀ + b"
  case backwardWeights = "dW = dyᵀ x"
  case backwardInput = "dx = dy W"
}

private enum Metric {
  static let speed = BenchmarkMetric.custom(
    "MFLOP/s", polarity: .prefersLarger, useScalingFactor: false)
  static let peak = BenchmarkMetric.custom(
    "Peak MFLOP/s", polarity: .prefersLarger, useScalingFactor: false)
  static let share = BenchmarkMetric.custom(
    "% of the peak", polarity: .prefersLarger, useScalingFactor: false)
  static let all = [speed, peak, share]
}

private func measure(
  _ product: Product, _ shape: Shape, with kernels: UnsafePointer<gradus_kernels>
) {
  let arrays = Arrays(shape)
  let operations = 2 * Double(shape.batch * shape.inputs * shape.outputs)
  // About as long as the measurement of the peak.
  let repeats = max(1, Int(probe_operations() / 2 / operations))
  let name =
    "\(String(cString: kernels.pointee.name)) \(product.rawValue), "
    + "\(shape.batch) x \(shape.inputs) x \(shape.outputs) (\(shape.workload))"
  Benchmark(
    name,
    configuration: .init(
      metrics: Metric.all, units: Dictionary(uniqueKeysWithValues: Metric.all.map { ($0, .count) }))
  ) { benchmark in
    let clock = ContinuousClock()
    let peakTook = clock.measure { blackHole(probe_multiply_adds()) } / .seconds(1)
    let took =
      clock.measure {
        for _ in 0..<repeats { arrays.compute(product, kernels.pointee) }
      } / .seconds(1)
    let peak = probe_operations() / peakTook
    let speed = operations * Double(repeats) / took
    benchmark.measurement(Metric.speed, Int(speed * 1e-6))
    benchmark.measurement(Metric.peak, Int(peak * 1e-6))
    benchmark.measurement(Metric.share, Int((100 * speed / peak).rounded()))
  }
}

/// The arrays of one layer. They live as long as the process.
private struct Arrays {
  let shape: Shape
  let x, w, b, y, dw, db, dx: UnsafeMutablePointer<Float>
  let scratch: UnsafeMutableRawPointer

  init(_ shape: Shape) {
    func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
      let memory = UnsafeMutableRawPointer.allocate(
        byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
      let floats = memory.bindMemory(to: Float.self, capacity: count)
      for index in 0..<count { floats[index] = Float(index * 7919 % 1000) / 1000 - 0.5 }
      return floats
    }
    self.shape = shape
    x = floats(shape.batch * shape.inputs)
    w = floats(shape.outputs * shape.inputs)
    b = floats(shape.outputs)
    y = floats(shape.batch * shape.outputs)
    dw = floats(shape.outputs * shape.inputs)
    db = floats(shape.outputs)
    dx = floats(shape.batch * shape.inputs)
    scratch = .allocate(byteCount: gradus_scratch_bytes(), alignment: 64)
  }

  func compute(_ product: Product, _ kernels: gradus_kernels) {
    let (batch, inputs, outputs) = (shape.batch, shape.inputs, shape.outputs)
    switch product {
    case .forward:
      kernels.linear_forward(
        batch, inputs, outputs, x, w, b, y, nil, outputs, gradus_activation_none, 0, scratch)
    case .backwardWeights:
      kernels.linear_backward_weights(
        batch, inputs, outputs, y, outputs, x, dw, db, false, scratch)
    case .backwardInput:
      kernels.linear_backward_input(batch, inputs, outputs, y, w, dx, inputs, scratch)
    }
  }
}
