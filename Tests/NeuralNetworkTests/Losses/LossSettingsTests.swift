import NeuralNetwork
import Testing

/// Settings that the reference has no case for; values of PyTorch, or by hand where it has no such
/// loss.
struct LossSettingsTests {
  private static let outputs: [Float] = [0.5, -2, 0, 3, 1, -1]
  private static let values = Targets.values([0, 1, 0, 1, 1.25, -4], width: 3)
  private static let classes = Targets.classes([2, 0], count: 3)
  private static let chances = Targets.values([0.2, 0.5, 0.3, 1, 0, 0], width: 3)

  private static let cases: [(any Loss, Targets, Float, [Float])] = [
    (
      L1(settings: [:]), values, 1.4583333730697632,
      [0.16666667, -0.16666667, 0, 0.16666667, -0.16666667, 0.16666667]
    ),
    (
      Huber(settings: ["delta": .number(2)]), values, 1.6927083730697632,
      [0.083333336, -0.33333334, 0, 0.33333334, -0.041666668, 0.33333334]
    ),
    (
      Huber(settings: ["delta": .number(0.5)]), values, 0.6302083134651184,
      [0.083333336, -0.083333336, 0, 0.083333336, -0.041666668, 0.083333336]
    ),
    (
      SmoothL1(settings: ["beta": .number(0.5)]), values, 1.2604166269302368,
      [0.16666667, -0.16666667, 0, 0.16666667, -0.083333336, 0.16666667]
    ),
    (
      SmoothL1(settings: ["beta": .number(0)]), values, 1.4583333730697632,
      [0.16666667, -0.16666667, 0, 0.16666667, -0.16666667, 0.16666667]
    ),
    (NegativeLogLikelihood(settings: [:]), classes, -1.5, [0, 0, -0.5, -0.5, 0, 0]),
    (
      CrossEntropy(settings: ["label_smoothing": .number(0.2)]), classes, 0.8334203958511353,
      [0.2627672, -0.0090279244, -0.2537393, 7.3313713e-05, 0.025321875, -0.025395218]
    ),
    (
      CrossEntropy(settings: ["label_smoothing": .number(1)]), classes, 1.8334205150604248,
      [0.12943386, -0.14236125, 0.012927368, 0.26673996, -0.10801146, -0.15872855]
    ),
    (
      CrossEntropy(settings: [:]), chances, 1.033420443534851,
      [0.19610053, -0.2256946, 0.029594034, -0.06659335, 0.05865521, 0.0079381177]
    ),
    (
      CrossEntropy(settings: ["label_smoothing": .number(0.2)]), chances, 1.19342041015625,
      [0.18276718, -0.20902792, 0.026260704, 7.331371e-05, 0.025321875, -0.025395218]
    ),
    (
      CrossEntropy(settings: ["weight": .numbers([1, 2, 0.5]), "label_smoothing": .number(0.1)]),
      chances, 1.7677431106567383,
      [0.28764051, -0.45096663, 0.16332604, -0.026036581, 0.02629946, -0.00026291423]
    ),
    (
      CrossEntropy(settings: ["reduction": .choice("sum")]), chances, 2.066840887069702,
      [0.39220107, -0.45138919, 0.059188068, -0.1331867, 0.11731042, 0.015876235]
    ),
  ]

  @Test(arguments: cases.indices)
  func `a loss has PyTorch's value and gradient`(_ index: Int) throws {
    let (loss, targets, expected, slope) = Self.cases[index]
    let (value, gradient) = try loss.evaluate(
      outputs: Self.outputs, shape: [3], targets: targets)
    expectClose([value], [expected], loss.pytorch)
    expectClose(gradient, slope, loss.pytorch)
  }

  @Test func `hinge counts what is missing to a margin of one`() throws {
    // 1 − yz: 1 − 0.5, 1 + 2, 1 − 3 (none), and 1 − 1 (none, at the border); the 0 counts as −1.
    let (value, gradient) = try Hinge(settings: [:]).evaluate(
      outputs: [0.5, 2, 3, -1], shape: [1], targets: .values([1, -1, 1, 0], width: 1))
    #expect(value == 0.875)
    #expect(gradient == [-0.25, 0.25, 0, 0])
  }

  @Test func `the perceptron's criterion costs for wrong answers alone`() throws {
    // Answers: yes, no, yes (at the border), yes. Wrong are the third, free of cost, and the last.
    let (value, gradient) = try PerceptronCriterion(settings: [:]).evaluate(
      outputs: [2, -3, 0, 4], shape: [1], targets: .values([1, 0, 0, -1], width: 1))
    #expect(value == 1)
    #expect(gradient == [0, 0, 0.25, 0.25])
  }
}
