/// Float values in row-major order with their axes; a scalar has none.
public struct Tensor: Hashable, Sendable {
  /// The length of each axis.
  public var shape: [Int]
  /// Row-major.
  public var values: [Float]

  /// - Precondition: the values fill the shape.
  public init(shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "\(values.count) values do not fill \(shape)")
    self.shape = shape
    self.values = values
  }
}
