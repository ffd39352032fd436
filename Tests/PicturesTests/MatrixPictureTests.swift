import Canvas
import TestSupport
import Testing

@testable import Pictures

@Suite struct `Pictures of matrices` {
  private func draw(
    _ name: String, _ commands: String, layer: Int? = nil, columns: Int = 80, rows: Int = 18,
    theme: Theme = .plain
  ) -> Canvas {
    Sessions.picture(
      name, of: commands, layer: layer, columns: columns, rows: rows, theme: theme)
  }

  @Test func `weights with their biases, in numbers`() {
    let canvas = draw("weights", Sessions.xor, columns: 60, theme: Theme())
    expectGolden(canvas.text + "\n" + canvas.styleMap, "weights-xor")
  }

  @Test func `weights of one layer`() {
    #expect(
      draw("weights", Sessions.xor, layer: 2).text == """
        l2 linear 4->1 - weight [1x4]
              l1.n0    l1.n1    l1.n2    l1.n3      bias
        n0  +0.3694  +0.0677  +0.2411  -0.0706   +0.3854
        -0.3854 %%=-.+*## +0.3854   rows: neurons, columns: inputs
        """)
  }

  @Test func `weights of pixels as pictures`() {
    expectGolden(draw("weights", Sessions.digits, layer: 0).text, "weights-digits-ascii")
    let canvas = draw("weights", Sessions.digits, columns: 40, rows: 12, theme: Theme())
    expectGolden(canvas.text, "weights-digits-colors")
  }

  @Test func `a large matrix, the strongest of each patch`() {
    let commands = "input 100; add linear 50"
    expectGolden(draw("weights", commands, columns: 60, rows: 12).text, "weights-large")
  }

  @Test func `several layers share the height`() {
    let commands = "input 3; add linear 8; add relu; add linear 8; add relu; add linear 2"
    expectGolden(draw("weights", commands, columns: 60, rows: 14).text, "weights-deep")
    expectGolden(draw("weights", commands, columns: 30, rows: 5).text, "weights-deep-30x5")
  }

  @Test func `gradients`() {
    let canvas = draw("gradients", Sessions.xor + "; forward; backward", columns: 60)
    expectGolden(canvas.text, "gradients-xor")
  }

  @Test func `activations of all layers and of one`() {
    expectGolden(draw("activations", Sessions.xor + "; forward").text, "activations-xor")
    expectGolden(
      draw("activations", Sessions.xor + "; forward", layer: 1).text, "activations-xor-l1")
    expectGolden(draw("activations", Sessions.digits + "; forward").text, "activations-digits")
  }

  @Test(arguments: [
    (10, [3, 4, 2], [3, 4, 2]), (6, [3, 4, 2], [2, 2, 2]), (5, [9, 1, 9], [2, 1, 2]),
    (2, [5, 5, 5], [0, 1, 1]), (0, [1], [0]),
  ])
  func `heights are shared`(_ total: Int, _ wanted: [Int], _ shares: [Int]) {
    #expect(Shares.divided(total, among: wanted) == shares)
  }
}
