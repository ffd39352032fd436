extension ParameterDeclaration {
  /// What a fresh layer holds.
  func freshValues(using generator: inout MersenneTwister) -> [Float] {
    let count = Shape(shape).count
    switch start {
    case .uniform(let bound): return generator.uniform(count, -bound, bound)
    case .normal(let deviation):
      return generator.normal(count, mean: 0, deviation: Float(deviation))
    case .constant(let value): return [Float](repeating: value, count: count)
    }
  }

  /// What does not need to be drawn; zeros for what does.
  var restingValues: [Float] {
    if case .constant(let value) = start {
      return [Float](repeating: value, count: Shape(shape).count)
    }
    return [Float](repeating: 0, count: Shape(shape).count)
  }
}

extension Network {
  /// Draws every parameter anew, as fresh layers would, and forgets what was counted; of one layer,
  /// or of all.
  public mutating func reset(layer: Int? = nil, using generator: inout MersenneTwister) {
    for index in layers.indices where layer == nil || index == layer {
      let drawn = layers[index].freshParameters(using: &generator).flatMap(\.self)
      parameters.replaceSubrange(range(ofLayer: index), with: drawn)
      buffers.replaceSubrange(
        bufferRange(ofLayer: index), with: layers[index].buffers.flatMap(\.restingValues))
    }
  }

  /// Fills the weights of one layer, or of all, by an initialiser. What has one axis (biases)
  /// goes to rest.
  public mutating func initialize(
    _ initializer: any Initializer, layer: Int? = nil, using generator: inout MersenneTwister
  ) {
    for (slice, declaration) in zip(slices, layers.flatMap(\.parameters))
    where layer == nil || slice.layer == layer {
      let values =
        declaration.shape.count > 1
        ? initializer.values(shape: declaration.shape, using: &generator)
        : [Float](repeating: declaration.rest, count: slice.range.count)
      parameters.replaceSubrange(slice.range, with: values)
    }
  }
}
