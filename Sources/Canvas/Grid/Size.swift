/// A width and a height, in terminal cells.
public struct Size: Hashable, Sendable {
  /// Across.
  public var columns: Int
  /// Down.
  public var rows: Int

  /// A size; negative counts are treated as none by whoever draws.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}
