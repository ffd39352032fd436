import NeuralNetwork
import Testing

struct RandomDrawTests {
  /// `torch.manual_seed(5); torch.randint(0, bound, (3,))`
  @Test(arguments: [
    (7, [1, 5, 2]),
    (1 << 28, [236_996_814, 80_864_957, 220_060_790]),
    (1_000_000_000_000, [218_741_643_470, 962_503_177_917, 331_020_233_846]),
  ])
  func `whole numbers are PyTorch's, below small and large bounds`(
    bound: Int, expected: [Int]
  ) {
    var generator = MersenneTwister(seed: 5)
    #expect((0..<3).map { _ in generator.integer(below: bound) } == expected)
  }

  @Test(
    arguments: [
      (0.04, 1.04166675), (0.15, 1.17647052), (0.45, 1.81818175), (0.3697, 1.58654618),
      (0.97, 33.3333359),
    ] as [(Double, Float)])
  func `what is kept grows by PyTorch's factor, to the last bit`(
    probability: Double, factor: Float
  ) {
    var generator = MersenneTwister(seed: 5)
    let mask = generator.dropoutMask(500, probability: probability)
    #expect(Set(mask) == [0, factor])
  }

  @Test func `a mask of nothing or of everything draws nothing`() {
    var generator = MersenneTwister(seed: 5)
    #expect(generator.dropoutMask(3, probability: 0) == [1, 1, 1])
    #expect(generator.dropoutMask(3, probability: 1) == [0, 0, 0])
    #expect(generator == MersenneTwister(seed: 5))
  }
}
