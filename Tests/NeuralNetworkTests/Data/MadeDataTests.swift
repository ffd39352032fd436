import NeuralNetwork
import Testing

struct MadeDataTests {
  private func make(
    _ source: any DataSource.Type, _ settings: Settings = [:], seed: UInt64 = 0
  ) throws -> Dataset {
    try source.make(settings, seed: seed, readShipped: readLessonFile)
  }

  private func classes(_ data: Dataset) throws -> [Int32] {
    guard case .classes(let classes, _) = data.targets else { throw WrongTargets() }
    return classes
  }

  private struct WrongTargets: Error {}

  @Test(
    arguments: [
      ("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("nand", [1, 1, 1, 0]),
    ] as [(String, [Float])])
  func `a gate is four samples, of zeros and ones or of signs`(
    _ name: String, _ answers: [Float]
  ) throws {
    let source = try #require(Catalog.datasets.first { $0.declaration.name == name })
    let plain = try make(source)
    #expect(plain.inputs == [0, 0, 0, 1, 1, 0, 1, 1])
    #expect(plain.targets == .values(answers, width: 1))
    let signs = try make(source, ["signs": .flag(true)])
    #expect(signs.inputs == [-1, -1, -1, 1, 1, -1, 1, 1])
    #expect(signs.targets == plain.targets)
    let both = try make(source, ["target_signs": .flag(true)])
    #expect(both.inputs == plain.inputs)
    #expect(both.targets == .values(answers.map { 2 * $0 - 1 }, width: 1))
  }

  @Test(arguments: Catalog.datasets.map { $0.declaration.name })
  func `what is larger than the budget is refused before it is made`(
    _ name: String
  ) throws {
    let source = try #require(Catalog.datasets.first { $0.declaration.name == name })
    guard let setting = source.declaration.settings.first(where: { $0.name == "n" }),
      case .integer(let range) = setting.kind
    else { return }
    let budget = WorkMeter(operations: .max, bytes: 64 << 10)
    #expect(throws: DataError.self) {
      try budget.measuring {
        Result { try make(source, ["n": .integer(min(range.upperBound, 100_000))]) }
      }.get()
    }
    #expect(budget.isExceeded)
  }

  @Test func `the moons are arcs of radius 1 that reach into each other`() throws {
    let data = try make(Moons.self, ["n": .integer(7)])
    expectClose(
      data.inputs,
      [
        1, 0, 0, 0.5, 0.5, 0.8660254, 1, -0.5, -0.5, 0.8660254, 2, 0.5, -1, 0,
      ], "moons")
    #expect(data.targets == .values([0, 1, 0, 1, 0, 1, 0], width: 1))
  }

  @Test func `the clouds lie around their middles, as wide as the noise`() throws {
    let data = try make(Gauss.self, ["n": .integer(4000), "noise": .number(0.25)])
    let ones = data.subset(Array(stride(from: 0, to: 4000, by: 2)))
    let scale = Standardization(fitting: ones)
    expectClose(scale.means, [0.5, 0.5], absolute: 0.02, "means")
    expectClose(scale.deviations, [0.25, 0.25], absolute: 0.02, "deviations")
  }

  @Test func `the sine goes from end to end in whole waves`() throws {
    let data = try make(Sine.self, ["n": .integer(5)])
    #expect(data.inputs == [-1, -0.5, 0, 0.5, 1])
    guard case .values(let values, 1) = data.targets else { throw WrongTargets() }
    expectClose(values, [0, -1, 0, 1, 0], "sine")
  }

  @Test func `the plane is half the sum of its inputs`() throws {
    let data = try make(Plane.self, ["n": .integer(50)])
    guard case .values(let values, 1) = data.targets else { throw WrongTargets() }
    expectClose(
      values, (0..<50).map { (data.inputs[2 * $0] + data.inputs[2 * $0 + 1]) / 2 }, "plane")
    #expect(data.inputs.allSatisfy { $0.magnitude <= 1 })
  }

  @Test func `one of four is on, and the targets are the same`() throws {
    let data = try make(OneHot.self)
    #expect(data.inputs == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
    #expect(data.targets == .values(data.inputs, width: 4))
  }

  @Test func `a picture of bars holds one whole row or one whole column`() throws {
    let data = try make(Bars.self, ["size": .integer(4), "n": .integer(100)])
    #expect(data.imageShape == [4, 4])
    for (index, label) in try classes(data).enumerated() {
      let pixels = Array(data.input(index))
      let lit = pixels.indices.filter { pixels[$0] == 1 }
      #expect(lit.count == 4 && pixels.reduce(0, +) == 4)
      #expect(Set(lit.map { label == 0 ? $0 / 4 : $0 % 4 }).count == 1)
    }
    #expect(try make(Bars.self, ["image": .flag(true)]).inputShape == [1, 8, 8])
  }

  @Test(arguments: [8, 12, 20])
  func `shapes lie within their pictures`(_ size: Int) throws {
    let data = try make(Shapes.self, ["size": .integer(size), "n": .integer(200)])
    #expect(data.classNames == ["line", "cross", "circle", "square"])
    #expect(Array(try classes(data)[..<5]) == [0, 1, 2, 3, 0])
    for index in 0..<data.count {
      let pixels = Array(data.input(index))
      #expect(pixels.allSatisfy { $0 >= 0 && $0 <= 1 } && (pixels.max() ?? 0) > 0.5)
      let border = pixels.indices.filter {
        [0, size - 1].contains($0 / size) || [0, size - 1].contains($0 % size)
      }
      #expect(border.allSatisfy { pixels[$0] <= 0.251 }, "sample \(index)")
    }
  }

  @Test func `mnist1d with seed 42 is the published data`() throws {
    let data = try make(MNIST1D.self, seed: 42)
    #expect(data.count == 5000)
    #expect(data.inputShape == [40])
    let labels = try classes(data)
    #expect(
      labels[..<20] == [2, 6, 4, 5, 6, 6, 6, 0, 3, 1, 6, 9, 4, 3, 4, 5, 1, 9, 0, 3])
    #expect(labels[4990...] == [8, 3, 3, 6, 1, 2, 5, 9, 6, 4])
    expectClose(
      Array(data.input(0)[..<8]),
      [
        -0.33200568, -0.47191036, -0.77869707, -1.0097408, -0.88235259, 0.10393481, 1.6432843,
        1.6525071,
      ], "first")
    expectClose(
      Array(data.input(4999).suffix(8)),
      [
        -0.540012, -0.55877244, -0.39591056, -0.098646089, 0.44723287, 0.65987563, 0.87773436,
        1.1931518,
      ], "last")
    #expect(
      try make(MNIST1D.self, ["n": .integer(50), "image": .flag(true)]).inputShape == [1, 40])
  }

  @Test func `iris is Fisher's 150 flowers of three species`() throws {
    let data = try make(Iris.self)
    #expect(data.featureNames == ["sepal length", "sepal width", "petal length", "petal width"])
    #expect(data.classNames == ["setosa", "versicolor", "virginica"])
    #expect(try classes(data) == (0..<150).map { Int32($0 / 50) })
    // Rows 35 and 38 hold the paper's values, not the repository's slips.
    #expect(Array(data.input(34)) == [4.9, 3.1, 1.5, 0.2])
    #expect(Array(data.input(37)) == [4.9, 3.6, 1.4, 0.1])
    expectClose(
      Standardization(fitting: data).means, [5.843333, 3.057333, 3.758, 1.199333], "means")
  }

  @Test(arguments: Catalog.datasets.indices)
  func `data comes again from its seed, and every sample is finite`(_ index: Int) throws {
    let source = Catalog.datasets[index]
    let one = try make(source, seed: 3)
    #expect(one.count > 0)
    #expect(one.inputs.allSatisfy { $0.isFinite })
    #expect(try make(source, seed: 3) == one)
    if source.declaration.settings.contains(where: { $0.name == "noise" }) {
      let noisy = try make(source, ["noise": .number(0.3)], seed: 3)
      #expect(noisy != one && noisy.count == one.count)
    }
  }
}
