/// From where to where finite values reach.
public struct Extent: Hashable, Sendable {
  /// Nil where there is no finite value.
  public private(set) var least: Double?
  /// Nil where there is no finite value.
  public private(set) var greatest: Double?
  /// The least value over zero, for logarithmic axes.
  public private(set) var leastPositive: Double?

  /// Of nothing yet.
  public init() {}

  /// Takes in a value; one that is not finite changes nothing.
  public mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    if !(value >= least ?? .infinity) { least = value }
    if !(value <= greatest ?? -.infinity) { greatest = value }
    if value > 0, !(value >= leastPositive ?? .infinity) { leastPositive = value }
  }
}
