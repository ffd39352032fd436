import NeuralNetwork

/// What one neuron computes for the followed sample, its numbers in the formula.
struct NeuronText {
  let session: Session
  let walk: Walk
  let walked: WalkedNeuron
  private let neuron: Int

  init(_ session: Session, _ walk: Walk, _ walked: WalkedNeuron, neuron: Int? = nil) {
    self.session = session
    self.walk = walk
    self.walked = walked
    self.neuron = neuron ?? walk.cursor.neuron
  }

  private var layer: Int { walk.cursor.layer }
  private var graph: ScalarGraph { walked.trace.graph }
  private var arithmetic: Arithmetic { Arithmetic(walked.trace, walk) }

  // MARK: Forward

  var forward: [String] {
    var lines = heading
    if let window = WindowText(session, layer: layer, neuron: neuron, graph: graph) {
      lines += window.lines
    }
    let (shown, more) = namedSteps
    if more > 0 {
      lines.append("… \(more) smaller steps lead to these; op goes through each of them")
    }
    lines += shown.map { arithmetic.line($0) }
    if let taken = takenFrom { lines.append(taken) }
    return lines
  }

  /// In one line, for a layer whose neurons are many.
  var forwardSummary: String { arithmetic.line(walked.trace.output) }

  /// "sample 2 · l0 conv2d 1→8 3×3 · n9, filter 0, row 1, column 1", where there is something to say
  /// beside the neuron's name.
  private var heading: [String] {
    var parts: [String] = []
    if walk.count > 1 { parts.append(session.followedSampleText(in: walk)) }
    if layer < session.lossStage, let place = session.network.placeText(layer, neuron) {
      parts.append("l\(layer).n\(neuron) is \(place)")
    }
    return parts.isEmpty ? [] : [parts.joined(separator: " · ")]
  }

  /// The steps that have a name, nearest to the neuron first chosen, and how many are left out.
  private var namedSteps: (shown: [Int], more: Int) {
    let output = walked.trace.output
    var shown = [output]
    var queue = [output]
    while let node = queue.first, shown.count < Self.mostLines {
      queue.removeFirst()
      for input in graph.inputs(of: node).map(\.node) where graph.operations[input] != .leaf {
        if graph.address(of: input) != nil, shown.count < Self.mostLines, !shown.contains(input) {
          shown.append(input)
        }
        if !queue.contains(input), queue.count < 100 { queue.append(input) }
      }
    }
    let all = walked.steps.count { $0.address != nil }
    return (shown.sorted(), all - shown.count)
  }

  private static let mostLines = 6

  /// Which input a maximum has taken.
  private var takenFrom: String? {
    guard graph.operations[walked.trace.output] == .maximum,
      let chosen = graph.inputs(of: walked.trace.output).first(where: { $0.slope == 1 }),
      let name = arithmetic.name(of: chosen.node),
      case .value(let place, let index, _) = graph.address(of: chosen.node)
    else { return nil }
    let position = session.network.valuePlaceText(place, index).map { ", \($0)" } ?? ""
    return "the greatest is \(name)\(position): the gradient will go there alone"
  }

  // MARK: Backward

  /// What operations from `first` on hand back.
  func backward(from first: Int = 0) -> [String] {
    let name = arithmetic.name(of: walked.trace.output) ?? "loss"
    var lines = heading
    if first > 0 {
      lines.append("the rest of \(name), whose gradient is \(number(walked.upstream))")
    } else if layer == session.lossStage {
      lines.append(
        walk.count == 1
          ? "the way back begins with dloss/dloss = 1"
          : "the loss is a mean of \(walk.count): the way back begins with "
            + "1/\(walk.count) = \(number(walked.upstream))")
    } else {
      lines.append("\(name).grad = \(number(walked.upstream)), from \(source)")
    }
    let gifts = Gift.all(of: walked.steps[first...], arithmetic)
    if let only = activationLine(gifts) { return lines + [only] }
    if walked.upstream == 0 { return lines + ["so nothing is added to any gradient"] }
    lines += giftLines(gifts.filter(\.isParameter), of: "parameters")
    lines += giftLines(gifts.filter { !$0.isParameter }, of: "inputs")
    return lines
  }

  private var source: String { session.placeText(layer + 1) }

  private func number(_ value: Double) -> String { Arithmetic.number(value) }

  /// In one line, for a layer whose neurons are many.
  var backwardSummary: String {
    let name = arithmetic.name(of: walked.trace.output) ?? "loss"
    let gifts = Gift.all(of: walked.steps[...], arithmetic)
    if let only = activationLine(gifts) { return only }
    guard let largest = gifts.max(by: { $0.total.magnitude < $1.total.magnitude }) else {
      return "\(name).grad = \(number(walked.upstream)) goes nowhere"
    }
    let to = gifts.count == 1 ? "" : " to \(gifts.count) inputs, most"
    return "\(name).grad = \(number(walked.upstream)) goes\(to) to \(largest.name).grad: "
      + largest.formula
  }

  /// "l0.n0.grad = -0.2402 × 0.8556 (1 - a²) = -0.2055", for a function of one number.
  private func activationLine(_ gifts: [Gift]) -> String? {
    guard walked.steps.count == 1, let step = walked.steps.first, let function = step.function,
      gifts.count == 1, let operand = step.operands.first
    else { return nil }
    return "\(gifts[0].name).grad = \(number(step.gradient)) × \(number(operand.slope)) = "
      + "\(number(operand.contribution)), as d\(function.name)/dz = \(function.derivativeFormula)"
  }

  private func giftLines(_ gifts: [Gift], of what: String) -> [String] {
    Terms.lines(
      gifts.map(\.total), most: Self.mostGifts, { giftLine(gifts[$0]) },
      rest: { count, sum in "… \(count) more \(what), together \(sum.signed)" })
  }

  private static let mostGifts = 4

  func giftLine(_ gift: Gift) -> String {
    if gift.isParameter, session.moment.freezing.contains(layer) {
      return "\(gift.name).grad gets nothing: l\(layer) is frozen"
    }
    var line = "\(gift.name).grad += \(gift.formula)"
    if let before = before(gift) {
      line += ": \(number(before)) → \(number(before + gift.total))"
    }
    if gift.others > 0 {
      line += "; the other \(gift.others) get nothing"
    }
    return line
  }

  /// What the gradient is before this neuron adds to it; nil where only the whole layer knows.
  private func before(_ gift: Gift) -> Double? {
    switch gift.address {
    case .parameter(let slice, let offset):
      let place = session.network.slices[slice].range.lowerBound + offset
      return Double(session.moment.training.gradients[place])
    case .value(layer, let index, walked.trace.sample):
      return walk.inputGradients.indices.contains(index) ? walk.inputGradients[index] : 0
    default: return nil
    }
  }
}

/// What an input or a parameter gets from one neuron on the way back.
struct Gift {
  let name: String
  let address: ScalarAddress
  /// gradient × slope for each operation that reads it.
  var parts: [(gradient: Double, slope: Double)]
  /// Whether it was a term of a sum, which hands its gradient on as it is.
  var isTerm: Bool
  /// How many got nothing beside it, as a maximum took this one.
  var others = 0

  var total: Double { parts.reduce(0) { $0 + $1.gradient * $1.slope } }

  var isParameter: Bool {
    if case .parameter = address { true } else { false }
  }

  /// "-0.3431 × 0.3799 = -0.1304"
  var formula: String {
    let total = Arithmetic.number(total)
    guard parts.count == 1 else { return "\(total) (from \(parts.count) operations)" }
    if isTerm { return total }
    return
      "\(Arithmetic.number(parts[0].gradient)) × \(Arithmetic.number(parts[0].slope)) = \(total)"
  }

  /// Those of these operations, in the order of the neuron's own inputs and weights.
  static func all(
    of steps: ArraySlice<ScalarStep>, _ arithmetic: Arithmetic
  ) -> [Gift] {
    let graph = arithmetic.graph
    var gifts: [Int: Gift] = [:]
    for step in steps {
      let isChoice = step.kind == .maximum || step.kind == .minimum
      for operand in step.operands where !isChoice || operand.slope != 0 {
        guard let address = operand.address else { continue }
        switch address {
        case .parameter, .value: break
        default: continue
        }
        if case .value = address, graph.operations[operand.node] != .leaf { continue }
        gifts[
          operand.node,
          default: Gift(
            name: arithmetic.name(of: operand.node) ?? operand.name, address: address,
            parts: [], isTerm: step.kind == .sum || step.kind == .copy || isChoice,
            others: isChoice ? step.operands.count - 1 : 0)
        ].parts.append((step.gradient, operand.slope))
      }
    }
    return gifts.values.sorted { $0.order.lexicographicallyPrecedes($1.order) }
  }

  private var order: [Int] {
    switch address {
    case .parameter(let slice, let offset): [0, slice, offset]
    case .value(let place, let index, let sample): [1, -place, sample, index]
    default: [2]
    }
  }
}

extension Session {
  /// "sample 2 of 4", counted through the training samples.
  func followedSampleText(in walk: Walk) -> String { "sample \(walk.sample)" }
}

extension Network {
  /// "filter 0, row 1, column 1": where a neuron of a layer's planes or lines is.
  func placeText(_ layer: Int, _ neuron: Int) -> String? {
    let what = layers[layer] is Conv2d || layers[layer] is Conv1d ? "filter" : "channel"
    return Self.position(neuron, in: layers[layer].outputShape, channel: what)
  }

  /// The same for a value in front of a layer.
  func valuePlaceText(_ place: Int, _ index: Int) -> String? {
    Self.position(index, in: shapes[place], channel: "channel")
  }

  private static func position(_ index: Int, in shape: Shape, channel: String) -> String? {
    let axes = shape.dimensions
    switch axes.count {
    case 2: return "row \(index / axes[1]), column \(index % axes[1])"
    case 3:
      let plane = axes[1] * axes[2]
      return
        "\(channel) \(index / plane), row \(index % plane / axes[2]), column \(index % axes[2])"
    default: return nil
    }
  }
}
