import Interpreter
import NeuralNetwork
import Testing

/// Numbers that `let` has named, as a graph.
struct ScalarTests {
  static let product = "let a = 2; let b = -3; let c = 2; let y = a*b + tanh(c)"

  @Test func `backward goes through all that a number is computed from`() {
    var session = Session.after(Self.product)
    #expect(
      session.says("backward y") == [
        "backward from y: 3 operations · a.grad -3.0000 · b.grad +2.0000 · c.grad +0.0707"
      ])
    #expect(
      session.says("print a.grad, b.grad, c.grad, y.grad") == [
        "a.grad -3", "b.grad 2", "c.grad 0.0707", "y.grad 1",
      ])
  }

  @Test func `backward op goes through one operation after the other, with its numbers`() {
    var session = Session.after(Self.product)
    #expect(
      session.says("backward op y; backward op; backward op") == [
        """
        backward from y, operation 1 of 3: +
        y = a × b + tanh(c) = 2.0000 × (-3.0000) + tanh(2.0000) = -5.0360
        --
        dy/dy = +1.0000
        dy/d(a × b) gets +1.0000 × +1.0000 = +1.0000
        dy/d(tanh(c)) gets +1.0000 × +1.0000 = +1.0000
        """,
        """
        backward from y, operation 2 of 3: tanh
        tanh(c) = tanh(2.0000) = 0.9640
        derivative: 1 - a²
        --
        dy/d(tanh(c)) = +1.0000
        dy/dc gets +1.0000 × +0.0707 = +0.0707
        """,
        """
        backward from y, operation 3 of 3: ×
        a × b = 2.0000 × (-3.0000) = -6.0000
        --
        dy/d(a × b) = +1.0000
        dy/da gets +1.0000 × -3.0000 = -3.0000
        dy/db gets +1.0000 × +2.0000 = +2.0000
        that was the last
        """,
      ])
    #expect(failure(of: "backward op", on: session).contains("has come to its end"))
    let whole = Session.after(Self.product + "; backward y")
    #expect(session.tape.graph.gradients == whole.tape.graph.gradients)
  }

  @Test func `backward op begins at the number computed last, unless a network's pass waits`() {
    let network = "input 1; add linear 1; loss mse; data sine"
    for before in ["", "\(network); ", "let n = 2 * 3; "] {
      var session = Session.after(before + Self.product)
      #expect(session.says("backward op").first?.hasPrefix("backward from y, operation 1") == true)
      #expect(session.says("backward op").first?.hasPrefix("backward from y, operation 2") == true)
    }
    var passed = Session.after("\(network); \(Self.product); forward")
    #expect(passed.says("backward op").first?.contains("from y") == false)
    // Two numbers of the line's own are no graph to go back through.
    #expect(
      failure(of: "backward op", on: Session.after("\(network); let n = 2 * 3")).contains("forward")
    )
  }

  @Test func `gradients add up until zero_grad, and undo brings them back`() {
    var session = Session.after(Self.product + "; backward y")
    #expect(session.says("backward y").last?.contains("zero_grad keeps them apart") == true)
    #expect(session.says("print a.grad") == ["a.grad -6"])
    #expect(session.says("undo; print a.grad").last == "a.grad -3")
    _ = session.run("redo; zero_grad", in: .fake())
    #expect(failure(of: "print a.grad", on: session).contains("no gradient yet"))
    #expect(session.says("backward y; print a.grad").last == "a.grad -3")
  }

  @Test func `a number that is used twice gets both parts`() {
    // y = a² b + a: dy/da = 2 a b + 1
    var session = Session.after("let a = 3; let s = a*a; let y = s*2 + a; backward y")
    #expect(session.says("print a.grad, s.grad") == ["a.grad 13", "s.grad 2"])
  }

  @Test func `what was computed from a name keeps the number that it had`() {
    var session = Session.after("let a = 2; let y = a*a; let a = 10; backward y")
    #expect(session.says("print y, y.grad") == ["y 4", "y.grad 1"])
    // The a of today is another number: nothing came to it.
    #expect(session.says("print a, a.grad") == ["a 10", "a.grad 0"])
  }

  /// At a = 2 and b = -4.
  @Test(arguments: [
    ("a / b", "-0.2500", "-0.1250"), ("a - b", "1", "-1"), ("-a * b", "4", "-2"),
    ("a^3", "12", "0"), ("exp(a)", "7.3891", "0"), ("log(a) + sqrt(a)", "0.8536", "0"),
    ("relu(b) + abs(b)", "0", "-1"), ("sigmoid(a)", "0.1050", "0"),
    ("sin(a) + cos(a)", "-1.3254", "0"), ("max(a, b)", "1", "0"), ("min(a, b, 7)", "0", "1"),
    ("sum(a, b, b)", "1", "2"), ("a * layers + b", "0", "1"),
  ])
  func `operations have their derivatives`(_ expression: String, _ ofA: String, _ ofB: String) {
    var session = Session.after("let a = 2; let b = -4; let y = \(expression); backward y")
    #expect(session.says("print a.grad, b.grad") == ["a.grad \(ofA)", "b.grad \(ofB)"])
  }

  @Test func `what has no graph says so`() {
    let session = Session.after("let t = [1, 2]; let a = 2")
    #expect(failure(of: "backward t", on: session).contains("only single numbers have a graph"))
    #expect(failure(of: "backward q", on: session).contains("nothing is called \"q\""))
    #expect(failure(of: "backward op", on: session).contains("needs a name to begin from"))
    #expect(failure(of: "print a.grad", on: session).contains("has no gradient yet"))
  }

  @Test
  func `backward op goes on with the way back that is under way, and else with the network's`() {
    var session = Session.after(
      GradcheckTests.xor + "; forward; let a = 2; let y = a * a; backward op y")
    // The number's way back is at its end: the network's begins, with the loss.
    let said = session.says("backward op")[0]
    #expect(!said.contains("backward from y"), "\(said)")
    #expect(said.contains("loss"), "\(said)")
  }
}
