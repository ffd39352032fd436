import NeuralNetwork
import Testing

struct AccuracyTests {
  private func correct(
    _ outputs: [Float], _ targets: Targets, logits: Bool = false
  ) -> [Bool]? {
    Accuracy(targets, loss: logits ? BinaryCrossEntropyWithLogits(settings: [:]) : nil)?.correct(
      outputs, targets)
  }

  @Test func `zeros and ones are parted at one half, or at zero where outputs are scores`() {
    let targets = Targets.values([0, 1, 1, 0], width: 1)
    #expect(correct([0.4, 0.5, 0.4, 0.6], targets) == [true, true, false, false])
    #expect(correct([-1, 0, -0.1, 0.4], targets, logits: true) == [true, true, false, false])
  }

  @Test func `signs are parted at zero`() {
    let targets = Targets.values([-1, 1, 1, -1], width: 1)
    #expect(correct([-0.1, 0.1, -3, 0.4], targets) == [true, true, false, false])
  }

  @Test func `every value of a wide target must be on its side`() {
    let targets = Targets.values([0, 1, 1, 0], width: 2)
    #expect(correct([0.1, 0.9, 0.9, 0.9], targets) == [true, false])
  }

  @Test func `the largest score names the class, and the first of equals wins`() {
    let targets = Targets.classes([2, 0, 1], count: 3)
    #expect(correct([1, 2, 3, 5, 5, 1, 7, 7, 1], targets) == [true, true, false])
  }

  @Test func `where a loss chooses among classes, the largest score is held against the likeliest`()
  {
    let targets = Targets.values([0.2, 0.7, 0.1, 0, 0, 1, 1, 0, 0], width: 3)
    let right = Accuracy(targets, loss: CrossEntropy(settings: [:]))?
      .correct([-3, -1, -2, 0, 2, 1, 5, 5, 1], targets)
    #expect(right == [true, false, true])
  }

  @Test func `what is not a number is wrong`() {
    #expect(correct([.nan, .nan], .values([0, 1], width: 1)) == [false, false])
    #expect(correct([.nan, 1], .classes([1], count: 2)) == [false])
  }

  @Test func `quantities have no accuracy`() {
    #expect(correct([1, 2], .values([0.5, 2], width: 1)) == nil)
  }
}
