import Synchronization

/// Counting bytes before anything is allocated.
public enum MemoryLimit {
  /// What one network, one batch or one data set may take, where nobody says otherwise: under a
  /// meter what that allows; else 2 GiB until something else is chosen.
  public static var standard: Int {
    WorkMeter.current?.bytes ?? chosen.load(ordering: .relaxed)
  }

  /// Allows so many bytes from now on.
  ///
  /// - Precondition: `bytes` is at least one.
  public static func use(_ bytes: Int) {
    precondition(bytes > 0, "\(bytes) bytes")
    chosen.store(bytes, ordering: .relaxed)
  }

  private static let chosen = Atomic<Int>(1 << 31)

  /// Throws `NetworkError.tooLarge` where `copies` arrays of `shape` would take more than `limit`
  /// bytes, or more than can be counted.
  package static func check(
    _ what: String, shape: [Int], copies: Int = 1, limit: Int
  ) throws(NetworkError) {
    let bytes = Shape(shape).checkedCount.flatMap { count -> Int? in
      let (product, overflow) = count.multipliedReportingOverflow(
        by: max(copies, 1) * MemoryLayout<Float>.stride)
      return overflow ? nil : product
    }
    guard let bytes, bytes <= limit else {
      WorkMeter.current?.noteExcess()
      throw .tooLarge(what: what, shape: shape, bytes: bytes, limit: limit)
    }
  }
}
