import CKernels

/// A layer with a state and two gates: one resets, one decides how much of the state stays.
///
///     r, z = σ(W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh)
///     n = tanh(W_in xₜ + b_in + r (W_hn hₜ₋₁ + b_hn))        hₜ = (1 − z) n + z hₜ₋₁
///
/// The rows of the weights are those of r, z and n.
///
/// - Source: Cho et al. 2014; PyTorch, `torch.nn.GRU` with `batch_first=True`.
package struct GRU: RecurrentLayer {
  package static let declaration = BlockDeclaration(
    "gru", summary: "reads step by step, with two gates: h = (1 - z)·n + z·h",
    settings: RecurrentSetup.settings, example: "gru 8",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html")

  static let gates = 3
  /// What n takes from the state before it is reset.
  static let extras = 1
  static let module = "nn.GRU"
  let setup: RecurrentSetup

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    setup = try RecurrentSetup(
      "gru", gates: Self.gates, Self.declaration.completed(settings), input)
  }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    GRUOperation(self, buffers)
  }
}

private final class GRUOperation: RecurrentOperation {
  override func forward(_ step: Step) {
    let (gates, n) = (step.gates, step.gates + 2 * hidden)
    for index in 0..<2 * hidden { gates[index] += step.hiddenSums[index] }
    apply(.sigmoid, 2 * hidden, gates, gates)
    step.extra.update(from: step.hiddenSums + 2 * hidden, count: hidden)
    for index in 0..<hidden { n[index] = n[index].addingProduct(gates[index], step.extra[index]) }
    apply(.tanh, hidden, n, n)
    for index in 0..<hidden {
      let difference = step.stateBefore[index] - n[index]
      step.state[index] = n[index].addingProduct(difference, gates[hidden + index])
    }
  }

  override func backward(_ step: Step, _ gradients: StepGradients) {
    let (inputSums, hiddenSums) = (gradients.inputSums, gradients.hiddenSums)
    for index in 0..<hidden {
      let (r, z) = (step.gates[index], step.gates[hidden + index])
      let (n, dh) = (step.gates[2 * hidden + index], gradients.state[index])
      let dn = dh * (1 - z) * Float(1).addingProduct(-n, n)
      let dz = dh * (step.stateBefore[index] - n) * (1 - z) * z
      let dr = dn * step.extra[index] * (1 - r) * r
      inputSums[index] = dr
      inputSums[hidden + index] = dz
      inputSums[2 * hidden + index] = dn
      hiddenSums[index] = dr
      hiddenSums[hidden + index] = dz
      hiddenSums[2 * hidden + index] = dn * r
      gradients.direct[index] = dh * z
    }
  }
}

extension GRU {
  /// h = (1 − z) · n + z · h before, with n = tanh(input sum + r · state sum)
  func step(_ moment: RecurrentMoment, _ index: Int, _ tracer: inout Tracer) -> Int {
    let (hidden, one) = (setup.hidden, tracer.constant(1))
    let reset = gate("r", .sigmoid, moment, index, index, &tracer)
    let keep = gate("z", .sigmoid, moment, hidden + index, index, &tracer)
    let new = shared("n", moment, index, &tracer) { tracer in
      let fromInput = inputSum(moment, 2 * hidden + index, &tracer)
      let fromState = stateSum(moment, 2 * hidden + index, &tracer)
      let part = tracer.graph.multiply(reset, fromState)
      let sum = tracer.graph.add(fromInput, part)
      return tracer.graph.apply(.tanh, sum)
    }
    let share = tracer.graph.subtract(one, keep)
    let written = tracer.graph.multiply(share, new)
    guard let earlier = moment.before else { return written }
    let before = state(earlier, index, &tracer)
    let kept = tracer.graph.multiply(keep, before)
    return tracer.graph.add(written, kept)
  }
}
