/// Samples: inputs of one shape, each with its target.
public struct Dataset: Sendable, Equatable {
  /// "spiral", "iris.csv"
  public var name: String
  /// The shape of one sample.
  public let inputShape: Shape
  /// [samples × inputShape], row-major.
  public let inputs: [Float]
  /// What the outputs should be, sample by sample.
  public let targets: Targets
  /// A name for each input value; empty where they have none, as pixels do.
  public var featureNames: [String]
  /// A name for each class; empty where targets are values.
  public var classNames: [String]
  /// Rows and columns, where a sample is a picture.
  public var imageShape: Shape?

  /// - Precondition: `inputs` and `targets` hold the same number of samples, and each class is one
  ///   of those counted.
  public init(
    name: String, inputShape: Shape, inputs: [Float], targets: Targets,
    featureNames: [String] = [], classNames: [String] = [], imageShape: Shape? = nil
  ) {
    precondition(
      inputs.count == targets.count * inputShape.count,
      "\(inputs.count) inputs of \(inputShape) for \(targets.count) targets")
    if case .classes(let classes, let count) = targets {
      precondition(
        classes.allSatisfy { $0 >= 0 && $0 < count }, "a class that is none of \(count)")
    }
    self.name = name
    self.inputShape = inputShape
    self.inputs = inputs
    self.targets = targets
    self.featureNames = featureNames
    self.classNames = classNames
    self.imageShape = imageShape
  }

  /// The number of samples.
  public var count: Int { targets.count }

  /// The samples of these indices, in this order.
  public func subset(_ indices: [Int]) -> Dataset {
    let width = inputShape.count
    var picked: [Float] = []
    picked.reserveCapacity(indices.count * width)
    for index in indices { picked += inputs[index * width..<(index + 1) * width] }
    return Dataset(
      name: name, inputShape: inputShape, inputs: picked, targets: targets.subset(indices),
      featureNames: featureNames, classNames: classNames, imageShape: imageShape)
  }

  /// One sample's values.
  public func input(_ index: Int) -> ArraySlice<Float> {
    inputs[index * inputShape.count..<(index + 1) * inputShape.count]
  }
}
