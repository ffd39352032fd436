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
    notes: [
      "How single numbers come from one another is kept: show graph y draws it, backward y goes "
        + "back through it, and print a.grad reads what came to a."
    ],
    example: "let k = 3", pytorch: "k = torch.tensor(3.0, requires_grad=True)"
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
    var variable = Variable(value: value, expression: Expression(node, in: arguments.statement))
    if case .number = value {
      var recorder = ScalarRecorder(session, arguments)
      variable.node = try recorder.record(node, as: name.text)
      session.moment.tape = recorder.tape
    }
    session.moment.variables[name.text] = variable
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
