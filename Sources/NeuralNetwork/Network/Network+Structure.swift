extension Network {
  /// States the shape of a sample. Layers that are there are fitted to it, parameters kept.
  ///
  /// - Throws: `NetworkError.badShape`, `.tooLarge`, `.mismatch`; nothing has changed then.
  public mutating func setInput(
    _ shape: Shape, memoryLimit: Int = MemoryLimit.standard
  ) throws(NetworkError) {
    guard !shape.dimensions.isEmpty, shape.dimensions.allSatisfy({ $0 > 0 }) else {
      throw .badShape(shape)
    }
    try MemoryLimit.check("input", shape: shape.dimensions, limit: memoryLimit)
    let changed = try Self.refitted(layers[...], to: shape, after: "input")
    try Self.checkReach(of: changed, from: shape)
    layers = changed
    input = shape
  }

  /// A layer of this type as it would stand at `index` (at the end where nil).
  ///
  /// - Throws: `NetworkError.noInput`, `.noLayer`, and what the layer's `init` throws, with the
  ///   name of the layer before it in `.mismatch`.
  public func makeLayer(
    _ type: any Layer.Type, settings: Settings, at index: Int? = nil
  ) throws(NetworkError) -> any Layer {
    guard !shapes.isEmpty else { throw .noInput }
    let index = index ?? layers.count
    guard layers.indices.contains(index) || index == layers.count else {
      throw .noLayer(index: index, count: layers.count)
    }
    do {
      let layer = try type.init(settings: settings, input: shapes[index])
      try Self.checkReach(of: layers[..<index] + [layer], from: shapes[0])
      return layer
    } catch {
      throw error.naming(index == 0 ? "input" : layers[index - 1].label)
    }
  }

  /// Adds a layer at the end, with its parameters drawn.
  ///
  /// - Throws: `NetworkError.noInput`, `.mismatch`, `.tooLarge`; nothing has changed then.
  public mutating func append(
    _ layer: any Layer, using generator: inout MersenneTwister,
    memoryLimit: Int = MemoryLimit.standard
  ) throws(NetworkError) {
    try insert(layer, at: layers.count, using: &generator, memoryLimit: memoryLimit)
  }

  /// Adds a layer in front of the one at `index`, with its parameters drawn. The layers behind it
  /// keep theirs.
  ///
  /// - Parameter copies: how many arrays as long as the parameters there will be: they themselves,
  ///   their gradients, and what an optimizer keeps.
  /// - Throws: `NetworkError.noInput`, `.noLayer`, `.mismatch`, `.tooLarge`; nothing has changed
  ///   then.
  public mutating func insert(
    _ layer: any Layer, at index: Int, using generator: inout MersenneTwister,
    memoryLimit: Int = MemoryLimit.standard, copies: Int = 2
  ) throws(NetworkError) {
    guard let input else { throw .noInput }
    guard index >= 0, index <= layers.count else {
      throw .noLayer(index: index, count: layers.count)
    }
    let previous = index == 0 ? input : layers[index - 1].outputShape
    let previousLabel = index == 0 ? "input" : layers[index - 1].label
    guard layer.inputShape == previous else {
      throw .mismatch(
        layer: layer.label, needs: layer.inputShape, after: previousLabel, gives: previous)
    }
    var changed = Array(layers[..<index]) + [layer]
    changed += try Self.refitted(
      Self.stretched(layers, around: index, by: 1)[index...], to: layer.outputShape,
      after: layer.label)
    try Self.checkReach(of: changed, from: input)
    try Self.check(changed, copies: copies, memoryLimit: memoryLimit)

    Self.insert(
      layer.freshParameters(using: &generator), into: &parameters,
      at: range(ofLayer: index).lowerBound)
    Self.insert(
      layer.buffers.map(\.restingValues), into: &buffers, at: bufferRange(ofLayer: index).lowerBound
    )
    adopt(changed)
  }

  /// Takes a layer out. The others keep their parameters.
  ///
  /// - Throws: `NetworkError.noLayer`, `.mismatch`; nothing has changed then.
  public mutating func remove(at index: Int) throws(NetworkError) {
    guard let input, layers.indices.contains(index) else {
      throw .noLayer(index: index, count: layers.count)
    }
    let previous = index == 0 ? input : layers[index - 1].outputShape
    let label = index == 0 ? "input" : layers[index - 1].label
    let changed =
      try Array(layers[..<index])
      + Self.refitted(
        Self.stretched(layers, around: index + 1, by: -1)[(index + 1)...], to: previous,
        after: label)
    try Self.checkReach(of: changed, from: input)
    Self.remove(range(ofLayer: index), from: &parameters)
    Self.remove(bufferRange(ofLayer: index), from: &buffers)
    adopt(changed)
  }

  /// Nothing put in or taken out leaves an array the one that earlier networks share.
  private static func insert(_ arrays: [[Float]], into values: inout [Float], at place: Int) {
    let count = arrays.reduce(0) { $0 + $1.count }
    guard count > 0 else { return }
    var longer: [Float] = []
    longer.reserveCapacity(values.count + count)
    longer += values[..<place]
    for array in arrays { longer += array }
    longer += values[place...]
    values = longer
  }

  private static func remove(_ range: Range<Int>, from values: inout [Float]) {
    if !range.isEmpty { values.removeSubrange(range) }
  }

  private mutating func adopt(_ changed: [any Layer]) {
    layers = changed
    slices = Self.slices(of: changed) { $0.parameters }
    bufferSlices = Self.slices(of: changed) { $0.buffers }
  }

  /// The layers, with each residual block that the place in front of layer `index` is in longer by
  /// so many layers.
  private static func stretched(
    _ layers: [any Layer], around index: Int, by difference: Int
  ) throws(NetworkError) -> [any Layer] {
    var result = layers
    for (place, layer) in layers.enumerated() {
      guard let block = layer as? Residual, place >= index, place - block.reach < index else {
        continue
      }
      result[place] = try Residual(reach: block.reach + difference, input: block.inputShape)
    }
    return result
  }

  /// Whether what each layer reads from further back is there, and has the shape of its input.
  private static func checkReach(
    of layers: [any Layer], from input: Shape
  ) throws(NetworkError) {
    var shapes = [input]
    for (index, layer) in layers.enumerated() {
      if layer.reach > 0 {
        guard layer.reach <= index else {
          throw .wrongRank(
            layer: layer.label, needs: "\(layer.reach) layers before it", gives: Shape([index]))
        }
        let source = shapes[index - layer.reach]
        guard source == layer.inputShape else {
          throw .mismatch(
            layer: layer.label, needs: source,
            after: index == 0 ? "input" : layers[index - 1].label, gives: layer.inputShape)
        }
      }
      shapes.append(layer.outputShape)
    }
  }

  private static func refitted(
    _ layers: ArraySlice<any Layer>, to shape: Shape, after label: String
  ) throws(NetworkError) -> [any Layer] {
    var (shape, label) = (shape, label)
    var result: [any Layer] = []
    for layer in layers {
      do {
        let fitted = try layer.refitted(to: shape)
        (shape, label) = (fitted.outputShape, fitted.label)
        result.append(fitted)
      } catch {
        throw error.naming(label)
      }
    }
    return result
  }

  private static func slices(
    of layers: [any Layer], _ declarations: (any Layer) -> [ParameterDeclaration]
  ) -> [ParameterSlice] {
    var slices: [ParameterSlice] = []
    var start = 0
    for (index, layer) in layers.enumerated() {
      for parameter in declarations(layer) {
        let range = start..<start + Shape(parameter.shape).count
        slices.append(
          ParameterSlice(
            layer: index, name: parameter.name, shape: parameter.shape, range: range))
        start = range.upperBound
      }
    }
    return slices
  }

  /// Parameters and their gradients, and one sample's values, must fit.
  private static func check(
    _ layers: [any Layer], copies: Int, memoryLimit: Int
  ) throws(NetworkError) {
    var total = 0
    for layer in layers {
      for parameter in layer.parameters {
        let what = "\(layer.label).\(parameter.name)"
        try MemoryLimit.check(what, shape: parameter.shape, copies: copies, limit: memoryLimit)
        total += Shape(parameter.shape).count
        try MemoryLimit.check("parameters", shape: [total], copies: copies, limit: memoryLimit)
      }
      try MemoryLimit.check(
        "\(layer.label).output", shape: layer.outputShape.dimensions, limit: memoryLimit)
    }
  }
}

extension NetworkError {
  /// The same error with the name of what stands before the layer.
  func naming(_ label: String) -> NetworkError {
    if case .mismatch(let layer, let needs, _, let gives) = self {
      return .mismatch(layer: layer, needs: needs, after: label, gives: gives)
    }
    return self
  }
}
