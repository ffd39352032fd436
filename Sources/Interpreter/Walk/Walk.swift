import NeuralNetwork

/// A pass that is walked through piece by piece.
///
/// All of it is computed where the walk begins, by the very code that `forward` and `backward` run at
/// once, so that a walk to its end leaves the same bits. The cursor says how much has been shown; what
/// lies behind it nobody can print yet.
struct Walk: Sendable, Equatable {
  /// A place: the next thing to be done. `layer` counts the loss as one more layer, the last.
  struct Cursor: Sendable, Equatable {
    var layer: Int
    var neuron = 0
    /// Operations of that neuron that are done.
    var operation = 0

    /// Whether something of the layer is done, and not all of it.
    var isWithinLayer: Bool { neuron > 0 || operation > 0 }
  }

  let direction: WalkDirection
  /// With its gradients, where the walk goes backward.
  let pass: Pass
  /// What the layers have counted by the end of the way forward.
  let buffers: [Float]
  /// Where the random numbers are by then.
  let generator: MersenneTwister
  /// The parameters' gradients before the way back.
  let gradientsBefore: [Float]
  /// The same at its end.
  let gradients: [Float]
  /// Whether those before are of an earlier pass, so that this one adds to them.
  let addsUp: Bool
  /// Whether there were any before.
  let hadGradients: Bool
  var cursor: Cursor
  /// ∂loss/∂input of the present layer for the followed sample, as far as its neurons are done.
  var inputGradients: [Double] = []
}

/// Which way a walk goes.
public enum WalkDirection: String, Sendable, Equatable {
  /// From the inputs to the loss.
  case forward
  /// From the loss to the inputs.
  case backward
}

/// How much of a pass one command does.
enum WalkScale: String, Sendable, CaseIterable {
  case layer
  case neuron
  case op
}

extension Walk {
  /// Whether every number in front of layer `place` is computed; [0] is the input.
  func knows(place: Int) -> Bool { direction == .backward || place <= cursor.layer }

  /// The same of one sample's number.
  func knows(place: Int, index: Int, ofFollowedSample isFollowed: Bool) -> Bool {
    knows(place: place) || place == cursor.layer + 1 && isFollowed && index < cursor.neuron
  }

  /// Whether ∂loss/∂numbers in front of layer `place` are complete.
  func knowsGradient(place: Int) -> Bool { direction == .backward && cursor.layer < place }

  /// Whether this way back has come to the layer's parameters.
  func hasReached(layer: Int) -> Bool {
    direction == .backward
      && (cursor.layer < layer || cursor.layer == layer && cursor.isWithinLayer)
  }
}
