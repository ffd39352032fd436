import NeuralNetwork

extension Commands {
  static let `let` = CommandDeclaration(
    "let", purpose: .look, effect: .changes,
    summary: "gives a value a name",
    forms: [
      [
        Parameter("NAME", .newName, "letters, digits and _"),
        Parameter("EXPRESSION", .expression, "its value"),
      ]
    ],
    example: "let k = 3", pytorch: "k = 3"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let name = arguments.word("NAME"), let node = arguments.node("EXPRESSION") else {
      return Outcome()
    }
    guard !Names.isReserved(name) else {
      throw Diagnostic(
        "\"\(name.text)\" means something already", at: name.range, hint: "choose another name")
    }
    guard name.text.utf8.count <= 60 else {
      throw Diagnostic("a name has at most 60 letters", at: name.range)
    }
    guard session.variables.count < 10_000 || session.variables[name.text] != nil else {
      throw Diagnostic("there are 10000 names already", at: name.range)
    }
    var evaluator = Evaluator(session)
    let value = try evaluator.value(of: node)
    session.moment.variables[name.text] = Variable(
      value: value, expression: Expression(node, in: arguments.statement))
    let held = session.variables.values.reduce(0) { $0 + $1.value.size }
    guard held <= Session.mostNumbersInVariables else {
      throw Diagnostic(
        "all variables together hold \(held) numbers; at most \(Session.mostNumbersInVariables)",
        at: node.range)
    }
    return Outcome([.value(label: name.text, value)])
  }
}

extension Session {
  static let mostNumbersInVariables = 1 << 24
}
