/// An optimizer that leaves some parameters as they are: what PyTorch does where `requires_grad` is
/// off.
///
/// The gradients of what is frozen become zero, so that they have no part in `clip_norm`. Nothing
/// pulls at it, neither momentum nor weight decay. Parameters that were frozen for a while go on
/// from the number of updates that they have had themselves, as PyTorch counts for each parameter.
///
/// - Source: PyTorch, `torch.Tensor.requires_grad_`.
package struct PartialOptimizer: Optimizer {
  /// Parameters side by side that are treated alike.
  package struct Stretch: Sendable, Equatable {
    /// Where they lie in the flat array.
    package var range: Range<Int>
    /// Whether they stay as they are.
    package var isFrozen: Bool
    /// How many updates they have missed.
    package var missed: Int

    /// The parameters of `range`.
    package init(_ range: Range<Int>, isFrozen: Bool, missed: Int = 0) {
      self.range = range
      self.isFrozen = isFrozen
      self.missed = missed
    }
  }

  /// Never listed: an optimizer is wrapped where something is frozen.
  package static let declaration = BlockDeclaration(
    "partial", summary: "an optimizer that leaves some parameters as they are",
    example: "partial", source: "https://docs.pytorch.org/docs/stable/notes/autograd.html")

  private var whole: any Optimizer
  private let stretches: [Stretch]

  /// - Parameters:
  ///   - whole: what is done to the parameters that are not frozen.
  ///   - stretches: all parameters, in order.
  package init(_ whole: any Optimizer, stretches: [Stretch]) {
    self.whole = whole
    self.stretches = stretches.filter { !$0.range.isEmpty }
  }

  /// Plain `sgd` with nothing frozen.
  package init(settings: Settings) {
    self.init(SGD(settings: settings), stretches: [])
  }

  package var learningRate: Double {
    get { whole.learningRate }
    set { whole.learningRate = newValue }
  }
  package var stateNames: [String] { whole.stateNames }
  /// It counts them from the start of the arrays.
  package var treatsParametersAlike: Bool { false }
  /// None that the caller should apply: they are applied here, to what is not frozen.
  package var gradientRules: GradientRules { GradientRules(settings: [:]) }
  package var label: String { whole.label }
  package var pytorch: String { whole.pytorch }

  package static func == (left: Self, right: Self) -> Bool {
    left.stretches == right.stretches && left.whole.isEqual(to: right.whole)
  }

  package func update(_ buffers: OptimizerBuffers) {
    let rules = whole.gradientRules
    for stretch in stretches {
      if stretch.isFrozen {
        for index in stretch.range { buffers.gradients[index] = 0 }
      } else {
        Self.withPart(buffers, stretch) { rules.pull($0) }
      }
    }
    rules.clip(buffers)
    for stretch in stretches where !stretch.isFrozen {
      Self.withPart(buffers, stretch) { whole.update($0) }
    }
  }

  private static func withPart(
    _ buffers: OptimizerBuffers, _ stretch: Stretch, _ body: (OptimizerBuffers) -> Void
  ) {
    let start = stretch.range.lowerBound
    withUnsafeTemporaryAllocation(
      of: UnsafeMutablePointer<Float>.self, capacity: buffers.state.count
    ) { state in
      for (index, array) in buffers.state.enumerated() {
        state.initializeElement(at: index, to: array + start)
      }
      body(
        OptimizerBuffers(
          parameters: buffers.parameters + start, gradients: buffers.gradients + start,
          state: state, count: stretch.range.count, learningRate: buffers.learningRate,
          step: buffers.step - stretch.missed, kernels: buffers.kernels))
    }
  }
}

extension PartialOptimizer {
  /// The other optimizer's, from the number of updates that this parameter has had; what is frozen
  /// stays.
  package func trace(_ update: inout UpdateTrace) -> Int {
    let own = stretches.first { $0.range.contains(update.index) }
    guard let own, !own.isFrozen else {
      return update.graph.append(.copy, [update.parameter])
    }
    update.step -= own.missed
    let frozen = stretches.filter(\.isFrozen).map(\.range)
    update.gradient = whole.gradientRules.trace(in: &update, frozen: frozen)
    return whole.trace(&update)
  }
}
