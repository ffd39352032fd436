/// The rule that turns gradients into changes of the parameters.
///
/// A new optimizer is one file in this folder and one entry in `Catalog.optimizers`.
public protocol Optimizer: Sendable, Equatable {
  static var declaration: BlockDeclaration { get }

  init(settings: Settings)

  /// The step size.
  var learningRate: Double { get set }
  /// PyTorch's names of the arrays it keeps beside the parameters, each as long as they are.
  var stateNames: [String] { get }
  /// "sgd lr=0.5"
  var label: String { get }
  /// "optim.SGD(net.parameters(), lr=0.5)"
  var pytorch: String { get }

  /// Changes the parameters once, in one pass over the flat arrays.
  func update(_ buffers: OptimizerBuffers)
}

/// The flat arrays of one update.
public struct OptimizerBuffers {
  let parameters: UnsafeMutablePointer<Float>
  let gradients: UnsafePointer<Float>
  /// As many as the optimizer has names for.
  let state: (UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>?)
  let count: Int
  /// How many updates there will have been after this one: 1, 2, ….
  let step: Int
}

extension Optimizer {
  func isEqual(to other: any Optimizer) -> Bool {
    (other as? Self) == self
  }
}
