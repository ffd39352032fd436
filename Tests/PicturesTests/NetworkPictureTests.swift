import Canvas
import TestSupport
import Testing

@testable import Pictures

@Suite struct `The network's picture` {
  private func draw(
    _ commands: String, columns: Int = 80, rows: Int = 18, theme: Theme = Sessions.colorless
  ) -> Canvas {
    Sessions.picture("network", of: commands, columns: columns, rows: rows, theme: theme)
  }

  @Test func `shows weights and biases before anything has run`() {
    expectGolden(draw(Sessions.xor).text, "network-xor-fresh")
  }

  @Test(arguments: [("ascii", Theme.plain), ("block", Theme(glyphs: .block, colors: .none))])
  func `shows what the neurons put out, in every tier`(_ name: String, _ theme: Theme) {
    expectGolden(draw(Sessions.xor + "; forward", theme: theme).text, "network-xor-\(name)")
  }

  @Test func `says that all weights are zero`() {
    #expect(draw("input 2; add linear 2; init zeros").text.contains("dashed -, largest 0 "))
    #expect(draw("input 2; add linear 2; init constant 3").text.contains("largest 3"))
  }

  @Test func `has colours by sign and size`() {
    let canvas = draw(Sessions.xor + "; forward", columns: 50, rows: 14, theme: Theme())
    expectGolden(canvas.text + "\n" + canvas.styleMap, "network-xor-colors")
  }

  @Test func `leaves out what does not fit, and says how many`() {
    expectGolden(draw(Sessions.digits + "; forward", theme: .plain).text, "network-digits")
  }

  @Test func `shows the input as a picture where it is one`() {
    let canvas = draw(Sessions.digits + "; forward", columns: 60, rows: 14, theme: Theme())
    #expect(canvas.text.contains("▀"))
  }

  @Test func `says less in less room`() {
    let commands = Sessions.xor + "; forward"
    expectGolden(draw(commands, columns: 40, rows: 10).text, "network-40x10")
    expectGolden(draw(commands, columns: 24, rows: 10).text, "network-24x10")
    expectGolden(draw(commands, columns: 14, rows: 8).text, "network-14x8")
  }

  @Test func `shows a single neuron with its weights`() {
    let commands = """
      input 2; add linear 1; add sigmoid; set l0.weight [[0.5, -1]]; set l0.bias [0.25]; \
      data values x=[[1, -2]] y=[[1]]; loss bce; forward
      """
    expectGolden(draw(commands, columns: 60, rows: 10, theme: .plain).text, "network-neuron")
  }

  @Test func `shows the outputs after training, whose passes are not kept`() {
    #expect(draw(Sessions.xor + "; train 3").text.contains("sample 0 of 4, target 0"))
  }
}
