import CKernels

/// What rnn, lstm and gru have in common: a sequence is read step by step, each step from the input
/// and from the state that the step before left, and the states of all steps are the output.
///
/// Shapes: x is [steps × in], y [steps × hidden]; weight_ih_l0 is [gates · hidden × in], weight_hh_l0
/// [gates · hidden × hidden]. The first state is zero.
protocol RecurrentLayer: Layer {
  /// How many sums of the width of the state a step makes.
  static var gates: Int { get }
  /// How many numbers of the width of the state a step keeps beside its gates.
  static var extras: Int { get }
  /// "nn.LSTM"
  static var module: String { get }
  var setup: RecurrentSetup { get }
  /// One value of the state that a step makes, scalar by scalar.
  func step(_ time: Int, _ index: Int, _ tracer: inout Tracer) -> Int
}

/// The settings that all have.
package struct RecurrentSetup: Sendable, Equatable {
  let steps: Int
  let inputs: Int
  let hidden: Int
  let hasBias: Bool

  static let settings = [
    Setting(
      "in", aliases: ["input_size"], kind: .integer(1...Int.max), optional: true,
      summary: "values a step; inferred from the layer before"),
    Setting(
      "hidden", aliases: ["hidden_size"], kind: .integer(1...Int.max),
      summary: "values of the state"),
    Setting("bias", kind: .flag, default: .flag(true), summary: "whether each sum has biases"),
  ]

  init(_ name: String, gates: Int, _ settings: Settings, _ input: Shape) throws(NetworkError) {
    guard input.dimensions.count == 2 else {
      throw .wrongRank(layer: name, needs: "steps × values", gives: input)
    }
    (steps, inputs) = (input.dimensions[0], input.dimensions[1])
    hidden = settings.integer("hidden") ?? 1
    hasBias = settings.flag("bias")
    if let asked = settings.integer("in"), asked != inputs {
      throw .mismatch(
        layer: "\(name) \(asked)→\(hidden)", needs: [steps, asked], after: "input", gives: input)
    }
    guard Shape([gates, hidden, max(hidden, inputs, steps)]).checkedCount != nil else {
      throw .tooLarge(
        what: "\(name).weight_hh_l0", shape: [gates, hidden, hidden], bytes: nil,
        limit: MemoryLimit.standard)
    }
  }
}

extension RecurrentLayer {
  package var inputShape: Shape { [setup.steps, setup.inputs] }
  package var outputShape: Shape { [setup.steps, setup.hidden] }
  package var label: String { "\(Self.declaration.name) \(setup.inputs)→\(setup.hidden)" }
  package var settings: Settings {
    [
      "in": .integer(setup.inputs), "hidden": .integer(setup.hidden),
      "bias": .flag(setup.hasBias),
    ]
  }
  package var pytorch: String { pytorch("") }

  func pytorch(_ more: String) -> String {
    "\(Self.module)(\(setup.inputs), \(setup.hidden)\(more)\(setup.hasBias ? "" : ", bias=False")"
      + ", batch_first=True)"
  }

  package var parameters: [ParameterDeclaration] {
    let start = ParameterDeclaration.Start.uniform(bound: 1 / Double(setup.hidden).squareRoot())
    let sums = Self.gates * setup.hidden
    let weights = [
      ParameterDeclaration("weight_ih_l0", shape: [sums, setup.inputs], start: start),
      ParameterDeclaration("weight_hh_l0", shape: [sums, setup.hidden], start: start),
    ]
    guard setup.hasBias else { return weights }
    return weights
      + ["bias_ih_l0", "bias_hh_l0"].map { ParameterDeclaration($0, shape: [sums], start: start) }
  }

  /// The gates, [steps × gates · hidden], and the extras, [steps × extras · hidden].
  package var kept: Room {
    Room(perSample: setup.steps * (Self.gates + Self.extras) * setup.hidden)
  }
  /// The gradients of all sums from the input, [steps × gates · hidden]; of one step, the sums from the
  /// state; the state before; the gradients of the state, of its short way back and of the memory;
  /// and some numbers for one sample.
  package var working: Room {
    Room(
      perSample: (setup.steps * Self.gates + Self.gates + 4) * setup.hidden,
      perBatch: setup.hidden)
  }
}

/// The walk through the steps. What a step computes is the subclasses' matter.
class RecurrentOperation: LayerOperation {
  typealias Floats = UnsafeMutablePointer<Float>

  let buffers: LayerBuffers
  let hidden: Int
  private let setup: RecurrentSetup
  private let gates: Int
  private let extras: Int
  private let sums: Int

  init<Kind: RecurrentLayer>(_ layer: Kind, _ buffers: LayerBuffers) {
    self.buffers = buffers
    setup = layer.setup
    hidden = layer.setup.hidden
    gates = Kind.gates
    extras = Kind.extras
    sums = Kind.gates * layer.setup.hidden
  }

  /// One sample at one step.
  struct Step {
    /// [gates · hidden]: on the way forward the sums from the input, to be made the gates.
    let gates: Floats
    /// [gates · hidden]: the sums from the state.
    let hiddenSums: Floats
    /// [extras · hidden], and those of the step before; nil at the first.
    let extra: Floats
    let extraBefore: Floats?
    /// The state before.
    let stateBefore: Floats
    /// The new state.
    let state: Floats
    /// [hidden], for any use.
    let spare: Floats
  }

  /// What a step gives back.
  struct StepGradients {
    /// ∂loss/∂state, complete.
    let state: Floats
    /// [hidden]: what a subclass sends from step to step beside the state; zero at the last.
    let memory: Floats
    /// To be filled, [gates · hidden]: ∂loss/∂ sums from the input, and from the state.
    let inputSums: Floats
    let hiddenSums: Floats
    /// To be filled: what goes back to the state before without passing the weights.
    let direct: Floats
  }

  /// Fills gates, extra and state.
  func forward(_ step: Step) {}

  /// Fills the gradients of the sums, and the direct one.
  func backward(_ step: Step, _ gradients: StepGradients) {}

  /// Where the arrays of parameters begin, in them or in their gradients.
  private struct Parts {
    let input: Floats
    let hidden: Floats
    let inputBias: Floats?
    let hiddenBias: Floats?
  }

  private func parts(_ start: Floats) -> Parts {
    let recurrent = start + sums * setup.inputs
    let biases = recurrent + sums * hidden
    return Parts(
      input: start, hidden: recurrent, inputBias: setup.hasBias ? biases : nil,
      hiddenBias: setup.hasBias ? biases + sums : nil)
  }

  /// Where the regions of `working` begin.
  private struct Workbench {
    let inputSumGradients: Floats
    let hiddenSums: Floats
    let stateBefore: Floats
    let stateGradient: Floats
    let direct: Floats
    let memory: Floats
    let spare: Floats
  }

  private func workbench(_ samples: Int) -> Workbench {
    let hiddenSums = buffers.working + samples * setup.steps * sums
    let stateBefore = hiddenSums + samples * sums
    let width = samples * hidden
    return Workbench(
      inputSumGradients: buffers.working, hiddenSums: hiddenSums, stateBefore: stateBefore,
      stateGradient: stateBefore + width, direct: stateBefore + 2 * width,
      memory: stateBefore + 3 * width, spare: stateBefore + 4 * width)
  }

  private func step(
    _ sample: Int, _ time: Int, _ samples: Int, _ bench: Workbench
  ) -> Step {
    let row = sample * setup.steps + time
    let extra = buffers.kept + samples * setup.steps * sums + row * extras * hidden
    return Step(
      gates: buffers.kept + row * sums, hiddenSums: bench.hiddenSums + sample * sums,
      extra: extra, extraBefore: time > 0 ? extra - extras * hidden : nil,
      stateBefore: bench.stateBefore + sample * hidden, state: buffers.output + row * hidden,
      spare: bench.spare)
  }

  /// The states before that step, side by side.
  private func gatherStates(before time: Int, _ samples: Int, _ bench: Workbench) {
    guard time > 0 else {
      return bench.stateBefore.update(repeating: 0, count: samples * hidden)
    }
    for sample in 0..<samples {
      (bench.stateBefore + sample * hidden).update(
        from: buffers.output + (sample * setup.steps + time - 1) * hidden, count: hidden)
    }
  }

  override final func forward(_ samples: Int) {
    let (kernels, parameters) = (buffers.kernels, parts(buffers.parameters))
    let bench = workbench(samples)
    kernels.pointee.linear_forward(
      samples * setup.steps, setup.inputs, sums, buffers.input, parameters.input,
      parameters.inputBias, buffers.kept, nil, sums, ActivationFunction.none.kernel, 0,
      buffers.scratch)
    for time in 0..<setup.steps {
      gatherStates(before: time, samples, bench)
      kernels.pointee.linear_forward(
        samples, hidden, sums, bench.stateBefore, parameters.hidden, parameters.hiddenBias,
        bench.hiddenSums, nil, sums, ActivationFunction.none.kernel, 0, buffers.scratch)
      for sample in 0..<samples { forward(step(sample, time, samples, bench)) }
    }
  }

  /// Back through time: the gradient of a state comes from the output and from the step after.
  override final func backward(_ samples: Int, accumulate: Bool) {
    guard let dy = buffers.outputGradient, let start = buffers.gradients else { return }
    let (kernels, bench) = (buffers.kernels, workbench(samples))
    let (parameters, gradients) = (parts(buffers.parameters), parts(start))
    bench.stateGradient.update(repeating: 0, count: samples * hidden)
    bench.memory.update(repeating: 0, count: samples * hidden)
    for time in (0..<setup.steps).reversed() {
      gatherStates(before: time, samples, bench)
      for sample in 0..<samples {
        let row = sample * setup.steps + time
        let stateGradient = bench.stateGradient + sample * hidden
        let given = dy + row * hidden
        for index in 0..<hidden { stateGradient[index] += given[index] }
        backward(
          step(sample, time, samples, bench),
          StepGradients(
            state: stateGradient, memory: bench.memory + sample * hidden,
            inputSums: bench.inputSumGradients + row * sums,
            hiddenSums: bench.hiddenSums + sample * sums,
            direct: bench.direct + sample * hidden))
      }
      kernels.pointee.linear_backward_weights(
        samples, hidden, sums, bench.hiddenSums, sums, bench.stateBefore, gradients.hidden,
        gradients.hiddenBias, accumulate || time < setup.steps - 1, buffers.scratch)
      kernels.pointee.linear_backward_input(
        samples, hidden, sums, bench.hiddenSums, parameters.hidden, bench.stateGradient, hidden,
        buffers.scratch)
      for index in 0..<samples * hidden { bench.stateGradient[index] += bench.direct[index] }
    }
    kernels.pointee.linear_backward_weights(
      samples * setup.steps, setup.inputs, sums, bench.inputSumGradients, sums, buffers.input,
      gradients.input, gradients.inputBias, accumulate, buffers.scratch)
    if let dx = buffers.inputGradient {
      kernels.pointee.linear_backward_input(
        samples * setup.steps, setup.inputs, sums, bench.inputSumGradients, parameters.input, dx,
        setup.inputs, buffers.scratch)
    }
  }

  /// y = f(z), in place or not.
  final func apply(_ function: ActivationFunction, _ count: Int, _ z: Floats, _ y: Floats) {
    buffers.kernels.pointee.activation_forward(function.kernel, 0, count, z, y)
  }
}

extension RecurrentLayer {
  /// Unrolled: the states of all steps up to this one.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (last, index) = (output / setup.hidden, output % setup.hidden)
    // In order of time, so that a long sequence is no deep recursion.
    for time in 0..<last {
      for index in 0..<setup.hidden { _ = state(time, index, &tracer) }
    }
    return state(last, index, &tracer)
  }

  /// One value of the state after a step; before the first, 0.
  func state(_ time: Int, _ index: Int, _ tracer: inout Tracer) -> Int {
    guard time >= 0 else { return tracer.constant(0) }
    return tracer.shared("h", time, index) { tracer in
      step(time, index, &tracer)
    }
  }

  /// W_ih xₜ + b_ih for one row.
  func inputSum(_ time: Int, _ row: Int, _ tracer: inout Tracer) -> Int {
    tracer.shared("input sum", time, row) { tracer in
      let bias = setup.hasBias ? tracer.parameter("bias_ih_l0", row) : nil
      guard let weight = tracer.slice("weight_ih_l0") else { return tracer.constant(0) }
      return tracer.weightedSum(setup.inputs, bias: bias) { tracer, k in
        (
          tracer.input(time * setup.inputs + k),
          tracer.parameter(inSlice: weight, row * setup.inputs + k)
        )
      }
    }
  }

  /// W_hh hₜ₋₁ + b_hh for one row; at the first step the state is 0, and the bias is left.
  func stateSum(_ time: Int, _ row: Int, _ tracer: inout Tracer) -> Int {
    tracer.shared("state sum", time, row) { tracer in
      let bias = setup.hasBias ? tracer.parameter("bias_hh_l0", row) : nil
      guard time > 0, let weight = tracer.slice("weight_hh_l0") else {
        return bias.map { tracer.graph.append(.copy, [$0]) } ?? tracer.constant(0)
      }
      return tracer.weightedSum(setup.hidden, bias: bias) { tracer, k in
        (
          state(time - 1, k, &tracer),
          tracer.parameter(inSlice: weight, row * setup.hidden + k)
        )
      }
    }
  }

  /// A function of both sums.
  func gate(
    _ name: String, _ function: ScalarFunction, _ time: Int, _ row: Int, _ index: Int,
    _ tracer: inout Tracer
  ) -> Int {
    tracer.shared(name, time, index) { tracer in
      let first = inputSum(time, row, &tracer)
      let second = stateSum(time, row, &tracer)
      let sum = tracer.graph.add(first, second)
      return tracer.graph.apply(function, sum)
    }
  }
}
