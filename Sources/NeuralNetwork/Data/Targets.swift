/// What the outputs of a data set's samples should be.
public enum Targets: Sendable, Equatable {
  /// [samples × width], row-major.
  case values([Float], width: Int)
  /// One class index a sample, each in 0 ..< count.
  case classes([Int32], count: Int)

  /// The number of samples.
  public var count: Int {
    switch self {
    case .values(let values, let width): width == 0 ? 0 : values.count / width
    case .classes(let classes, _): classes.count
    }
  }

  /// "1 value", "10 classes"
  public var summary: String {
    switch self {
    case .values(_, let width): counted(width, "value")
    case .classes(_, let count): "\(count) classes"
    }
  }

  /// Whether they are classes.
  var areClasses: Bool { if case .classes = self { true } else { false } }

  func subset(_ indices: [Int]) -> Targets {
    switch self {
    case .values(let values, let width):
      .values(indices.flatMap { values[$0 * width..<($0 + 1) * width] }, width: width)
    case .classes(let classes, let count):
      .classes(indices.map { classes[$0] }, count: count)
    }
  }
}
