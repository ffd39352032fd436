/// Where the samples of a data set lie, and their targets; nil where there is nothing to read.
struct SampleAddresses {
  /// [samples × input]
  var inputs: UnsafePointer<Float>?
  /// [samples × output]
  var values: UnsafePointer<Float>?
  /// [samples]
  var classes: UnsafePointer<Int32>?
}

extension Dataset {
  /// Hands over the addresses of its arrays, which hold as long as `body` runs.
  func withAddresses(_ body: (SampleAddresses) -> Void) {
    inputs.withUnsafeBufferPointer { inputs in
      targets.withAddresses { targets in
        var addresses = targets
        addresses.inputs = inputs.baseAddress
        body(addresses)
      }
    }
  }
}

extension Targets {
  /// Hands over the address of the values or of the classes.
  func withAddresses(_ body: (SampleAddresses) -> Void) {
    switch self {
    case .values(let values, _):
      values.withUnsafeBufferPointer { body(SampleAddresses(values: $0.baseAddress)) }
    case .classes(let classes, _):
      classes.withUnsafeBufferPointer { body(SampleAddresses(classes: $0.baseAddress)) }
    }
  }
}
