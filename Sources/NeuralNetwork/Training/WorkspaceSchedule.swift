/// The stages of a workspace in the order of their calls, and from which call to which each buffer
/// is needed.
struct WorkspaceSchedule {
  /// One operation: a layer, or one together with the function behind it and what flattens.
  struct Stage {
    let layer: Int
    let activation: ActivationFunction
    let activationParameter: Float
    /// Where in the network's shapes its output is.
    let output: Int
    /// Whether the next stage, on its way back, puts the output's gradient in the output's place and
    /// passes through the function as well.
    let isOverwritten: Bool
  }

  let stages: [Stage]
  /// Whether there is a way back.
  private let goesBack: Bool
  private let layers: [any Layer]
  /// The stage that writes each of the network's shapes; none writes the batch, and what lies within
  /// a stage.
  private var writers: [Int: Int] = [:]
  /// The stage of each layer.
  private var stageOfLayer: [Int: Int] = [:]

  /// - Parameter fusing: whether a layer and the function behind it may be one stage.
  init(_ layers: [any Layer], fusing: Bool, goesBack: Bool) {
    self.layers = layers
    self.goesBack = goesBack
    stages = Self.stages(of: layers, fusing: fusing)
    for (index, stage) in stages.enumerated() {
      writers[stage.output] = index
      for layer in stage.layer..<stage.output { stageOfLayer[layer] = index }
    }
  }

  private static func stages(of layers: [any Layer], fusing: Bool) -> [Stage] {
    let sources = Set(layers.indices.filter { layers[$0].reach > 0 }.map { $0 - layers[$0].reach })
    var stages: [Stage] = []
    var index = 0
    while index < layers.count {
      let function = fusing ? Self.function(behind: index, of: layers, sources) : nil
      var output = index + (function == nil ? 1 : 2)
      // To flatten moves no number: what is in front of it gives them.
      while fusing, output < layers.count, layers[output] is Flatten, !sources.contains(output) {
        output += 1
      }
      let next = output < layers.count ? layers[output] as? any ActivationPassing : nil
      stages.append(
        Stage(
          layer: index, activation: function?.function ?? .none,
          activationParameter: function?.functionParameter ?? 0, output: output,
          isOverwritten: fusing && layers[index] is any ConvolutionLayer
            && next?.overwritesInput == true && !sources.contains(output)))
      index = output
    }
    return stages
  }

  /// The function that can be one stage with the layer in front of it.
  private static func function(
    behind index: Int, of layers: [any Layer], _ sources: Set<Int>
  ) -> (any ElementwiseLayer)? {
    guard layers[index] is any ActivationFusing, index + 1 < layers.count,
      let next = layers[index + 1] as? any ElementwiseLayer, !next.function.readsInput,
      !sources.contains(index + 1)
    else { return nil }
    return next
  }

  // MARK: Time

  private func forward(_ stage: Int) -> Int { 1 + stage }
  private var loss: Int { 1 + stages.count }
  private func backward(_ stage: Int) -> Int { 1 + 2 * stages.count - stage }

  /// From the first call to the last.
  var always: ClosedRange<Int> { 0...1 + 2 * stages.count }

  /// When the targets are needed: until the loss has been computed from them.
  var lifeOfTargets: ClosedRange<Int> { 0...loss }

  /// When one of the network's shapes is needed; nil where nobody writes it.
  func lifeOfOutput(_ index: Int) -> ClosedRange<Int>? {
    guard index == 0 || writers[index] != nil else { return nil }
    let writer = writers[index]
    // Where the layer in front is overwritten, it writes what this one gives, sample by sample.
    let born = writer.map { forward($0 > 0 && stages[$0 - 1].isOverwritten ? $0 - 1 : $0) } ?? 0
    // A layer may read on its way back what it read and what it gave.
    if goesBack { return born...backward(writer ?? 0) }
    // Its next reader, at the end the loss or who asked, and those who read it from further on.
    var last = forward(writer.map { $0 + 1 } ?? 0)
    for reader in readers(of: index) { last = max(last, forward(stageOfLayer[reader] ?? 0)) }
    return born...last
  }

  /// Whether ∂loss/∂output takes the output's place, for one of the network's shapes.
  func isOverwritten(_ index: Int) -> Bool {
    goesBack && writers[index].map { stages[$0].isOverwritten } ?? false
  }

  /// When ∂loss/∂output is needed, for one of the network's shapes; nil where nobody asks, or where
  /// it takes the output's place.
  func lifeOfGradient(_ index: Int) -> ClosedRange<Int>? {
    guard let writer = writers[index] else { return index == 0 && stages.isEmpty ? always : nil }
    if isOverwritten(index) { return nil }
    return (writer + 1 < stages.count ? backward(writer + 1) : loss)...backward(writer)
  }

  /// When a layer's own numbers are needed.
  func lifeOfKept(_ layer: Int) -> ClosedRange<Int> {
    let stage = stageOfLayer[layer] ?? 0
    return forward(stage)...(goesBack ? backward(stage) : forward(stage))
  }

  /// When the gradient is needed that goes from a layer to what it read further back.
  func lifeOfFarGradient(_ layer: Int) -> ClosedRange<Int> {
    let first = stageOfLayer[layer - layers[layer].reach] ?? 0
    return backward(stageOfLayer[layer] ?? 0)...backward(first)
  }

  /// The layers that read one of the network's shapes from further on.
  private func readers(of index: Int) -> [Int] {
    layers.indices.filter { layers[$0].reach > 0 && $0 - layers[$0].reach == index }
  }
}
