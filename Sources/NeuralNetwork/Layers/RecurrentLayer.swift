/// What rnn, lstm and gru have in common: a sequence is read step by step, each step from the input
/// and from the state that the step before left, and the states of all steps are the output.
///
/// Of several layers, each reads the states of the one below, of which dropout may leave some out.
/// Both ways, a second reader goes from the last step to the first, and the states of both stand side
/// by side.
///
/// Shapes: x is [steps × in], y [steps × directions · hidden]; for each layer and direction,
/// weight_ih_l0 is [gates · hidden × in], weight_hh_l0 [gates · hidden × hidden]. The first state is
/// zero.
protocol RecurrentLayer: Layer {
  /// How many sums of the width of the state a step makes.
  static var gates: Int { get }
  /// How many numbers of the width of the state a step keeps beside its gates.
  static var extras: Int { get }
  /// "nn.LSTM"
  static var module: String { get }
  var setup: RecurrentSetup { get }
  /// One value of the state that a step makes, scalar by scalar.
  func step(_ moment: RecurrentMoment, _ index: Int, _ tracer: inout Tracer) -> Int
}

extension RecurrentLayer {
  package var inputShape: Shape { [setup.steps, setup.inputs] }
  package var outputShape: Shape { [setup.steps, setup.width] }
  package var label: String {
    "\(Self.declaration.name) \(setup.inputs)→\(setup.width)"
      + (setup.layers > 1 ? ", \(setup.layers) layers" : "")
      + (setup.isBidirectional ? ", both ways" : "")
  }
  package var settings: Settings { setup.settings }
  package var pytorch: String { pytorch("") }

  func pytorch(_ more: String) -> String {
    "\(Self.module)(\(setup.inputs), \(setup.hidden)"
      + (setup.layers > 1 ? ", num_layers=\(setup.layers)" : "") + more
      + (setup.hasBias ? "" : ", bias=False") + ", batch_first=True"
      + (setup.dropout > 0 ? ", dropout=\(setup.dropout)" : "")
      + (setup.isBidirectional ? ", bidirectional=True" : "") + ")"
  }

  package var parameters: [ParameterDeclaration] {
    let start = ParameterDeclaration.Start.uniform(bound: 1 / Double(setup.hidden).squareRoot())
    let sums = Self.gates * setup.hidden
    return setup.sweeps.flatMap { sweep in
      let weights = [
        ParameterDeclaration(
          "weight_ih_\(sweep.name)", shape: [sums, setup.inputs(of: sweep.layer)], start: start),
        ParameterDeclaration(
          "weight_hh_\(sweep.name)", shape: [sums, setup.hidden], start: start),
      ]
      let biases = ["bias_ih_\(sweep.name)", "bias_hh_\(sweep.name)"].map {
        ParameterDeclaration($0, shape: [sums], start: start)
      }
      return setup.hasBias ? weights + biases : weights
    }
  }

  package var kept: Room { RecurrentRooms(self, samples: 1).kept }
  package var working: Room { RecurrentRooms(self, samples: 1).working }
}
