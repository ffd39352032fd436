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
  /// The sample's row in the pass, whose neurons are walked through.
  public let row: Int
  /// The numbers of the whole pass: those that are known may be shown, and no others.
  public let pass: Pass

  /// How many of the sample's values in front of layer `place` are known, the first ones.
  public func known(_ place: Int) -> Int {
    let width = pass.outputs[place].count / max(pass.count, 1)
    if direction == .backward || place <= layer { return width }
    return place == layer + 1 ? neuron : 0
  }
}

extension Session {
  /// The walk through a pass that has begun and not come to its end.
  public var walk: WalkView? {
    moment.walk.map { walk in
      WalkView(
        direction: walk.direction, layer: walk.cursor.layer, neuron: walk.cursor.neuron,
        operation: walk.cursor.operation, row: sampleRow(in: walk.pass), pass: walk.pass)
    }
  }
}
