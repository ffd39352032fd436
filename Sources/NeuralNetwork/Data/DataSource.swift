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

  /// About how many multiply-adds a sample takes to be made, or the file to be read.
  static var workOfSample: Int { get }
}

extension DataSource {
  package static var workOfSample: Int { 1_000 }

  /// About how many multiply-adds it takes to make them, for a meter.
  package static func work(_ settings: Settings) -> Int {
    let count = declaration.completed(settings).integer("n") ?? 2_000
    return max(0, min(count, 1 << 30)) * workOfSample
  }
}

/// Settings that several made-up data sets share.
enum DataSettings {
  static func count(default value: Int) -> Setting {
    Setting(
      "n", kind: .integer(2...1_000_000), default: .integer(value), summary: "number of samples")
  }

  static let noise = noise("what is added to each coordinate")

  static func noise(_ what: String, default value: Double = 0) -> Setting {
    Setting(
      "noise", kind: .number(0...1000), default: .number(value),
      summary: "standard deviation of \(what)")
  }

  static let signs = Setting(
    "signs", kind: .flag, default: .flag(false),
    summary: "whether inputs are -1 and 1, not 0 and 1")

  static let targetSigns = Setting(
    "target_signs", kind: .flag, default: .flag(false),
    summary: "whether targets are -1 and 1, not 0 and 1: for tanh and mse")

  static func image(_ shape: String) -> Setting {
    Setting(
      "image", kind: .flag, default: .flag(false),
      summary: "whether a sample has the shape \(shape), for convolution, and is not flat")
  }
}
