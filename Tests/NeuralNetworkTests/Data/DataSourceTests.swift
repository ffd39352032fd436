import NeuralNetwork
import Testing

struct DataSourceTests {
  private func make(
    _ source: any DataSource.Type, _ settings: Settings = [:], seed: UInt64 = 0
  ) throws -> Dataset {
    try source.make(settings, seed: seed, readShipped: readLessonFile)
  }

  @Test func `xor is four samples, of zeros and ones or of signs`() throws {
    let plain = try make(XOR.self)
    #expect(plain.inputs == [0, 0, 0, 1, 1, 0, 1, 1])
    #expect(plain.targets == .values([0, 1, 1, 0], width: 1))
    let signs = try make(XOR.self, ["signs": .flag(true)])
    #expect(signs.inputs == [-1, -1, -1, 1, 1, -1, 1, 1])
    #expect(signs.targets == plain.targets)
    let both = try make(XOR.self, ["target_signs": .flag(true)])
    #expect(both.inputs == plain.inputs)
    #expect(both.targets == .values([-1, 1, 1, -1], width: 1))
  }

  @Test func `the disc is inside radius 0.5 and the ring outside 0.7`() throws {
    let data = try make(Circle.self, ["n": .integer(501)])
    guard case .values(let labels, 1) = data.targets else { throw WrongTargets() }
    #expect(data.count == 501)
    for index in 0..<501 {
      let radius = data.input(index).reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(labels[index] == 1 ? radius <= 0.5 : radius >= 0.69999 && radius <= 1.00001)
    }
  }

  @Test func `the arms of the spiral are each other's mirror through the middle`() throws {
    let data = try make(Spiral.self, ["n": .integer(100)])
    for index in stride(from: 0, to: 100, by: 2) {
      expectClose(
        Array(data.input(index)), data.input(index + 1).map { -$0 }, "sample \(index)")
    }
    #expect(data.targets == .values((0..<100).map { $0 % 2 == 0 ? 1 : 0 }, width: 1))
    // The end of the first arm: 1¾ turns clockwise from the top is left.
    expectClose(Array(data.input(98)), [-1, 0], "end")
  }

  @Test(arguments: [("circle", 2), ("spiral", 3), ("spiral", 200)])
  func `noise moves samples, and a seed gives the same ones again`(
    _ name: String, _ count: Int
  ) throws {
    let source = try #require(Catalog.datasets.first { $0.declaration.name == name })
    let settings: Settings = ["n": .integer(count), "noise": .number(0.1)]
    let one = try make(source, settings, seed: 1)
    #expect(one.count == count)
    #expect(try one == make(source, settings, seed: 1))
    #expect(try one != make(source, settings, seed: 2))
    #expect(try one.inputs != make(source, ["n": .integer(count)], seed: 1).inputs)
  }

  @Test func `digits are 1,797 pictures from 0 to 1 in ten classes`() throws {
    let data = try make(Digits.self)
    #expect(data.inputShape == [64])
    #expect(data.imageShape == [8, 8])
    #expect(data.classNames == (0...9).map(String.init))
    guard case .classes(let labels, 10) = data.targets else { throw WrongTargets() }
    #expect(labels[..<10] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(Array(data.input(0)[..<8]) == [0, 0, 5, 13, 9, 1, 0, 0].map { $0 / 16 })
    #expect(data.inputs.max() == 1 && data.inputs.min() == 0)
    #expect(try make(Digits.self, ["image": .flag(true)]).inputShape == [1, 8, 8])
  }

  @Test func `a subset keeps its samples and their order`() throws {
    let data = try make(XOR.self).subset([3, 1])
    #expect(data.inputs == [1, 1, 0, 1])
    #expect(data.targets == .values([0, 1], width: 1))
    let digits = try make(Digits.self).subset([5, 5])
    #expect(digits.targets == .classes([5, 5], count: 10))
  }

  private struct WrongTargets: Error {}
}
