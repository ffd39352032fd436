/// MNIST in one dimension: ten digits as curves of 40 points, padded, stretched, shifted, sheared
/// and buried in noise.
///
/// Made by the published procedure, draw by draw: with seed 42 and 5,000 samples these are the
/// numbers that its authors publish, in their order, of which the first 4,000 are for training.
///
/// Each sample starts from its digit's template of 12 points and is padded by 36 to 60 zeros,
/// stretched to 72 points, scaled by up to ±20 %, rolled by up to 47 points, filled with smooth
/// noise where it is zero, shaken, sheared and cut down to 40 points. The set is shuffled, and
/// brought to mean 0 and standard deviation 1 as a whole.
///
/// - Source: Greydanus and Kobak, "Scaling Down Deep Learning with MNIST-1D", 2020,
///   arXiv:2011.14439; procedure and templates after <https://github.com/greydanus/mnist1d>
///   (Apache License 2.0).
package enum MNIST1D: DataSource {
  package static let declaration = BlockDeclaration(
    "mnist1d", aliases: ["mnist_1d"],
    summary: "ten digits as noisy curves of 40 points; seed 42 gives the published data",
    settings: [
      Setting(
        "n", kind: .integer(10...100_000), default: .integer(5000),
        summary: "number of samples, a tenth of them for each digit"),
      Setting(
        "noise", kind: .number(0...1000), default: .number(0.02),
        summary: "standard deviation of what is added to each point"),
      DataSettings.image("1 x 40"),
    ],
    example: "mnist1d n=1000",
    source: "https://arxiv.org/abs/2011.14439")

  private static let stretched = 72
  private static let length = 40

  /// Each signal is resampled, smoothed and shifted in double precision.
  package static let workOfSample = 70_000

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let perDigit = (settings.integer("n") ?? 5000) / 10
    let noise = settings.number("noise") ?? 0.02
    try MemoryLimit.checkData(
      "the signals", shape: [10 * perDigit, length], limit: MemoryLimit.standard)
    var draws = NumPyDraws(seed: seed)
    var points: [Double] = []
    points.reserveCapacity(perDigit * 10 * length)
    for template in normalizedTemplates {
      for _ in 0..<perDigit { points += sample(of: template, noise: noise, using: &draws) }
    }
    let order = draws.permutation(perDigit * 10)

    let count = Double(points.count)
    let mean = points.reduce(0, +) / count
    let variance = points.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let deviation = variance.squareRoot()
    var inputs: [Float] = []
    inputs.reserveCapacity(points.count)
    for index in order {
      for point in points[index * length..<(index + 1) * length] {
        inputs.append(Float((point - mean) / deviation))
      }
    }
    return Dataset(
      name: "mnist1d", inputShape: settings.flag("image") ? [1, length] : [length],
      inputs: inputs, targets: .classes(order.map { Int32($0 / perDigit) }, count: 10),
      classNames: (0..<10).map(String.init))
  }

  private static func sample(
    of template: [Double], noise: Double, using draws: inout NumPyDraws
  ) -> [Double] {
    // What is not quite zero counts as the digit, and zero as its surroundings.
    var signal = template.map { $0 + 1e-8 }
    let padding = 36 + Int(draws.uniform() * 25)
    signal += [Double](repeating: 0, count: padding)
    signal = resampled(signal, stretched)
    let scale = 1 + 0.4 * (draws.uniform() - 0.5)
    for index in signal.indices { signal[index] *= scale }
    let shift = draws.integer(upTo: 47)
    signal = Array(signal.suffix(shift) + signal.dropLast(shift))

    let background = smoothed((0..<stretched).map { _ in 0.25 * draws.normal() })
    for index in signal.indices where signal[index] == 0 { signal[index] = background[index] }
    for index in signal.indices { signal[index] += noise * draws.normal() }
    let shear = 0.75 * (draws.uniform() - 0.5)
    for index in signal.indices {
      signal[index] -= shear * (Double(index) / Double(stretched - 1) - 0.5)
    }
    return resampled(signal, length)
  }

  /// `count` points from end to end of the line through the given ones.
  private static func resampled(_ signal: [Double], _ count: Int) -> [Double] {
    let last = signal.count - 1
    return (0..<count).map { index in
      let position = Double(index) / Double(count - 1) * Double(last)
      let left = min(Int(position), last - 1)
      return signal[left] + (signal[left + 1] - signal[left]) * (position - Double(left))
    }
  }

  /// The mean under a bell curve of standard deviation 2, cut off at 8 points; behind its ends the
  /// signal goes on as its mirror image.
  private static func smoothed(_ signal: [Double]) -> [Double] {
    let bell = (-8...8).map { ScalarMath.exp(-Double($0 * $0) / 8) }
    let total = bell.reduce(0, +)
    let count = signal.count
    return (0..<count).map { center in
      var sum = 0.0
      for (offset, weight) in zip(-8...8, bell) {
        let place = center + offset
        let mirrored = place < 0 ? -1 - place : place >= count ? 2 * count - 1 - place : place
        sum += weight / total * signal[mirrored]
      }
      return sum
    }
  }

  /// Mean 0 and deviation 1, then lifted so that each begins at 0, and a sixth of that.
  private static var normalizedTemplates: [[Double]] {
    templates.map { template in
      let count = Double(template.count)
      let mean = template.reduce(0, +) / count
      let variance = template.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      let values = template.map { ($0 - mean) / variance.squareRoot() }
      return values.map { ($0 - values[0]) / 6 }
    }
  }

  private static let templates: [[Double]] = [
    [5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5],
    [5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5],
    [5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5],
    [5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5],
    [5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5],
    [5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5],
    [5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5],
    [5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5],
    [5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5],
    [5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5],
  ]
}
