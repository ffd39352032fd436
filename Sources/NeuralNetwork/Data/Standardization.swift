/// Brings each input value to mean 0 and standard deviation 1.
///
///     x ← (x − mean) / deviation
///
/// Fitted on the samples to learn from, and applied to those that are held out and to whatever is
/// predicted later: the held-out samples must not have a say. A value that is always the same is
/// only moved to 0.
///
/// - Source: LeCun et al., "Efficient BackProp", 1998, §4.3; scikit-learn, `StandardScaler`.
public struct Standardization: Sendable, Equatable {
  /// [input values]
  public let means: [Float]
  /// [input values], each above zero.
  public let deviations: [Float]

  /// Means and deviations of these samples, over all n of them (not n − 1).
  public init(fitting data: Dataset) {
    let width = data.inputShape.count
    let count = Double(max(data.count, 1))
    var sums = [Double](repeating: 0, count: width)
    var squares = sums
    for row in 0..<data.count {
      for column in 0..<width { sums[column] += Double(data.inputs[row * width + column]) }
    }
    let means = sums.map { $0 / count }
    for row in 0..<data.count {
      for column in 0..<width {
        let difference = Double(data.inputs[row * width + column]) - means[column]
        squares[column] += difference * difference
      }
    }
    self.means = means.map { Float($0) }
    deviations = squares.map { square in
      let deviation = Float((square / count).squareRoot())
      return deviation > 0 ? deviation : 1
    }
  }

  /// The same samples on the new scale.
  ///
  /// - Precondition: their shape is that of the samples that this was fitted on.
  public func applied(to data: Dataset) -> Dataset {
    data.replacingInputs(applied(to: data.inputs))
  }

  /// Inputs of any number of samples, [samples × input values], on the new scale.
  public func applied(to inputs: [Float]) -> [Float] {
    let width = means.count
    precondition(width > 0 && inputs.count % width == 0, "\(inputs.count) values, not by \(width)")
    var scaled = inputs
    for index in scaled.indices {
      scaled[index] = (inputs[index] - means[index % width]) / deviations[index % width]
    }
    return scaled
  }
}

extension Dataset {
  /// The same samples with other input values in the same shape.
  ///
  /// - Precondition: as many values as there are.
  public func replacingInputs(_ inputs: [Float]) -> Dataset {
    Dataset(
      name: name, inputShape: inputShape, inputs: inputs, targets: targets,
      featureNames: featureNames, classNames: classNames, imageShape: imageShape)
  }
}
