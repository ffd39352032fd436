import NeuralNetwork
import Testing

/// Settings and initialisers that the reference has no case for; values of PyTorch after
/// `torch.manual_seed(7)`.
struct InitializerTests {
  private static let cases: [(any Initializer, [Int], [Float])] = [
    (
      Orthogonal(settings: [:]), [4, 3],
      [
        -0.0714623, 0.3939888, 0.7793878, -0.5424817, 0.5227473, -0.5431827, -0.1731243, 0.5666179,
        0.1827947, -0.8189229, -0.5004519, 0.2531662,
      ]
    ),
    (
      Orthogonal(settings: [:]), [3, 4],
      [
        -0.0880767, 0.4716828, 0.5680907, -0.6686036, 0.9340302, -0.0852913, 0.3323752, 0.0991955,
        -0.1911571, -0.8642861, 0.3907644, -0.2525305,
      ]
    ),
    (
      Orthogonal(settings: [:]), [2, 2, 1, 2],
      [
        -0.0880767, 0.4716828, 0.5680907, -0.6686036, 0.9340302, -0.0852913, 0.3323752, 0.0991955,
      ]
    ),
    (
      Orthogonal(settings: ["gain": .number(2)]), [2, 3],
      [-0.2368865, 1.2686142, 1.5279078, -0.9784217, 1.2644739, -1.2015809]
    ),
    (
      LeCunUniform(settings: [:]), [2, 3],
      [0.0698451, -0.6023936, 0.3184234, 0.3137805, -0.5344769, -0.1498772]
    ),
    (
      LeCunNormal(settings: [:]), [2, 3],
      [-0.0847522, 0.4538789, 0.5466477, -0.6433668, 0.9761781, -0.5166291]
    ),
    (
      KaimingUniform(settings: ["nonlinearity": .choice("tanh")]), [2, 3],
      [0.1164085, -1.0039893, 0.5307056, 0.5229676, -0.8907948, -0.2497953]
    ),
    (
      KaimingNormal(settings: ["nonlinearity": .choice("selu")]), [2, 3],
      [-0.0635641, 0.3404092, 0.4099858, -0.4825251, 0.7321336, -0.3874718]
    ),
    (
      KaimingUniform(settings: ["a": .number(0.2)]), [2, 3],
      [0.0968577, -0.8353696, 0.4415738, 0.4351353, -0.7411861, -0.2078423]
    ),
    (
      KaimingNormal(settings: ["mode": .choice("fan_out")]), [2, 3],
      [-0.1467951, 0.7861413, 0.9468216, -1.114344, 1.6907902, -0.8948279]
    ),
    (
      XavierUniform(settings: ["gain": .number(5.0 / 3)]), [2, 3],
      [0.1275191, -1.0998152, 0.5813589, 0.5728823, -0.9758168, -0.2736371]
    ),
    (
      XavierUniform(settings: [:]), [2, 1, 2, 2],
      [
        0.0493879, -0.4259566, 0.2251593, 0.2218764, -0.3779322, -0.1059792, -0.4142429, 0.1834749,
      ]
    ),
  ]

  @Test(arguments: cases.indices)
  func `weights are PyTorch's`(_ index: Int) {
    let (initializer, shape, expected) = Self.cases[index]
    var generator = MersenneTwister(seed: 7)
    let values = initializer.values(shape: shape, using: &generator)
    expectClose(values, expected, relative: 2e-6, initializer.pytorch)
  }

  @Test func `rows of a large orthogonal matrix stand at right angles`() {
    var generator = MersenneTwister(seed: 1)
    let values = Orthogonal(settings: [:]).values(shape: [64, 100], using: &generator)
    for first in 0..<64 {
      for second in 0...first {
        var product: Float = 0
        for element in 0..<100 {
          product += values[first * 100 + element] * values[second * 100 + element]
        }
        #expect(abs(product - (first == second ? 1 : 0)) < 1e-6)
      }
    }
  }
}
