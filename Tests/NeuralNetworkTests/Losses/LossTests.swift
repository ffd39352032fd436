import NeuralNetwork
import Testing

extension Loss {
  /// Targets are classes, not values.
  var comparesClasses: Bool {
    (try? check(output: [2], targets: .classes([0], count: 2))) != nil
  }
}

struct LossTests {
  private func loss(
    _ loss: any Loss, _ outputs: [Float], _ targets: Targets, width: Int
  ) throws -> (value: Float, gradient: [Float]) {
    try loss.evaluate(outputs: outputs, shape: [width], targets: targets)
  }

  @Test func `mse is the mean of the squares`() throws {
    let (value, gradient) = try loss(
      MeanSquaredError(settings: [:]), [1, 2, 3, 4], .values([0, 0, 3, 2], width: 2), width: 2)
    #expect(value == 9.0 / 4)
    #expect(gradient == [0.5, 1, 0, 1])
  }

  @Test func `bce holds a logarithm at -100, as PyTorch does`() throws {
    let bce = BinaryCrossEntropy(settings: [:])
    #expect(try loss(bce, [0], .values([1], width: 1), width: 1).value == 100)
    #expect(try loss(bce, [1], .values([0], width: 1), width: 1).value == 100)
    #expect(try loss(bce, [1], .values([1], width: 1), width: 1).value == 0)
    // (p − y) / max(p (1 − p), 10⁻¹²) at p = 0, y = 1
    let (_, gradient) = try loss(bce, [0], .values([1], width: 1), width: 1)
    expectClose(gradient, [-1e12], "gradient")
  }

  @Test(arguments: [-1, 1.5, Float.nan])
  func `a target that is no probability is refused by bce`(target: Float) {
    let targets = Targets.values([0, target], width: 1)
    for bce: any Loss in [
      BinaryCrossEntropy(settings: [:]), BinaryCrossEntropyWithLogits(settings: [:]),
    ] {
      #expect(throws: NetworkError.self) { try loss(bce, [0.5, 0.5], targets, width: 1) }
    }
  }

  @Test func `cross-entropy of softmax(2, 1, 0.1) for the first class is 0.41703`() throws {
    let (value, gradient) = try loss(
      CrossEntropy(settings: [:]), [2, 1, 0.1], .classes([0], count: 3), width: 3)
    expectClose([value], [0.41703], "value")
    expectClose(gradient, [0.6590 - 1, 0.2424, 0.0986], absolute: 5e-5, "gradient")
  }

  @Test func `scores of any size leave losses finite`() throws {
    let logits = BinaryCrossEntropyWithLogits(settings: [:])
    #expect(try loss(logits, [1e4, -1e4], .values([0, 1], width: 1), width: 1).value == 1e4)
    #expect(try loss(logits, [1e4, -1e4], .values([1, 0], width: 1), width: 1).value == 0)
    let classes = CrossEntropy(settings: [:])
    #expect(try loss(classes, [1e4, -1e4], .classes([1], count: 2), width: 2).value == 2e4)
    #expect(try loss(classes, [1e4, -1e4], .classes([0], count: 2), width: 2).value == 0)
  }

  @Test(arguments: Catalog.losses.map(GradientCheckTests.LossBlock.init), [Float.nan, .infinity])
  func `what is not finite shows in the loss`(
    _ block: GradientCheckTests.LossBlock, _ value: Float
  ) throws {
    let targets: Targets =
      block.type.init(settings: [:]).comparesClasses
      ? .classes([1, 0], count: 2) : .values([0, 1, 0, 1], width: 2)
    let (result, _) = try loss(
      block.type.init(settings: [:]), [0.5, 0.25, value, 0.5], targets, width: 2)
    #expect(!result.isFinite)
  }

  @Test func `a loss refuses targets that it cannot compare`() {
    let values = Targets.values([0, 1], width: 1)
    let classes = Targets.classes([0, 2], count: 3)
    for type in Catalog.losses {
      let loss = type.init(settings: [:])
      let (wrong, words) =
        loss.comparesClasses ? (values, "1 value") : (classes, "3 classes")
      #expect(throws: NetworkError.lossMismatch(loss: loss.label, output: [3], target: words)) {
        try loss.check(output: [3], targets: wrong)
      }
    }
    #expect(
      throws: NetworkError.lossMismatch(loss: "cross_entropy", output: [4], target: "3 classes")
    ) {
      try CrossEntropy(settings: [:]).check(output: [4], targets: classes)
    }
    #expect(throws: NetworkError.lossMismatch(loss: "mse", output: [2], target: "1 value")) {
      try MeanSquaredError(settings: [:]).check(output: [2], targets: values)
    }
  }
}
