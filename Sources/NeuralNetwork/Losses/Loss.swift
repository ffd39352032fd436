import CKernels

/// How far the network's output is from the targets, as one number to be made small.
///
/// A new loss is one file in this folder and one entry in `Catalog.losses`.
public protocol Loss: Sendable, Equatable {
  /// Its name, its settings, its help.
  static var declaration: BlockDeclaration { get }

  /// A loss with settings that fit its declaration.
  init(settings: Settings)

  /// "nn.BCELoss()"
  var pytorch: String { get }
  /// The outputs are scores: below zero means no, not below one half.
  var readsLogits: Bool { get }

  /// The outputs are for one choice among classes, even where targets are probabilities.
  var choosesClass: Bool { get }

  /// The loss of a batch is the sum over its samples, not their mean.
  var isSum: Bool { get }

  /// What the sum of the samples' losses is divided by: `count`, unless the loss is a sum or weighs
  /// its samples.
  func divisor(_ labels: [Int32], count: Int) -> Double

  /// Whether this output can be compared with these targets.
  ///
  /// - Throws: `NetworkError.lossMismatch`, `.badTarget`.
  func check(output: Shape, targets: Targets) throws(NetworkError)

  /// The loss of a batch; fills ∂loss/∂output where the buffers have room for it.
  func evaluate(_ buffers: LossBuffers) -> Float

  /// The loss of one sample, scalar by scalar. The loss of a batch is the mean over its samples.
  ///
  /// - Returns: the node of the sample's loss.
  func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int
}

/// One sample's outputs beside its targets, as nodes of a scalar graph.
public struct SampleTrace: Sendable {
  /// What the network gives.
  public let outputs: [Int]
  /// What it should give, a node for each output; empty where the target is a class.
  public let targets: [Int]
  /// The class that it should give; 0 where targets are values.
  public let label: Int
}

/// A batch of outputs beside their targets.
public struct LossBuffers {
  /// [samples × width]
  let output: UnsafePointer<Float>
  /// [samples × width], where the targets are values.
  let values: UnsafePointer<Float>
  /// [samples], where the targets are classes.
  let classes: UnsafePointer<Int32>
  /// ∂loss/∂output
  let gradient: UnsafeMutablePointer<Float>?
  /// Which of the two the targets are.
  let readsClasses: Bool
  var samples: Int
  let width: Int
  let kernels: UnsafePointer<gradus_kernels>

  /// The number of outputs.
  var count: Int { samples * width }
}

extension Loss {
  /// Outputs are no scores, unless the loss says so.
  public var readsLogits: Bool { false }

  /// No choice, unless the loss says so.
  public var choosesClass: Bool { false }

  /// A mean, unless the loss says so.
  public var isSum: Bool { false }

  /// The number of samples, unless the loss is their sum.
  public func divisor(_ labels: [Int32], count: Int) -> Double { isSum ? 1 : Double(count) }

  /// The name in the declaration: "cross_entropy".
  public var label: String { Self.declaration.name }

  func isEqual(to other: any Loss) -> Bool {
    (other as? Self) == self
  }

  func checkValues(output: Shape, targets: Targets) throws(NetworkError) {
    if case .values(_, let width) = targets, output.checkedCount == width { return }
    throw .lossMismatch(loss: label, output: output, target: targets.summary)
  }

  /// A target outside of 0 to 1 would make the loss negative without end.
  func checkProbabilities(_ targets: Targets) throws(NetworkError) {
    guard case .values(let values, _) = targets,
      let value = values.first(where: { !(0...1).contains($0) })
    else { return }
    throw .badTarget(loss: label, value: value)
  }

  func checkClasses(output: Shape, targets: Targets) throws(NetworkError) {
    if case .classes(_, let count) = targets, output.dimensions == [count] { return }
    throw .lossMismatch(loss: label, output: output, target: targets.summary)
  }

  /// Weights of classes or values: none, one for all where that has a meaning, or one for each.
  func checkWeights(
    _ weights: [Double], _ setting: String, orOne: Bool = false, output: Shape
  ) throws(NetworkError) {
    let fits = weights.isEmpty || weights.count == output.count || orOne && weights.count == 1
    guard !fits else { return }
    throw .weightMismatch(loss: label, setting: setting, given: weights.count, output: output)
  }

  /// The loss of these outputs, [samples × shape], and its gradient in the same layout.
  ///
  /// - Throws: `NetworkError.lossMismatch`.
  package func evaluate(
    outputs: [Float], shape: Shape, targets: Targets, kernels: Kernels = .current
  ) throws(NetworkError) -> (value: Float, gradient: [Float]) {
    try check(output: shape, targets: targets)
    precondition(outputs.count == targets.count * shape.count, "an output for each target")
    // Never empty, so that each has an address, whether the loss reads it or not.
    var values: [Float] = [0]
    var classes: [Int32] = [0]
    switch targets {
    case .values(let all, _): values += all
    case .classes(let all, _): classes += all
    }
    var gradient = [Float](repeating: 0, count: outputs.count)
    let value = gradient.withUnsafeMutableBufferPointer { gradient in
      outputs.withUnsafeBufferPointer { outputs in
        values.withUnsafeBufferPointer { values in
          classes.withUnsafeBufferPointer { classes -> Float in
            guard let output = outputs.baseAddress, let values = values.baseAddress,
              let classes = classes.baseAddress
            else { return .nan }
            return evaluate(
              LossBuffers(
                output: output, values: values + 1, classes: classes + 1,
                gradient: gradient.baseAddress, readsClasses: targets.areClasses,
                samples: targets.count, width: shape.count, kernels: kernels.table))
          }
        }
      }
    }
    return (value, gradient)
  }
}

extension SampleTrace {
  /// The mean, or the sum, of what `element` makes of each output and its target.
  func reduced(
    _ reduction: Reduction, in graph: inout ScalarGraph,
    _ element: (inout ScalarGraph, _ output: Int, _ target: Int) -> Int
  ) -> Int {
    var parts: [Int] = []
    for (output, target) in zip(outputs, targets) { parts.append(element(&graph, output, target)) }
    return reduction == .sum ? graph.sum(parts) : graph.mean(parts)
  }

  /// The mean, or the sum, of a function of each output's difference from its target.
  func reducedDifferences(
    _ reduction: Reduction, in graph: inout ScalarGraph, _ function: ScalarFunction
  ) -> Int {
    var index = 0
    return reduced(reduction, in: &graph) { graph, output, target in
      let difference = graph.subtract(output, target)
      graph.name(difference, .part(outputs.count == 1 ? "d" : "d[\(index)]"))
      index += 1
      return graph.apply(function, difference)
    }
  }
}
