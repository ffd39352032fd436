import Foundation
import NeuralNetwork
import Testing

/// The series of our own against the system's library.
struct ScalarMathTests {
  private func expectWithin(
    _ units: Double, _ computed: Double, _ expected: Double, _ what: String
  ) {
    let error = (computed - expected).magnitude / max(expected.ulp, .leastNormalMagnitude)
    #expect(error <= units, "\(what): \(computed), not \(expected)")
  }

  @Test func `exp, log and tanh agree to a few units in the last place`() {
    for step in -2000...2000 {
      let x = Double(step) * 0.0137
      expectWithin(3, ScalarMath.exp(x), Foundation.exp(x), "exp \(x)")
      expectWithin(5, ScalarMath.tanh(x), Foundation.tanh(x), "tanh \(x)")
      let positive = Foundation.exp(x)
      expectWithin(3, ScalarMath.log(positive), Foundation.log(positive), "log \(positive)")
    }
  }

  @Test func `sin and cos agree within a few turns`() {
    for step in -2000...2000 {
      let angle = Double(step) * 0.0137
      let sine = (ScalarMath.sin(angle) - Foundation.sin(angle)).magnitude
      let cosine = (ScalarMath.cos(angle) - Foundation.cos(angle)).magnitude
      #expect(max(sine, cosine) < 3e-16, "\(angle)")
    }
  }

  @Test func `ends and what is no number`() {
    #expect(ScalarMath.exp(-1000) == 0)
    #expect(ScalarMath.exp(1000) == .infinity)
    #expect(ScalarMath.exp(.nan).isNaN)
    #expect(ScalarMath.log(0) == -.infinity)
    #expect(ScalarMath.log(-1).isNaN)
    #expect(ScalarMath.log(.infinity) == .infinity)
    #expect(ScalarMath.tanh(-50) == -1)
    #expect(ScalarMath.tanh(.infinity) == 1)
    #expect(ScalarMath.tanh(.nan).isNaN)
    #expect(ScalarMath.tanh(1e-9) == 1e-9)
  }
}
