import NeuralNetwork

/// A pass that is walked through piece by piece.
///
/// Its numbers are computed where the walk begins, or of large batches when they are asked for, by the
/// very code that `forward` and `backward` run at once, so that a walk to its end leaves the same bits.
/// The cursor says how much has been shown; what lies behind it nobody can print yet.
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
  /// The whole batch; with its gradients, where the walk goes backward.
  let batch: BatchPass
  /// The numbers of the followed sample, alone or among others.
  private(set) var pass: Pass
  /// Its row among them.
  private(set) var row: Int
  /// What the layers have counted by the end of the way forward.
  let buffers: [Float]
  /// Where the random numbers are by then.
  let generator: MersenneTwister
  /// The parameters' gradients before the way back.
  let gradientsBefore: [Float]
  /// Whether those before are of an earlier pass, so that this one adds to them.
  let addsUp: Bool
  /// Whether there were any before.
  let hadGradients: Bool
  var cursor: Cursor
  /// ∂loss/∂input of the present layer for the followed sample, as far as its neurons are done.
  var inputGradients: [Double] = []

  /// How many samples the batch has.
  var count: Int { batch.count }
  /// The sample that is followed, counted through the training samples.
  var sample: Int { pass.indices.indices.contains(row) ? pass.indices[row] : row }

  /// - Parameter sample: the one to follow; the batch's first where it is not in it.
  init(
    _ direction: WalkDirection, _ batch: BatchPass, following sample: Int, buffers: [Float],
    generator: MersenneTwister, gradientsBefore: [Float] = [], addsUp: Bool = false,
    hadGradients: Bool, from layer: Int
  ) {
    self.direction = direction
    self.batch = batch
    (pass, row) = batch.following(sample)
    self.buffers = buffers
    self.generator = generator
    self.gradientsBefore = gradientsBefore
    self.addsUp = addsUp
    self.hadGradients = hadGradients
    cursor = Cursor(layer: layer)
  }

  /// Goes on with the numbers of another sample.
  mutating func follow(_ sample: Int) {
    (pass, row) = batch.following(sample)
  }
}

/// Which way a walk goes.
public enum WalkDirection: String, Sendable, Equatable {
  /// From the inputs to the loss.
  case forward
  /// From the loss to the inputs.
  case backward
}

extension Session {
  /// The parameters' gradients as far as a walk back has come. Those of a large batch are computed when
  /// they are asked for: the walk itself keeps what the followed sample has added to its layer.
  var gradientsOfWalk: [Float]? {
    guard let walk = moment.walk, walk.direction == .backward, walk.batch.isDeferred,
      walk.cursor.layer < network.layers.count - 1
    else { return nil }
    var gradients = moment.training.gradients
    for layer in walk.cursor.layer + 1..<network.layers.count {
      let range = network.range(ofLayer: layer)
      if !range.isEmpty { gradients.replaceSubrange(range, with: walk.batch.gradients[range]) }
    }
    return gradients
  }
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
