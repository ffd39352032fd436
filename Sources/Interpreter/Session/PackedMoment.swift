import NeuralNetwork

/// A moment as the past keeps it, beside the moment before or after it: without parameters with which
/// its neighbour's begin, or which are its neighbour's. Building a network layer by layer then costs
/// no more than what is built.
struct PackedMoment: Equatable {
  private(set) var moment: Moment
  /// The parameters are so many, the first of the neighbour's.
  private var sharedParameters: Int?

  init(_ moment: Moment, besides neighbour: Moment) {
    self.moment = moment
    let mine = moment.training.network.parameters
    let theirs = neighbour.training.network.parameters
    if mine.isShared(with: theirs)
      || mine.count <= theirs.count
        && zip(mine, theirs).allSatisfy({ $0.bitPattern == $1.bitPattern })
    {
      sharedParameters = mine.count
      self.moment.training.network.parameters = []
    }
  }

  /// The moment as it was.
  ///
  /// - Parameter neighbour: the one that it was packed beside.
  func moment(besides neighbour: Moment) -> Moment {
    var whole = moment
    if let count = sharedParameters {
      let theirs = neighbour.training.network.parameters
      whole.training.network.parameters = count == theirs.count ? theirs : Array(theirs[..<count])
    }
    return whole
  }
}

extension [Float] {
  /// Whether both are the same memory, so that they need not be compared.
  fileprivate func isShared(with other: [Float]) -> Bool {
    withUnsafeBufferPointer { mine in
      other.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
    } && count == other.count
  }
}

extension Moment {
  /// The bytes of the arrays that `other` does not share.
  func bytes(besides other: Moment) -> Int {
    func size(_ mine: [Float], _ theirs: [Float]) -> Int {
      mine == theirs ? 0 : mine.count * MemoryLayout<Float>.stride
    }
    var bytes = 2048
    bytes += size(training.network.parameters, other.training.network.parameters)
    let theirs = other.training.arraysKept
    for (index, array) in training.arraysKept.enumerated() {
      bytes += size(array, theirs.indices.contains(index) ? theirs[index] : [])
    }
    if let pass, pass != other.pass {
      bytes += (pass.outputs + pass.outputGradients).reduce(0) { $0 + $1.count * 4 }
    }
    if let walk, walk.pass != other.walk?.pass {
      let pass = walk.pass
      bytes += (pass.outputs + pass.outputGradients).reduce(0) { $0 + $1.count * 4 }
      bytes += (walk.gradients.count + walk.gradientsBefore.count) * 4
    }
    if let walk { bytes += walk.inputGradients.count * 8 }
    if curve != other.curve { bytes += curve.buckets.count * MemoryLayout<LossCurve.Bucket>.stride }
    for (name, variable) in variables where variable != other.variables[name] {
      bytes += variable.value.size * 4
    }
    if tape != other.tape { bytes += tape.bytes }
    if let data, data != other.data {
      bytes += (data.whole.inputs.count + data.train.inputs.count) * 4
    }
    return bytes
  }
}
