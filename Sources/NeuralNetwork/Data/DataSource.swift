/// Data that Gradus makes or brings along.
///
/// A new one is one file in this folder and one entry in `Catalog.datasets`.
public protocol DataSource: Sendable {
  static var declaration: BlockDeclaration { get }

  /// The samples. Draws come from a generator of the data's own, seeded by `seed`, and never from
  /// the one that draws parameters: other data leaves the network's start as it is.
  ///
  /// - Parameter readShipped: reads a file below `Lessons` by its path.
  /// - Throws: what `readShipped` throws, and `DataError`.
  static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws -> Dataset
}

/// Settings that several made-up data sets share.
enum DataSettings {
  static func count(default value: Int) -> Setting {
    Setting(
      "n", kind: .integer(2...1_000_000), default: .integer(value), summary: "number of samples")
  }

  static let noise = Setting(
    "noise", kind: .number(0...1000), default: .number(0),
    summary: "standard deviation of what is added to each coordinate")
}
