import CKernels

/// A layer with a state and a memory: gates decide what is written, what is kept and what is shown.
///
///     i, f, o = σ(…)   g = tanh(…)   each of W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh, in the order i f g o
///     cₜ = f cₜ₋₁ + i g        hₜ = o tanh(cₜ)
///
/// - Source: Hochreiter and Schmidhuber 1997; PyTorch, `torch.nn.LSTM` with `batch_first=True`.
package struct LSTM: RecurrentLayer {
  package static let declaration = BlockDeclaration(
    "lstm", summary: "reads step by step, with a memory: c = f·c + i·g, h = o·tanh(c)",
    settings: RecurrentSetup.settings, example: "lstm 8",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html")

  static let gates = 4
  /// The memory.
  static let extras = 1
  static let module = "nn.LSTM"
  let setup: RecurrentSetup

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    setup = try RecurrentSetup(
      "lstm", gates: Self.gates, Self.declaration.completed(settings), input)
  }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    LSTMOperation(self, buffers)
  }
}

private final class LSTMOperation: RecurrentOperation {
  override func forward(_ step: Step) {
    let gates = step.gates
    for index in 0..<4 * hidden { gates[index] += step.hiddenSums[index] }
    apply(.sigmoid, 2 * hidden, gates, gates)
    apply(.tanh, hidden, gates + 2 * hidden, gates + 2 * hidden)
    apply(.sigmoid, hidden, gates + 3 * hidden, gates + 3 * hidden)
    for index in 0..<hidden {
      let kept = gates[hidden + index] * (step.extraBefore?[index] ?? 0)
      step.extra[index] = kept.addingProduct(gates[index], gates[2 * hidden + index])
    }
    apply(.tanh, hidden, step.extra, step.state)
    for index in 0..<hidden { step.state[index] *= gates[3 * hidden + index] }
  }

  override func backward(_ step: Step, _ gradients: StepGradients) {
    let sums = gradients.inputSums
    apply(.tanh, hidden, step.extra, step.spare)
    for index in 0..<hidden {
      let (i, f) = (step.gates[index], step.gates[hidden + index])
      let (g, o) = (step.gates[2 * hidden + index], step.gates[3 * hidden + index])
      let (shown, dh) = (step.spare[index], gradients.state[index])
      let slope = Float(1).addingProduct(-shown, shown)
      let dc = gradients.memory[index].addingProduct(dh * o, slope)
      let before = step.extraBefore?[index] ?? 0
      sums[index] = dc * g * (1 - i) * i
      sums[hidden + index] = dc * before * (1 - f) * f
      sums[2 * hidden + index] = dc * i * Float(1).addingProduct(-g, g)
      sums[3 * hidden + index] = dh * shown * (1 - o) * o
      gradients.memory[index] = dc * f
    }
    gradients.hiddenSums.update(from: sums, count: 4 * hidden)
    gradients.direct.update(repeating: 0, count: hidden)
  }
}

extension LSTM {
  /// h = o · tanh(c)
  func step(_ moment: RecurrentMoment, _ index: Int, _ tracer: inout Tracer) -> Int {
    let memory = memory(moment, index, &tracer)
    let output = gate("o", .sigmoid, moment, 3 * setup.hidden + index, index, &tracer)
    let shown = tracer.graph.apply(.tanh, memory)
    return tracer.graph.multiply(output, shown)
  }

  /// c = f · c before + i · g; the steps before have been traced.
  private func memory(
    _ moment: RecurrentMoment, _ index: Int, _ tracer: inout Tracer
  ) -> Int {
    shared("c", moment, index, &tracer) { tracer in
      let written = gate("i", .sigmoid, moment, index, index, &tracer)
      let content = gate("g", .tanh, moment, 2 * setup.hidden + index, index, &tracer)
      let new = tracer.graph.multiply(written, content)
      guard let earlier = moment.before else { return new }
      let kept = gate("f", .sigmoid, moment, setup.hidden + index, index, &tracer)
      let before = memory(earlier, index, &tracer)
      let old = tracer.graph.multiply(kept, before)
      return tracer.graph.add(old, new)
    }
  }
}
