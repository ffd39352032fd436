import NeuralNetwork
import Testing

struct MersenneTwisterTests {
  @Test func `the first words are those of the published generator`() {
    // The reference program's seed, mt19937ar.out: init_genrand(5489) begins so.
    var generator = MersenneTwister(seed: 5489)
    #expect(
      (0..<5).map { _ in generator.next32() }
        == [3_499_211_612, 581_869_302, 3_890_346_734, 3_586_334_585, 545_404_204])
    for _ in 5..<9999 { _ = generator.next32() }
    #expect(generator.next32() == 4_123_659_995)
  }

  @Test func `seed 42 gives the parameters of PyTorch's first linear layer`() throws {
    let network = try Network.build([2], seed: 42, (Linear.self, 4))
    let weight = try #require(network.slice(layer: 0, named: "weight"))
    expectClose(
      network.tensor(weight).values,
      [0.5406, 0.5869, -0.1657, 0.6496, -0.1549, 0.1427, -0.3443, 0.4153], absolute: 5e-5,
      "weight")
  }

  @Test func `a copy draws the same numbers again`() {
    var generator = MersenneTwister(seed: 3)
    _ = generator.normal(3)
    var copy = generator
    #expect(generator.normal(700) == copy.normal(700))
    #expect(generator.normalDouble() == copy.normalDouble())
    #expect(generator == copy)
    _ = copy.next32()
    #expect(generator != copy)
  }

  @Test(arguments: [0, 1, 2, 9])
  func `a permutation holds each index once`(_ count: Int) {
    var generator = MersenneTwister(seed: 1)
    #expect(generator.permutation(count).sorted() == Array(0..<count))
  }

  @Test func `a range keeps to its ends`() {
    var generator = MersenneTwister(seed: 1)
    let draws = (0..<10_000).map { _ in generator.uniform(-0.25, 0.5) }
    #expect(draws.allSatisfy { $0 >= -0.25 && $0 < 0.5 })
    let mean = draws.reduce(0, +) / 10_000
    #expect((mean - 0.125).magnitude < 0.01)
  }
}
