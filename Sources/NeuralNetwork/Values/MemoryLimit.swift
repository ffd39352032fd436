/// Counting bytes before anything is allocated.
public enum MemoryLimit {
  /// What is allowed where nobody says otherwise: 2 GiB.
  public static let standard = 1 << 31

  /// Throws `NetworkError.tooLarge` where `copies` arrays of `shape` would take more than `limit`
  /// bytes, or more than can be counted.
  static func check(
    _ what: String, shape: [Int], copies: Int = 1, limit: Int
  ) throws(NetworkError) {
    let bytes = Shape(shape).checkedCount.flatMap { count -> Int? in
      let (product, overflow) = count.multipliedReportingOverflow(
        by: copies * MemoryLayout<Float>.stride)
      return overflow ? nil : product
    }
    guard let bytes, bytes <= limit else {
      throw .tooLarge(what: what, shape: shape, bytes: bytes, limit: limit)
    }
  }
}
