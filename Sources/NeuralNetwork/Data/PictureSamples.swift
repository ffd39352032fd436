/// Labelled square pictures, ink from 0 to 1, each shaken by noise as it is added.
struct PictureSamples {
  var generator: MersenneTwister
  let size: Int
  private let noise: Double
  private var inputs: [Float] = []
  private var labels: [Int32] = []

  /// - Throws: `DataError.tooLarge` before anything is allocated.
  init(count: Int, size: Int, seed: UInt64, noise: Double) throws(DataError) {
    try MemoryLimit.checkData(
      "the pictures", shape: [count, size, size], limit: MemoryLimit.standard)
    inputs.reserveCapacity(count * size * size)
    generator = MersenneTwister(seed: seed)
    self.size = size
    self.noise = noise
  }

  /// A picture by the ink of each pixel.
  mutating func add(label: Int32, ink: (_ row: Int, _ column: Int) -> Double) {
    for row in 0..<size {
      for column in 0..<size {
        let shake = noise == 0 ? 0 : noise * generator.normalDouble()
        inputs.append(Float(ink(row, column) + shake))
      }
    }
    labels.append(label)
  }

  func dataset(named name: String, classNames: [String], isImage: Bool) -> Dataset {
    Dataset(
      name: name, inputShape: isImage ? [1, size, size] : [size * size], inputs: inputs,
      targets: .classes(labels, count: classNames.count), classNames: classNames,
      imageShape: [size, size])
  }
}
