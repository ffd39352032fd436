extension RecurrentLayer {
  /// Unrolled: the states of all steps up to this one, from the lowest layer up.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (time, column) = (output / setup.width, output % setup.width)
    let last = moment(
      RecurrentSweep(layer: setup.layers - 1, isReverse: column >= setup.hidden), time)
    // In the order of reading, so that a long sequence is no deep recursion. Both ways, each step
    // depends on all those of the layer below.
    for layer in 0..<setup.layers - 1 {
      let turns = setup.isBidirectional ? setup.steps : last.turn + 1
      for sweep in setup.sweeps(of: layer) { trace(sweep, turns, &tracer) }
    }
    trace(last.sweep, last.turn, &tracer)
    return state(last, column % setup.hidden, &tracer)
  }

  private func trace(_ sweep: RecurrentSweep, _ turns: Int, _ tracer: inout Tracer) {
    for turn in 0..<turns {
      let moment = RecurrentMoment(sweep: sweep, turn: turn, steps: setup.steps)
      for index in 0..<setup.hidden { _ = state(moment, index, &tracer) }
    }
  }

  private func moment(_ sweep: RecurrentSweep, _ time: Int) -> RecurrentMoment {
    RecurrentMoment(
      sweep: sweep, turn: sweep.time(time, of: setup.steps), steps: setup.steps)
  }

  /// "h" where there is one layer and one direction, else "h l1_reverse".
  private func name(_ part: String, _ moment: RecurrentMoment) -> String {
    setup.layers * setup.directions > 1 ? "\(part) \(moment.sweep.name)" : part
  }

  /// A step that several values read, made once.
  func shared(
    _ part: String, _ moment: RecurrentMoment, _ index: Int, _ tracer: inout Tracer,
    _ make: (inout Tracer) -> Int
  ) -> Int {
    tracer.shared(name(part, moment), moment.time, index, make)
  }

  /// One value of the state after a step.
  func state(_ moment: RecurrentMoment, _ index: Int, _ tracer: inout Tracer) -> Int {
    shared("h", moment, index, &tracer) { tracer in
      step(moment, index, &tracer)
    }
  }

  /// What a layer reads at a step: the input, or the states of the layer below, masked.
  private func input(_ moment: RecurrentMoment, _ index: Int, _ tracer: inout Tracer) -> Int {
    let layer = moment.sweep.layer
    guard layer > 0 else { return tracer.input(moment.time * setup.inputs + index) }
    let sweep = RecurrentSweep(layer: layer - 1, isReverse: index >= setup.hidden)
    let below = self.moment(sweep, moment.time)
    let own = index % setup.hidden
    guard setup.dropout > 0 else { return state(below, own, &tracer) }
    return shared("masked h", below, own, &tracer) { tracer in
      let value = state(below, own, &tracer)
      let row = (tracer.sample * setup.steps + moment.time) * setup.width
      let rooms = RecurrentRooms(self, samples: tracer.samples)
      let drawn = tracer.kept(rooms.mask(behind: layer - 1) + row + index)
      let mask = shared("mask", below, own, &tracer) { $0.graph.leaf(drawn) }
      return tracer.graph.multiply(value, mask)
    }
  }

  /// W_ih xₜ + b_ih for one row.
  func inputSum(_ moment: RecurrentMoment, _ row: Int, _ tracer: inout Tracer) -> Int {
    shared("input sum", moment, row, &tracer) { tracer in
      let name = moment.sweep.name
      let width = setup.inputs(of: moment.sweep.layer)
      let bias = setup.hasBias ? tracer.parameter("bias_ih_\(name)", row) : nil
      guard let weight = tracer.slice("weight_ih_\(name)") else { return tracer.constant(0) }
      return tracer.weightedSum(width, bias: bias) { tracer, k in
        (input(moment, k, &tracer), tracer.parameter(inSlice: weight, row * width + k))
      }
    }
  }

  /// W_hh hₜ₋₁ + b_hh for one row; at the first step the state is 0, and the bias is left.
  func stateSum(_ moment: RecurrentMoment, _ row: Int, _ tracer: inout Tracer) -> Int {
    shared("state sum", moment, row, &tracer) { tracer in
      let name = moment.sweep.name
      let bias = setup.hasBias ? tracer.parameter("bias_hh_\(name)", row) : nil
      guard let before = moment.before, let weight = tracer.slice("weight_hh_\(name)") else {
        return bias.map { tracer.graph.append(.copy, [$0]) } ?? tracer.constant(0)
      }
      return tracer.weightedSum(setup.hidden, bias: bias) { tracer, k in
        (
          state(before, k, &tracer),
          tracer.parameter(inSlice: weight, row * setup.hidden + k)
        )
      }
    }
  }

  /// A function of both sums.
  func gate(
    _ name: String, _ function: ScalarFunction, _ moment: RecurrentMoment, _ row: Int,
    _ index: Int, _ tracer: inout Tracer
  ) -> Int {
    shared(name, moment, index, &tracer) { tracer in
      let first = inputSum(moment, row, &tracer)
      let second = stateSum(moment, row, &tracer)
      let sum = tracer.graph.add(first, second)
      return tracer.graph.apply(function, sum)
    }
  }
}
