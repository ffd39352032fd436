import NeuralNetwork
import Testing

struct SplitTests {
  private let data = Dataset(
    name: "ten", inputShape: [1], inputs: (0..<10).map { Float($0) },
    targets: .classes((0..<10).map { Int32($0) }, count: 10))

  @Test func `samples are shuffled as by randperm, with their targets`() {
    // torch.manual_seed(0); torch.randperm(10)
    let expected = [4, 1, 7, 5, 3, 9, 0, 8, 6, 2]
    let shuffled = data.shuffled(seed: 0)
    #expect(shuffled.inputs == expected.map { Float($0) })
    #expect(shuffled.targets == .classes(expected.map { Int32($0) }, count: 10))
  }

  @Test(arguments: [
    (0.5, 5), (0.74, 7), (0.75, 8), (0.001, 1), (0.999, 9), (0, 1), (1, 9), (.nan, 1),
  ])
  func `a split leaves a sample on each side at least`(_ part: Double, _ count: Int) throws {
    let (training, test) = try data.split(part, seed: nil)
    #expect(training.inputs == (0..<count).map { Float($0) })
    #expect(test.inputs == (count..<10).map { Float($0) })
  }

  @Test func `a split by a seed shuffles beforehand`() throws {
    let (training, test) = try data.split(0.8, seed: 0)
    #expect(training.inputs + test.inputs == data.shuffled(seed: 0).inputs)
    #expect(training.count == 8)
  }

  @Test func `one sample cannot be split`() {
    #expect(throws: DataError.tooFewToSplit(count: 1)) {
      try data.subset([0]).split(0.5, seed: 0)
    }
  }

  @Test func `standardised samples have mean 0 and deviation 1, as the training samples were`() {
    let training = Dataset(
      name: "t", inputShape: [3], inputs: [1, 5, 10, 3, 5, 30], targets: .values([0, 0], width: 1))
    let scale = Standardization(fitting: training)
    #expect(scale.means == [2, 5, 20])
    #expect(scale.deviations == [1, 1, 10])
    #expect(scale.applied(to: training).inputs == [-1, 0, -1, 1, 0, 1])
    #expect(scale.applied(to: [4, 6, 25]) == [2, 1, 0.5])
  }
}
