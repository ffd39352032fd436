import CKernels

/// The rule that turns gradients into changes of the parameters.
///
/// A new optimizer is one file in this folder and one entry in `Catalog.optimizers`.
public protocol Optimizer: Sendable, Equatable {
  /// Its name, its settings, its help.
  static var declaration: BlockDeclaration { get }

  /// An optimizer with settings that fit its declaration.
  init(settings: Settings)

  /// Throws where the settings contradict each other.
  func check() throws(NetworkError)

  /// The step size, where no schedule changes it.
  var learningRate: Double { get set }
  /// PyTorch's names of the arrays it keeps beside the parameters, each as long as they are.
  var stateNames: [String] { get }
  /// Whether each parameter is changed by its own numbers alone, wherever it lies, so that threads may
  /// each update a range of the flat arrays.
  var treatsParametersAlike: Bool { get }
  /// What is done to the gradients beforehand.
  var gradientRules: GradientRules { get }
  /// "sgd lr=0.5"
  var label: String { get }
  /// "optim.SGD(net.parameters(), lr=0.5)"
  var pytorch: String { get }

  /// Changes the parameters once, in one pass over the flat arrays. The caller has applied the
  /// gradient rules.
  func update(_ buffers: OptimizerBuffers)

  /// The same for one parameter, scalar by scalar, to be shown with its numbers.
  ///
  /// - Returns: the node of the parameter's next value.
  func trace(_ update: inout UpdateTrace) -> Int
}

/// The flat arrays of one update, or the same range of each.
public struct OptimizerBuffers {
  var parameters: UnsafeMutablePointer<Float>
  var gradients: UnsafeMutablePointer<Float>
  /// One array for each of the optimizer's `stateNames`.
  var state: UnsafeMutableBufferPointer<UnsafeMutablePointer<Float>>
  var count: Int
  /// The step size of this update.
  let learningRate: Double
  /// How many updates there will have been after this one: 1, 2, ….
  var step: Int
  let kernels: UnsafePointer<gradus_kernels>
}

extension Optimizer {
  /// They do not, unless the optimizer says otherwise.
  public func check() throws(NetworkError) {}

  /// They are, unless the optimizer says otherwise.
  public var treatsParametersAlike: Bool { true }

  func isEqual(to other: any Optimizer) -> Bool {
    (other as? Self) == self
  }

  /// One update of arrays of equal length: the gradient rules, then the optimizer's own.
  package func update(
    parameters: inout [Float], gradients: inout [Float], state: inout [[Float]], step: Int,
    kernels: Kernels = .current
  ) {
    let count = parameters.count
    precondition(gradients.count == count && state.allSatisfy { $0.count == count })
    precondition(state.count == stateNames.count, "\(label) keeps \(stateNames)")
    parameters.withUnsafeMutableBufferPointer { parameters in
      gradients.withUnsafeMutableBufferPointer { gradients in
        guard let target = parameters.baseAddress, let source = gradients.baseAddress else {
          return
        }
        withAddresses(of: &state) { state in
          let buffers = OptimizerBuffers(
            parameters: target, gradients: source, state: state, count: count,
            learningRate: learningRate, step: step, kernels: kernels.table)
          gradientRules.apply(buffers)
          update(buffers)
        }
      }
    }
  }
}

/// Calls `body` with the address of each array's first element; for an empty array, with one that is
/// not to be read.
func withAddresses(
  of arrays: inout [[Float]],
  _ body: (UnsafeMutableBufferPointer<UnsafeMutablePointer<Float>>) -> Void
) {
  var addresses: [UnsafeMutablePointer<Float>] = []
  var nothing: Float = 0

  func descend(
    _ rest: Slice<UnsafeMutableBufferPointer<[Float]>>, _ nowhere: UnsafeMutablePointer<Float>
  ) {
    guard let first = rest.indices.first else {
      addresses.withUnsafeMutableBufferPointer { body($0) }
      return
    }
    rest.base[first].withUnsafeMutableBufferPointer { elements in
      addresses.append(elements.baseAddress ?? nowhere)
      descend(rest.dropFirst(), nowhere)
    }
  }
  withUnsafeMutablePointer(to: &nothing) { nowhere in
    arrays.withUnsafeMutableBufferPointer { descend($0[...], nowhere) }
  }
}
