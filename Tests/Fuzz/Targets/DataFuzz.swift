import NeuralNetwork

enum DataFuzz {
  /// A data set, or an error that says why not. The second half can be the file of the labels.
  static func load(_ bytes: [UInt8], named name: String) {
    let limit = 8 << 20
    for target in [nil, "y", "2"] {
      if let data = try? Dataset(file: bytes, name: name, target: target, memoryLimit: limit) {
        check(data)
      }
    }
    let half = bytes.count / 2
    if let data = try? Dataset(
      file: Array(bytes[..<half]), name: name, labels: Array(bytes[half...]), memoryLimit: limit)
    {
      check(data)
    }
  }

  private static func check(_ data: Dataset) {
    precondition(data.count > 0, "a data set without samples")
    precondition(data.inputs.count == data.count * data.inputShape.count, "inputs do not fit")
    precondition(data.targets.count == data.count, "targets do not fit")
  }
}
