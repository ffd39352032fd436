import NeuralNetwork

/// One operation of a walk, with its numbers.
struct OperationText {
  private let session: Session
  private let walk: Walk
  private let walked: WalkedNeuron

  init(_ session: Session, _ walk: Walk, _ walked: WalkedNeuron) {
    self.session = session
    self.walk = walk
    self.walked = walked
  }

  private var graph: ScalarGraph { walked.trace.graph }
  private var arithmetic: Arithmetic { Arithmetic(walked.trace, walk) }

  func lines(_ index: Int) -> [String] {
    var lines = walk.direction == .forward ? forward(index) : backward(index)
    let sample =
      walk.count > 1 && index == 0 ? "\(session.followedSampleText(in: walk)) · " : ""
    lines[0] = sample + lines[0]
    return lines
  }

  /// "l0.n1 op 2/3 mul: "
  private func title(_ index: Int) -> String {
    let name = arithmetic.name(of: walked.trace.output) ?? "loss"
    return "\(name) op \(index + 1)/\(walked.steps.count) \(walked.steps[index].shortName): "
  }

  // MARK: Forward

  private func forward(_ index: Int) -> [String] {
    let step = walked.steps[index]
    let value = Arithmetic.number(step.value)
    let end = arithmetic.name(of: step.node).map { " = \($0)" } ?? ""
    if let sum = closingSum(index) {
      return broken(title(index), "\(sum) = \(value)\(end)")
    }
    let names = arithmetic.formula(step.node, .names, width: 40)
    let numbers = arithmetic.formula(step.node)
    let result = numbers == value ? value + end : "\(numbers) = \(value)\(end)"
    var lines = broken(title(index), names == numbers ? result : "\(names) = \(result)")
    if lines.count > 1, lines[1].count > Arithmetic.width {
      lines = [title(index) + names, "  = \(result)"]
    }
    if let sum = runningSum(through: step.node) {
      lines.append("  sum so far \(Arithmetic.number(sum))")
    }
    return lines
  }

  /// In two lines, where one would be too long.
  private func broken(_ title: String, _ text: String) -> [String] {
    (title + text).count <= Arithmetic.width
      ? [title + text] : [String(title.dropLast()), "  " + text]
  }

  /// The sum that reads the node, up to it; nil where none does.
  private func runningSum(through node: Int) -> Double? {
    for later in walked.steps where later.node > node && later.kind == .sum {
      guard let place = later.operands.firstIndex(where: { $0.node == node }),
        later.operands.count > 2 || place > 0
      else { continue }
      return later.operands[...place].reduce(0) { $0 + $1.value }
    }
    return nil
  }

  /// For a sum whose terms have been shown with their sum so far: that, and what is new in it.
  private func closingSum(_ index: Int) -> String? {
    let step = walked.steps[index]
    guard step.kind == .sum else { return nil }
    let terms = step.operands.prefix { graph.operations[$0.node] != .leaf }
    let rest = step.operands.dropFirst(terms.count)
    guard terms.count > 1, rest.count <= 2 else { return nil }
    let sum = terms.reduce(0) { $0 + $1.value }
    let added = rest.map { " + \($0.name) \(Arithmetic.number($0.value))" }.joined()
    return added.isEmpty
      ? "the sum of \(terms.count) terms" : "sum \(Arithmetic.number(sum))\(added)"
  }

  // MARK: Backward

  private func backward(_ index: Int) -> [String] {
    let step = walked.steps[index]
    let gradient = Arithmetic.number(step.gradient)
    let subject = step.address == nil ? arithmetic.formula(step.node, .names, width: 44) : step.name
    var lines = broken(title(index), "gradient of \(subject) is \(gradient)")
    if step.node == walked.trace.output, step.operands.count == 1, let function = step.function {
      lines.append(
        "  d\(function.name)/dz = \(function.derivativeFormula) = "
          + Arithmetic.number(step.operands[0].slope))
    }
    // Read before this operation: what the gradients are then.
    let text = NeuronText(session, walk, walked)
    let gifts = Gift.all(of: [step], arithmetic)
    lines += Terms.lines(
      gifts.map(\.total), most: 4, { "  " + text.giftLine(gifts[$0]) },
      rest: { count, sum in "  … \(count) more, together \(sum.signed)" })
    lines += inner(step)
    return lines
  }

  /// What the steps within the neuron get.
  private func inner(_ step: ScalarStep) -> [String] {
    // A maximum that is taken off before a power cancels out: it counts as a constant.
    if step.kind == .shift { return ["  it counts as a constant: no gradient goes through it"] }
    let parts = step.operands.filter { operand in
      graph.operations[operand.node] != .leaf && graph.operations[operand.node] != .shift
    }
    guard let first = parts.first else { return [] }
    if parts.count > 1, parts.allSatisfy({ $0.slope == first.slope }) {
      return [
        "  each of its \(parts.count) terms gets \(product(step.gradient, first))"
      ]
    }
    return Terms.lines(
      parts.map(\.contribution), most: 4,
      { place in
        let name =
          parts[place].address == nil
          ? arithmetic.formula(parts[place].node, .names, width: 30) : parts[place].name
        return "  \(name) gets \(product(step.gradient, parts[place]))"
      }, rest: { count, sum in "  … \(count) more, together \(sum.signed)" })
  }

  private func product(_ gradient: Double, _ operand: ScalarStep.Operand) -> String {
    "\(Arithmetic.number(gradient)) × \(Arithmetic.number(operand.slope)) = "
      + Arithmetic.number(operand.contribution)
  }
}

extension ScalarStep {
  /// As PyTorch calls it: "mul", "add", "tanh".
  var shortName: String {
    switch kind {
    case .leaf, .copy: "copy"
    case .sum: "add"
    case .difference: "sub"
    case .product: "mul"
    case .quotient: "div"
    case .negative: "neg"
    case .power: "pow"
    case .maximum, .shift: "max"
    case .minimum: "min"
    case .function: String(operation.prefix { $0 != " " && $0 != "," })
    }
  }
}
