/// How far the network's output is from the targets, as one number to be made small.
///
/// A new loss is one file in this folder and one entry in `Catalog.losses`.
public protocol Loss: Sendable, Equatable {
  static var declaration: BlockDeclaration { get }

  init(settings: Settings)

  /// "nn.BCELoss()"
  var pytorch: String { get }
  /// The outputs are scores: below zero means no, not below one half.
  var readsLogits: Bool { get }

  /// Whether this output can be compared with these targets.
  ///
  /// - Throws: `NetworkError.lossMismatch`.
  func check(output: Shape, targets: Targets) throws(NetworkError)

  /// The loss of a batch; fills ∂loss/∂output where the buffers have room for it.
  func evaluate(_ buffers: LossBuffers) -> Float
}

/// A batch of outputs beside their targets.
public struct LossBuffers {
  /// [samples × width]
  let output: UnsafePointer<Float>
  /// [samples × width], where the targets are values.
  let values: UnsafePointer<Float>
  /// [samples], where the targets are classes.
  let classes: UnsafePointer<Int32>
  /// ∂loss/∂output
  let gradient: UnsafeMutablePointer<Float>?
  let samples: Int
  let width: Int
}

extension Loss {
  public var readsLogits: Bool { false }

  /// The name in the declaration: "cross_entropy".
  public var label: String { Self.declaration.name }

  func isEqual(to other: any Loss) -> Bool {
    (other as? Self) == self
  }

  func checkValues(output: Shape, targets: Targets) throws(NetworkError) {
    if case .values(_, let width) = targets, output.checkedCount == width { return }
    throw .lossMismatch(loss: label, output: output, target: targets.summary)
  }

  func checkClasses(output: Shape, targets: Targets) throws(NetworkError) {
    if case .classes(_, let count) = targets, output.dimensions == [count] { return }
    throw .lossMismatch(loss: label, output: output, target: targets.summary)
  }
}
