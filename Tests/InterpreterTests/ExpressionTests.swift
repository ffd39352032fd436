import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Expressions` {
  private static let session = Session.after(
    """
    input 2; add linear 2; add tanh; add linear 1
    set l0.weight [[1, 2], [3, 4]]; set l0.bias [0.1, 0.5]; set l2.weight [[1, -1]]; set l2.bias 0
    data values x=[[1, 0], [0, 1], [1, 1]] y=[[1], [0], [1]]; loss mse
    let k = 3; let m = [[1, 2], [3, 4]]; let e = [1, 10]
    """)

  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("2 ^ 3 ^ 2", "512"), ("-2 ^ 2", "-4"),
    ("2 ** -1", "0.5000"), ("7 / 2 - 1", "2.5000"), ("1 - 2 - 3", "-4"), ("8 / 4 / 2", "1"),
    ("--3", "3"), ("+4", "4"), ("1_000 + 1", "1001"), (".5 + 1.", "1.5000"), ("1e3", "1000"),
    ("1 < 2 and 2 < 3", "true"), ("1 > 2 or not (2 > 3)", "true"), ("not 1 == 2", "true"),
    ("1 ≤ 2", "true"), ("2 − 3", "-1"), ("3 × 4", "12"), ("2 != 3", "true"),
    ("true == false", "false"),
    ("false and l9.weight > 0", "false"), ("true or l9.weight > 0", "true"),
    ("abs(-3)", "3"), ("min(3, 1, 2)", "1"), ("max(m)", "4"), ("mean(m)", "2.5000"),
    ("sum(m)", "10"), ("sum([])", "0"), ("norm([3, 4])", "5"), ("argmax([1, 5, 2])", "1"),
    ("all(m > 0)", "true"), ("any(m > 4)", "false"), ("all([0.5, 1])", "true"),
    ("finite(1/0)", "false"), ("finite(0/0)", "false"), ("1/0", "inf"), ("-1/0", "-inf"),
    ("exp(0)", "1"), ("log(exp(1))", "1"), ("sqrt(2)", "1.4142"), ("tanh(0.4)", "0.3799"),
    ("sigmoid(2.75)", "0.9399"), ("relu(-2)", "0"), ("relu(m - 2)", "[[0, 0], [1, 2]]"),
    ("round(2.5)", "2"), ("sign(-0.1)", "-1"), ("rows(m)", "2"), ("pi", "3.1416"),
    ("m + 1", "[[2, 3], [4, 5]]"), ("m * e", "[[1, 20], [3, 40]]"), ("m[1]", "[3, 4]"),
    ("m[-1, 0]", "3"), ("(m * 2)[0, 1]", "4"), ("m == [[1, 0], [3, 4]]", "[[1, 0], [1, 1]]"),
    ("1 - m", "[[0, -1], [-2, -3]]"), ("-m", "[[-1, -2], [-3, -4]]"), ("[k, k + 1]", "[3, 4]"),
    ("[[1, 2], m[1]]", "[[1, 2], [3, 4]]"), ("[1, 2,]", "[1, 2]"),
    ("[0.5, -0]", "[0.5000, 0.0000]"),
    ("\"XOR\" == \"xor\"", "true"), ("\"a\" == \"b\"", "false"),
    ("l0.weight", "[[1, 2], [3, 4]]"), ("l0.weight[1,0]", "3"), ("L0.Weight[1]", "[3, 4]"),
    ("l0.bias[0]", "0.1000"), ("l0.bias[0] == 0.1", "true"), ("0.1 <= l0.bias[0]", "true"),
    ("l0.kind", "linear"), ("kind(1)", "tanh"), ("l1.kind == \"Tanh\"", "true"),
    ("l0.inputs + l0.outputs", "4"), ("l0.parameters", "6"), ("l0", "linear 2→2"),
    ("l0.input", "[[1, 0], [0, 1], [1, 1]]"), ("l0.output[0]", "[1.1000, 3.5000]"),
    ("l0.n1", "[3.5000, 4.5000, 7.5000]"), ("l0.n1[2]", "7.5000"), ("layers", "3"),
    ("parameters", "9"), ("inputs", "2"), ("outputs", "1"), ("samples", "3"), ("features", "2"),
    ("classes", "0"), ("data", "values"), ("data == \"values\"", "true"),
    ("loss_function", "mse"), ("LossFunction == \"MSE\"", "true"), ("optimizer == \"sgd\"", "true"),
    ("lr", "0.0010"), ("batch", "3"), ("steps", "0"), ("epochs", "0"), ("used(\"add\")", "true"),
    ("used(\"train\")", "false"), ("used(\"zerograd\")", "false"), ("seed", "0"), ("sample", "0"),
    ("test.samples", "0"), ("123456.789", "123456.7890"), ("0.00001", "1.0000e-05"),
    ("1234567.5", "1.2346e+06"), ("99999999999999999999", "1.0000e+20"),
    ("-0.00001", "-1.0000e-05"),
    ("0.99996", "1.0000"), ("9.9999999e-5", "1.0000e-04"), ("0.1 + 0.2 == 0.3", "true"),
    ("16777217 == 16777216", "false"),
  ]) func `an expression has this value`(_ text: String, _ value: String) throws {
    #expect(try Self.session.evaluate(text).text == value)
  }

  @Test(arguments: [
    ("1 < true", "< does not go between a number and true or false"),
    ("m + [1, 2, 3]", "+ does not go between 2×2 and 3 numbers"),
    ("m and true", "this is 2×2 numbers, neither true nor false"),
    ("not 3", "this is a number, neither true nor false"),
    ("k[0]", "a number has no entries to choose from"),
    ("m[0, 0, 0]", "3 indices for 2×2 numbers: at most 2 indices"),
    ("m[0.5]", "an index is a whole number"),
    ("m[2]", "there is no entry 2 here: they go from 0 to 1"),
    ("k.grad", "k has no gradient yet: in PyTorch this would be None"),
    ("abs()", "abs does not take 0 values"), ("max([])", "max needs at least one number"),
    ("abs(\"a\")", "abs takes numbers, not a text"),
    ("rows(3)", "rows takes numbers, not a number"),
    ("[1, true]", "a list holds numbers, not true or false"),
    ("[1e39]", "1.0000e+39 does not fit the network's 32-bit numbers (up to 3.4e38)"),
    ("test", "test is half a name"),
    ("sigmoid", "sigmoid is a function: it needs something in parentheses"),
    ("kind(9)", "there is no layer 9: layers go from l0 to l2"),
    ("kind(1e300)", "kind takes the number of a layer"),
    ("l0.n2", "l0 linear 2→2 has no neuron 2: they go from n0 to n1"),
    ("l0.weight.grad.grad", "nothing is called \"grad\" there"),
    ("l0[1]", "these indices have nothing to choose from"),
    ("2x", "a number and a name need a sign between them"),
    ("l0.", "a name is expected after the point"),
    ("", "an expression is expected here"),
    ("1; 2", "one expression is expected here, not several"),
    ("1 2", "\"2\" is not expected here"),
    ("l0.output.grad", "the loss has not gone back through the network as it is now"),
  ]) func `an expression that means nothing says why`(_ text: String, _ message: String) {
    #expect {
      _ = try Self.session.evaluate(text)
    } throws: { error in
      guard let diagnostic = error as? Diagnostic else { return false }
      return diagnostic.message == message && diagnostic.range != nil
    }
  }

  @Test func `names that a lesson adds come first`() throws {
    let value = try Session().evaluate(
      "attempts >= 3 and loss", names: ["attempts": .number(3), "loss": .boolean(true)])
    #expect(value == .boolean(true))
  }

  @Test(arguments: ["(", "[", "-", "not ", "2^", "abs(", "1+(", "[[1],"])
  func `a hundred thousand of them are refused and overflow nothing`(_ piece: String) {
    let text = String(repeating: piece, count: 100_000) + "1"
    #expect(throws: Diagnostic.self) { try Session().evaluate(text) }
    #expect(throws: Diagnostic.self) { try Expression(parsing: text) }
    var session = Session()
    #expect(session.run("print \(text)", in: .fake()).failure != nil)
    #expect(session.run("predict \(text)", in: .fake()).failure != nil)
  }

  @Test func `a sum of ten thousand terms is refused, a list of them is not`() throws {
    let terms = Array(repeating: "1", count: 10_000)
    #expect(throws: Diagnostic.self) {
      try Session().evaluate(terms.joined(separator: "+"))
    }
    #expect(try Session().evaluate("sum([\(terms.joined(separator: ","))])") == .number(10_000))
  }

  @Test func `what a check needs can be known without a session`() throws {
    let expression = try Expression(
      parsing: "loss < limit and l1.kind == \"tanh\" and attempts > k")
    #expect(expression.freeNames == ["limit", "attempts", "k"])
    try expression.check(names: ["limit", "attempts", "k"])
    #expect {
      try expression.check(names: ["limit", "attempt", "k"])
    } throws: { error in
      (error as? Diagnostic)?.text == """
        loss < limit and l1.kind == "tanh" and attempts > k
                                               ^^^^^^^^
        nothing is called "attempts"
        did you mean attempt?
        try: help names
        """
    }
    #expect(throws: Diagnostic.self) { try Expression(parsing: "used(\"trian\")").check(names: []) }
    #expect(throws: Diagnostic.self) { try Expression(parsing: "sigmoyd(1)").check(names: []) }
  }

  @Test(arguments: [
    ("print [1,", true), ("print [[1, 2],\n[3, 4]", true), ("print \"a", true),
    ("print [1]", false),
    ("print 1 # [", false), ("set l0.weight [[1; print 2", false), ("print ]", false), ("", false),
    ("data values x=[[0, 1],  # first", true), ("print (", true),
  ]) func `a line with something open asks for more`(_ line: String, _ expected: Bool) {
    #expect(isIncomplete(line) == expected)
  }
}
