/// Where a recurrent layer keeps what, for so many samples.
struct RecurrentRooms {
  private let setup: RecurrentSetup
  private let samples: Int
  private let gates: Int
  private let extras: Int

  init<Kind: RecurrentLayer>(_ layer: Kind, samples: Int) {
    setup = layer.setup
    gates = Kind.gates * layer.setup.hidden
    extras = Kind.extras * layer.setup.hidden
    self.samples = samples
  }

  private var rows: Int { samples * setup.steps }

  // MARK: kept

  /// Of each way through the steps the gates, [steps × gates · hidden], and the extras,
  /// [steps × extras · hidden]; then of each layer but the last the states, [steps × width], and with
  /// dropout the mask and the product of both.
  var kept: Room {
    Room(
      perSample: setup.steps
        * (setup.layers * setup.directions * (gates + extras)
          + (setup.layers - 1) * (setup.dropout > 0 ? 3 : 1) * setup.width))
  }

  func gates(of sweep: RecurrentSweep) -> Int {
    (sweep.layer * setup.directions + sweep.direction) * rows * (gates + extras)
  }

  func extras(of sweep: RecurrentSweep) -> Int { gates(of: sweep) + rows * gates }

  /// Of all layers but the last, whose states are the output.
  func states(of layer: Int) -> Int {
    rows * (setup.layers * setup.directions * (gates + extras) + layer * setup.width)
  }

  func mask(behind layer: Int) -> Int { states(of: setup.layers - 1 + layer) }

  /// What the next layer reads.
  func masked(_ layer: Int) -> Int {
    setup.dropout > 0 ? states(of: 2 * (setup.layers - 1) + layer) : states(of: layer)
  }

  // MARK: working

  /// The gradients of all sums from the input, [steps × gates · hidden]; of one step, the sums from the
  /// state; the state before; the gradients of the state, of its short way back and of the memory;
  /// some numbers for one sample; of two layers' states the gradients, in turn; and what the second
  /// direction adds to those of its inputs.
  var working: Room {
    Room(
      perSample: (setup.steps + 1) * gates + 4 * setup.hidden
        + min(setup.layers - 1, 2) * setup.steps * setup.width
        + (setup.isBidirectional ? setup.steps * max(setup.inputs, setup.width) : 0),
      perBatch: setup.hidden)
  }

  var hiddenSums: Int { rows * gates }
  /// [hidden] for each sample, four times, and once.
  func states(_ index: Int) -> Int { (rows + samples) * gates + index * samples * setup.hidden }
  func gradient(of layer: Int) -> Int {
    states(4) + setup.hidden + layer % 2 * rows * setup.width
  }
  var addend: Int {
    states(4) + setup.hidden + min(setup.layers - 1, 2) * rows * setup.width
  }
}
