import Interpreter
import Testing

struct GradcheckTests {
  static let xor = """
    input 2; add linear 2; add tanh; add linear 1; add sigmoid; loss bce; data xor; \
    set l0.weight [[0.5, 0.2], [-0.3, 0.8]]; set l0.bias [0.1, -0.1]; \
    set l2.weight [[0.7, -0.4]]; set l2.bias [0.05]
    """

  @Test func `gradcheck names the worst derivative of each array, and says that all are right`() {
    var session = Session.after(Self.xor)
    let before = session
    let said = session.says("gradcheck")
    var lines = said[0].split(separator: "\n").map(String.init)
    #expect(lines[0] == "17 derivatives of the loss of 4 samples, eps 1.0e-05")
    #expect(lines[1] == "worst of each | backward | difference | error")
    lines.removeFirst(2)
    #expect(
      lines.map { $0.split(separator: "[")[0] } == [
        "l0.input", "l0.weight", "l0.bias", "l2.weight", "l2.bias",
      ])
    for line in lines {
      let cells = line.split(separator: " | ")
      // The two agree in all digits that are shown.
      #expect(cells[1] == cells[2], "\(line)")
      #expect((Double(cells[3]) ?? 1) < 1e-6, "\(line)")
    }
    #expect(said[1].hasPrefix("the gradients are right: worst l"))
    #expect(said[2].hasPrefix("training's own gradients, in 32 bits, are off by "))
    #expect(session.network == before.network && session.undoDepth == before.undoDepth)
  }

  @Test func `a corner is named where there is no slope`() {
    var session = Session.after(
      """
      input 1; add linear 1; add relu; loss mse; data values x=[[1]] y=[[1]]; \
      set l0.weight 0; set l0.bias 0
      """)
    let said = session.says("gradcheck l0")
    // The weight is 0: what goes in has no effect, and no corner is passed.
    #expect(
      said[0].split(separator: "\n").suffix(2) == [
        "l0.weight | at corners |  | ", "l0.bias | at corners |  | ",
      ])
    #expect(
      said[2]
        == "no slope to measure: moving l0.weight[0,0] by eps crosses a corner of l1.n0 relu, "
        + "and 1 more")
  }

  @Test func `gradcheck curve falls with the square of eps, and rises again`() {
    var session = Session.after(Self.xor)
    let lines = session.says("gradcheck curve l0.weight[0,1]")[0].split(separator: "\n")
    #expect(lines.count == 2 + 12 + 1)
    #expect(lines[0].hasPrefix("l0.weight[0,1]: backward "))
    let errors = lines[2..<14].map { Double($0.split(separator: " | ")[2]) ?? .nan }
    #expect(errors[0] > 1e-4 && errors[4] < 1e-8 && errors[11] > errors[4])
    #expect(lines[2..<14].count { $0.hasSuffix("best") } == 1)
  }

  @Test func `what depends on nothing has nothing to be checked`() {
    var session = Session.after(Self.xor)
    #expect(failure(of: "gradcheck l0.n0", on: session).contains("a layer or a parameter"))
    #expect(failure(of: "gradcheck eps=0", on: session).contains("eps is above 0"))
    #expect(failure(of: "gradcheck", on: Session()).contains("input"))
    #expect(session.says("gradcheck l2.bias")[0].contains("\nl2.bias[0] |"))
  }
}
