extension Network {
  /// What a fresh layer holds.
  static func freshValues(
    _ parameter: ParameterDeclaration, using generator: inout MersenneTwister
  ) -> [Float] {
    let count = Shape(parameter.shape).count
    switch parameter.start {
    case .uniform(let bound): return generator.uniform(count, -bound, bound)
    case .constant(let value): return [Float](repeating: value, count: count)
    }
  }

  /// Draws every parameter anew, as fresh layers would; of one layer, or of all.
  public mutating func reset(layer: Int? = nil, using generator: inout MersenneTwister) {
    for (slice, declaration) in zip(slices, layers.flatMap(\.parameters))
    where layer == nil || slice.layer == layer {
      parameters.replaceSubrange(
        slice.range, with: Self.freshValues(declaration, using: &generator))
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
