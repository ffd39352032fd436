import CKernels

/// The walk through the steps. What a step computes is the subclasses' matter.
class RecurrentOperation: LayerOperation {
  typealias Floats = UnsafeMutablePointer<Float>

  let buffers: LayerBuffers
  let hidden: Int
  private let setup: RecurrentSetup
  private let extras: Int
  private let sums: Int
  /// Of each layer.
  private let sweeps: [[RecurrentSweep]]
  private let rooms: (Int) -> RecurrentRooms

  init<Kind: RecurrentLayer>(_ layer: Kind, _ buffers: LayerBuffers) {
    self.buffers = buffers
    setup = layer.setup
    hidden = layer.setup.hidden
    extras = Kind.extras
    sums = Kind.gates * layer.setup.hidden
    sweeps = (0..<layer.setup.layers).map { layer.setup.sweeps(of: $0) }
    rooms = { RecurrentRooms(layer, samples: $0) }
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

  private func parts(_ start: Floats, of sweep: RecurrentSweep) -> Parts {
    let before = (0..<sweep.layer).reduce(0) { $0 + setup.directions * size(of: $1) }
    let start = start + before + sweep.direction * size(of: sweep.layer)
    let recurrent = start + sums * setup.inputs(of: sweep.layer)
    let inputBias = recurrent + sums * hidden
    return Parts(
      input: start, hidden: recurrent, inputBias: setup.hasBias ? inputBias : nil,
      hiddenBias: setup.hasBias ? inputBias + sums : nil)
  }

  /// How many parameters a layer has in one direction.
  private func size(of layer: Int) -> Int {
    sums * (setup.inputs(of: layer) + hidden + (setup.hasBias ? 2 : 0))
  }

  /// The regions of one call.
  private struct Bench {
    let samples: Int
    let rooms: RecurrentRooms
    let hiddenSums: Floats
    let stateBefore: Floats
    let stateGradient: Floats
    let direct: Floats
    let memory: Floats
    let spare: Floats
  }

  private func bench(_ samples: Int) -> Bench {
    let rooms = rooms(samples)
    let working = buffers.working
    return Bench(
      samples: samples, rooms: rooms, hiddenSums: working + rooms.hiddenSums,
      stateBefore: working + rooms.states(0), stateGradient: working + rooms.states(1),
      direct: working + rooms.states(2), memory: working + rooms.states(3),
      spare: working + rooms.states(4))
  }

  /// What a layer reads: the input, or what the layer below gives.
  private func input(of layer: Int, _ bench: Bench) -> Floats {
    layer == 0 ? buffers.input : buffers.kept + bench.rooms.masked(layer - 1)
  }

  /// The states that a layer makes, those of both directions side by side.
  private func states(of layer: Int, _ bench: Bench) -> Floats {
    layer == setup.layers - 1 ? buffers.output : buffers.kept + bench.rooms.states(of: layer)
  }

  private func step(_ sample: Int, _ moment: RecurrentMoment, _ bench: Bench) -> Step {
    let (sweep, first) = (moment.sweep, sample * setup.steps)
    let row = first + moment.time
    let extra = buffers.kept + bench.rooms.extras(of: sweep)
    return Step(
      gates: buffers.kept + bench.rooms.gates(of: sweep) + row * sums,
      hiddenSums: bench.hiddenSums + sample * sums,
      extra: extra + row * extras * hidden,
      extraBefore: moment.before.map { extra + (first + $0.time) * extras * hidden },
      stateBefore: bench.stateBefore + sample * hidden,
      state: states(of: sweep.layer, bench) + row * setup.width + sweep.direction * hidden,
      spare: bench.spare)
  }

  /// The states before that step, side by side.
  private func gatherStates(before moment: RecurrentMoment, _ bench: Bench) {
    guard let before = moment.before else {
      return bench.stateBefore.update(repeating: 0, count: bench.samples * hidden)
    }
    let states = states(of: moment.sweep.layer, bench) + moment.sweep.direction * hidden
    for sample in 0..<bench.samples {
      (bench.stateBefore + sample * hidden).update(
        from: states + (sample * setup.steps + before.time) * setup.width, count: hidden)
    }
  }

  // MARK: Forward

  override final func forward(_ samples: Int) {
    let bench = bench(samples)
    for layer in 0..<setup.layers {
      for sweep in sweeps[layer] { forward(sweep, bench) }
      if layer < setup.layers - 1, setup.dropout > 0 { mask(layer, bench) }
    }
  }

  private func forward(_ sweep: RecurrentSweep, _ bench: Bench) {
    let kernels = buffers.kernels
    let (samples, parameters) = (bench.samples, parts(buffers.parameters, of: sweep))
    kernels.pointee.linear_forward(
      samples * setup.steps, setup.inputs(of: sweep.layer), sums, input(of: sweep.layer, bench),
      parameters.input, parameters.inputBias, buffers.kept + bench.rooms.gates(of: sweep), nil,
      sums, ActivationFunction.none.kernel, 0, buffers.scratch)
    for turn in 0..<setup.steps {
      let moment = RecurrentMoment(sweep: sweep, turn: turn, steps: setup.steps)
      gatherStates(before: moment, bench)
      kernels.pointee.linear_forward(
        samples, hidden, sums, bench.stateBefore, parameters.hidden, parameters.hiddenBias,
        bench.hiddenSums, nil, sums, ActivationFunction.none.kernel, 0, buffers.scratch)
      for sample in 0..<samples { forward(step(sample, moment, bench)) }
    }
  }

  /// What the next layer reads of the states: in training, not all. The draws are PyTorch's, which
  /// has the samples of one step side by side.
  private func mask(_ layer: Int, _ bench: Bench) {
    let states = states(of: layer, bench)
    let masked = buffers.kept + bench.rooms.masked(layer)
    let mask = buffers.kept + bench.rooms.mask(behind: layer)
    let kept = 1 - setup.dropout
    let factor = kept > 0 ? 1 / Float(kept) : 0
    let generator = buffers.mode == .training ? buffers.generator : nil
    for time in 0..<setup.steps {
      for sample in 0..<bench.samples {
        let row = (sample * setup.steps + time) * setup.width
        for index in row..<row + setup.width {
          if let generator {
            let isKept = kept > 0 && generator.pointee.bernoulli(kept)
            mask[index] = isKept ? factor : 0
          } else {
            mask[index] = 1
          }
          masked[index] = states[index] * mask[index]
        }
      }
    }
  }

  // MARK: Backward

  override final func backward(_ samples: Int, accumulate: Bool) {
    guard let dy = buffers.outputGradient, let start = buffers.gradients else { return }
    let bench = bench(samples)
    var above = UnsafePointer(dy)
    for layer in (0..<setup.layers).reversed() {
      let below =
        layer == 0
        ? buffers.inputGradient : buffers.working + bench.rooms.gradient(of: layer - 1)
      for sweep in sweeps[layer] {
        backward(sweep, above, parts(start, of: sweep), accumulate, bench)
        if let below { inputGradient(sweep, below, bench) }
      }
      guard layer > 0, let below else { return }
      if setup.dropout > 0 {
        let mask = buffers.kept + bench.rooms.mask(behind: layer - 1)
        for index in 0..<samples * setup.steps * setup.width { below[index] *= mask[index] }
      }
      above = UnsafePointer(below)
    }
  }

  /// Back through time: the gradient of a state comes from above and from the step that was read
  /// after.
  private func backward(
    _ sweep: RecurrentSweep, _ above: UnsafePointer<Float>, _ gradients: Parts,
    _ accumulate: Bool, _ bench: Bench
  ) {
    let (kernels, samples) = (buffers.kernels, bench.samples)
    let parameters = parts(buffers.parameters, of: sweep)
    let given = above + sweep.direction * hidden
    bench.stateGradient.update(repeating: 0, count: samples * hidden)
    bench.memory.update(repeating: 0, count: samples * hidden)
    for turn in (0..<setup.steps).reversed() {
      let moment = RecurrentMoment(sweep: sweep, turn: turn, steps: setup.steps)
      gatherStates(before: moment, bench)
      for sample in 0..<samples {
        let row = sample * setup.steps + moment.time
        let stateGradient = bench.stateGradient + sample * hidden
        for index in 0..<hidden { stateGradient[index] += given[row * setup.width + index] }
        backward(
          step(sample, moment, bench),
          StepGradients(
            state: stateGradient, memory: bench.memory + sample * hidden,
            inputSums: buffers.working + row * sums,
            hiddenSums: bench.hiddenSums + sample * sums,
            direct: bench.direct + sample * hidden))
      }
      kernels.pointee.linear_backward_weights(
        samples, hidden, sums, bench.hiddenSums, sums, bench.stateBefore, gradients.hidden,
        gradients.hiddenBias, accumulate || turn < setup.steps - 1, buffers.scratch)
      kernels.pointee.linear_backward_input(
        samples, hidden, sums, bench.hiddenSums, parameters.hidden, bench.stateGradient, hidden,
        buffers.scratch)
      for index in 0..<samples * hidden { bench.stateGradient[index] += bench.direct[index] }
    }
    kernels.pointee.linear_backward_weights(
      samples * setup.steps, setup.inputs(of: sweep.layer), sums, buffers.working, sums,
      input(of: sweep.layer, bench), gradients.input, gradients.inputBias, accumulate,
      buffers.scratch)
  }

  /// The gradient of what a layer reads, to which the second direction adds.
  private func inputGradient(_ sweep: RecurrentSweep, _ below: Floats, _ bench: Bench) {
    let (rows, width) = (bench.samples * setup.steps, setup.inputs(of: sweep.layer))
    let own = sweep.isReverse ? buffers.working + bench.rooms.addend : below
    buffers.kernels.pointee.linear_backward_input(
      rows, width, sums, buffers.working, parts(buffers.parameters, of: sweep).input, own, width,
      buffers.scratch)
    guard sweep.isReverse else { return }
    for index in 0..<rows * width { below[index] += own[index] }
  }

  /// y = f(z), in place or not.
  final func apply(_ function: ActivationFunction, _ count: Int, _ z: Floats, _ y: Floats) {
    buffers.kernels.pointee.activation_forward(function.kernel, 0, count, z, y)
  }
}
