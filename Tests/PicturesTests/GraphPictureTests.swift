import Canvas
import Interpreter
import Pictures
import TestSupport
import Testing

@Suite struct `The graph of a number` {
  private func draw(_ commands: String, columns: Int = 80, rows: Int = 16) -> String {
    Gallery.draw(
      PictureRequest(name: "graph", variable: "y"), of: Sessions.after(commands),
      size: Size(columns: columns, rows: rows), theme: .plain
    ).text
  }

  private let product = "let a = 2; let b = -3; let c = 2; let y = a*b + tanh(c)"

  @Test func `operations stand above their operands, with values and local derivatives`() {
    expectGolden(draw(product), "graph-fresh")
  }

  @Test func `gradients come in as the way back goes on, and the next operation is marked`() {
    expectGolden(draw(product + "; backward op y; backward op"), "graph-walked")
  }

  @Test func `what is read twice is drawn once`() {
    expectGolden(
      draw("let a = 3; let s = a*a; let y = s*2 + s*a; backward y", columns: 60), "graph-shared")
  }

  @Test func `a long chain is cut to the rows that there are`() {
    let chain = (0..<300).map { _ in "let y = y + 1" }.joined(separator: "; ")
    let drawn = draw("let y = 0; " + chain, columns: 40, rows: 10)
    #expect(drawn.split(separator: "\n").count == 10)
  }
}
