/// The axes of one sample, without the batch axis: `[2]` for two features, `[1, 8, 8]` for one
/// channel of 8 × 8 pixels.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The length of each axis.
  public var dimensions: [Int]

  /// A shape with these axes.
  public init(_ dimensions: [Int]) {
    self.dimensions = dimensions
  }

  /// `[1, 8, 8]`
  public init(arrayLiteral elements: Int...) {
    dimensions = elements
  }

  /// The number of values, or nil where it does not fit an `Int`.
  public var checkedCount: Int? {
    var count = 1
    for dimension in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      if overflow { return nil }
      count = product
    }
    return count
  }

  /// The number of values. The shape has been checked before.
  public var count: Int { dimensions.reduce(1, *) }

  /// "1×8×8"
  public var description: String { dimensions.map(String.init).joined(separator: "×") }
}
