public import NeuralNetwork

/// How far a walk has come, for pictures and for the status line.
public struct WalkView: Sendable, Equatable {
  /// Which way it goes.
  public let direction: WalkDirection
  /// The layer that is next, or within which the walk is; as many as there are layers for the loss.
  public let layer: Int
  /// The neuron of that layer that is next.
  public let neuron: Int
  /// How many operations of that neuron are done.
  public let operation: Int
  /// Numbers of the pass: those that are known may be shown, and no others. Of a large batch they are
  /// the followed sample's alone.
  public let pass: Pass
  /// The followed sample's row among them, whose neurons are walked through.
  public let row: Int
  /// The followed sample, counted through the training samples.
  public let sample: Int
  private let batch: BatchPass

  /// How many samples the batch has.
  public var count: Int { batch.count }
  /// The followed sample's place in the batch.
  public var place: Int { batch.indices.firstIndex(of: sample) ?? 0 }
  /// The numbers of all samples of the batch.
  public var whole: Pass { batch.whole }

  init(_ walk: Walk) {
    direction = walk.direction
    (layer, neuron) = (walk.cursor.layer, walk.cursor.neuron)
    operation = walk.cursor.operation
    (pass, row, sample) = (walk.pass, walk.row, walk.sample)
    batch = walk.batch
  }

  /// How many of the sample's values in front of layer `place` are known, the first ones.
  public func known(_ place: Int) -> Int {
    let width = pass.outputs[place].count / max(pass.count, 1)
    if direction == .backward || place <= layer { return width }
    return place == layer + 1 ? neuron : 0
  }
}

extension Session {
  /// The walk through a pass that has begun and not come to its end.
  public var walk: WalkView? { moment.walk.map(WalkView.init) }

  /// The followed sample in the last pass, if there is one: its numbers, its row among them, its place
  /// in the batch and how many the batch has. Nothing is computed of the others.
  public var followed: (pass: Pass, row: Int, place: Int, count: Int)? {
    guard let batch = moment.pass, batch.count > 0 else { return nil }
    let place = max(0, min(sample, batch.count - 1))
    let (pass, row) = batch.following(
      batch.indices.indices.contains(place) ? batch.indices[place] : 0)
    return (pass, row, place, batch.count)
  }
}
