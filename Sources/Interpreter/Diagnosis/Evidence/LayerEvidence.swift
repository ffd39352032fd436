import NeuralNetwork

/// One layer in numbers: what comes out, what comes back, what it learns.
struct LayerEvidence {
  let index: Int
  /// "tanh"
  let kind: String
  /// Values a sample.
  let width: Int
  /// √ of the mean square of the outputs.
  let size: Double
  let largest: Double
  let mean: Double
  let isFinite: Bool
  /// Neurons, or channels of maps.
  let units: Int
  /// Of a relu: those that are 0 for every sample.
  let deadUnits: [Int]
  /// Of a relu: the part of all values that is 0.
  let zeroShare: Double
  /// Of a sigmoid or tanh: the part of all values at one of its ends.
  let saturatedShare: Double
  /// √ of the mean square of ∂loss/∂output.
  let gradientSize: Double

  // Of the weights; nil for a layer without.
  var weightNorm: Double?
  var weightGradientNorm: Double?
  var weightUpdateNorm: Double?
  /// √ of the mean square of ∂loss/∂weight.
  var weightGradientSize: Double?

  /// How far the next step moves the weights, as a part of their size.
  var updateRatio: Double? {
    guard let weightNorm, let weightUpdateNorm, weightNorm > 0 else { return nil }
    return weightUpdateNorm / weightNorm
  }

  /// Where an output counts as saturated: the slope there is below 0.06 of the steepest.
  ///
  /// - Source: Karpathy, makemore part 3: |tanh| > 0.97; a sigmoid is half a tanh of half its input.
  static let saturatedTanh = 0.97
  static let saturatedSigmoid = 0.985

  init(_ index: Int, _ network: Network, _ pass: Pass) {
    let layer = network.layers[index]
    self.index = index
    kind = type(of: layer).declaration.name
    width = layer.outputShape.count
    let outputs = pass.outputs[index + 1]
    var sum = 0.0
    var squares = 0.0
    var greatest: Float = 0
    var finite = true
    var zeros = 0
    var ends = 0
    let isTanh = layer is Tanh
    let end = Float(Self.saturatedTanh)
    let top = Float(Self.saturatedSigmoid)
    for value in outputs {
      if !value.isFinite {
        finite = false
        continue
      }
      sum += Double(value)
      squares += Double(value) * Double(value)
      greatest = max(greatest, value.magnitude)
      if value == 0 { zeros += 1 }
      if isTanh ? value.magnitude > end : value > top || value < 1 - top { ends += 1 }
    }
    let count = Double(max(outputs.count, 1))
    mean = sum / count
    size = (squares / count).squareRoot()
    largest = Double(greatest)
    isFinite = finite
    let isRectifier = layer is ReLU
    zeroShare = isRectifier ? Double(zeros) / count : 0
    saturatedShare = isTanh || layer is Sigmoid ? Double(ends) / count : 0
    let dimensions = layer.outputShape.dimensions
    units = dimensions.count > 1 ? dimensions[0] : width
    deadUnits = isRectifier ? Self.dead(outputs, width: width, units: units) : []
    let gradients = pass.outputGradients.isEmpty ? [] : pass.outputGradients[index + 1]
    gradientSize = Self.norm(gradients[...]) / Double(max(gradients.count, 1)).squareRoot()
  }

  private static func dead(_ outputs: [Float], width: Int, units: Int) -> [Int] {
    var alive = [Bool](repeating: false, count: units)
    let each = max(width / max(units, 1), 1)
    for (place, value) in outputs.enumerated() where value != 0 {
      alive[place % width / each] = true
    }
    return alive.indices.filter { !alive[$0] }
  }

  static func norm(_ values: ArraySlice<Float>) -> Double {
    values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }
}
