/// Labelled points of the plane, each shaken by noise as it is added.
struct PlanePoints {
  var generator: MersenneTwister
  private let noise: Double
  private var inputs: [Float] = []
  private var labels: [Float] = []

  /// - Throws: `DataError.tooLarge` before anything is allocated.
  init(count: Int, seed: UInt64, noise: Double) throws(DataError) {
    try MemoryLimit.checkData("the points", shape: [count, 3], limit: MemoryLimit.standard)
    inputs.reserveCapacity(2 * count)
    labels.reserveCapacity(count)
    generator = MersenneTwister(seed: seed)
    self.noise = noise
  }

  /// A point by its distance from the middle and its angle, clockwise from the top.
  mutating func add(radius: Double, angle: Double, label: Float) {
    add(x: radius * ScalarMath.sin(angle), y: radius * ScalarMath.cos(angle), label: label)
  }

  mutating func add(x: Double, y: Double, label: Float) {
    let (x, y) = (x + shake(), y + shake())
    inputs += [Float(x), Float(y)]
    labels.append(label)
  }

  private mutating func shake() -> Double {
    noise == 0 ? 0 : noise * generator.normalDouble()
  }

  func dataset(named name: String) -> Dataset {
    Dataset(
      name: name, inputShape: [2], inputs: inputs, targets: .values(labels, width: 1),
      featureNames: ["x1", "x2"])
  }
}
