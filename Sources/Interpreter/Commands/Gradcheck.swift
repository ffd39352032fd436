import NeuralNetwork

extension Commands {
  static let gradcheck = CommandDeclaration(
    "gradcheck", purpose: .look, effect: .looks,
    summary: "holds the gradients against differences: (L(x + eps) - L(x - eps)) / 2 eps",
    forms: [
      [
        Parameter("curve", .literal),
        Parameter("OF", .subject, optional: true, "one element; the worst, if none is named"),
      ],
      [
        Parameter("SUBJECT", .subject, optional: true, "l0, l0.weight or l0.weight[2,1]; else all"),
        .keyed("eps", .value, "the step, 1e-5 if none is given"),
      ],
    ],
    notes: [
      "Everything is computed scalar by scalar in 64 bits, for up to 4 samples from the one that "
        + "sample has chosen, in training mode with a dropout mask of its own. The session stays "
        + "as it is.",
      "An error is in parts of the derivative, or of a thousandth of the greatest in its array "
        + "where that is more. Below 1e-6 the two agree.",
      "gradcheck curve shows why eps is neither large nor small: large steps measure the curve, "
        + "small ones the rounding.",
    ],
    example: "gradcheck",
    setup: "input 2; add linear 2; add tanh; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "torch.autograd.gradcheck(f, net[0].weight)"
  ) { session, arguments, environment throws(Diagnostic) in
    let range = arguments.statement.range
    do throws(Diagnostic) {
      let name = arguments.form == 0 ? "OF" : "SUBJECT"
      let subject = try session.checkSubject(arguments.node(name))
      var check = try SessionCheck(session, subject)
      var step = GradientCheck.standardStep
      if let node = arguments.node("eps") {
        step = try Arguments.number(node, "eps", session: session)
        guard step > 0, step <= 1 else {
          throw Diagnostic("eps is above 0 and at most 1", at: node.range)
        }
      }
      let report = GradientCheckReport(&check, step: step, isInterrupted: environment.isInterrupted)
      guard arguments.form == 0 else { return Outcome(report.reports) }
      return Outcome(report.curve(&check))
    } catch {
      throw error.placed(at: range)
    }
  }
}

extension Session {
  /// What stands behind `gradcheck`.
  fileprivate func checkSubject(_ node: Node?) throws(Diagnostic) -> SessionCheck.Subject {
    guard let node else { return .network }
    guard case .path(let path) = node.kind else {
      throw Diagnostic(
        "this has no derivative", at: node.range, hint: "gradcheck l0.weight[0,0]")
    }
    let address = try LayerAddress(path, in: self)
    switch address.part {
    case .whole: return .layer(address.layer)
    case .parameter(let slice):
      guard let indices = address.indices else {
        return .elements(slice, 0..<slice.range.count)
      }
      var evaluator = Evaluator(self)
      let (offset, shape) = try evaluator.place(
        of: indices.nodes, in: slice.shape, at: indices.range)
      return .elements(slice, offset..<offset + shape.reduce(1, *))
    default:
      throw Diagnostic(
        "a layer or a parameter is checked", at: node.range,
        hint: "gradcheck l\(address.layer) also checks what goes into it")
    }
  }
}
