/// The operations of all layers in order, run without counting references.
///
/// An ordinary array of objects retains and releases each one around each call; in a step of a tiny
/// network that costs more than the arithmetic.
final class OperationList {
  private let operations: [LayerOperation]
  private let calls: UnsafeMutableBufferPointer<Unmanaged<LayerOperation>>

  init(_ operations: [LayerOperation]) {
    self.operations = operations
    calls = .allocate(capacity: operations.count)
    _ = calls.initialize(from: operations.map { Unmanaged.passUnretained($0) })
  }

  deinit {
    calls.deallocate()
  }

  func forward(_ samples: Int) {
    for call in calls { call._withUnsafeGuaranteedRef { $0.forward(samples) } }
  }

  func backward(_ samples: Int, accumulate: Bool) {
    var index = calls.count - 1
    while index >= 0 {
      calls[index]._withUnsafeGuaranteedRef { $0.backward(samples, accumulate: accumulate) }
      index -= 1
    }
  }
}
