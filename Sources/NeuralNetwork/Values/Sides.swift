/// What a window has once for rows and once for columns: its sides, its steps, the zeros around.
package struct Sides: Sendable, Equatable {
  /// For rows.
  package let height: Int
  /// For columns.
  package let width: Int

  /// One for rows, one for columns.
  package init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// As many for both.
  package init(_ both: Int) { self.init(both, both) }

  /// Rows, columns.
  package var list: [Int] { [height, width] }
  var isSquare: Bool { height == width }
  /// As a setting: 3, or [3, 5].
  var setting: SettingValue {
    isSquare ? .integer(width) : .numbers([Double(height), Double(width)])
  }
  /// In Python: 3, or (3, 5).
  var python: String { isSquare ? "\(width)" : "(\(height), \(width))" }
  /// In a label: 3×5.
  var label: String { "\(height)×\(width)" }
}

extension Settings {
  /// The value of a setting of one or two whole numbers; nil where it was not given as such.
  func sides(_ name: String) -> Sides? {
    if let both = integer(name) { return Sides(both) }
    guard case .numbers(let values) = values[name], let first = values.first, values.count <= 2
    else { return nil }
    return Sides(Int(first), Int(values.last ?? first))
  }
}
