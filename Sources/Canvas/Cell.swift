/// One cell of the terminal's grid.
///
/// A character that is two columns wide fills its cell, and the cell to its right holds
/// `Cell.continuation`, so that column arithmetic never has to look at the text.
public struct Cell: Hashable, Sendable {
  /// One user-visible character; empty only in a continuation cell.
  public var character: String
  public var style: Style

  public init(_ character: String, style: Style = .plain) {
    self.character = character
    self.style = style
  }

  public static let blank = Cell(" ")
  public static let continuation = Cell("")
}
