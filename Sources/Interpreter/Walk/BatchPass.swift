import NeuralNetwork
import Synchronization

/// A pass over a batch, of which no more is computed than somebody has asked for.
///
/// A walk through thousands of samples follows one of them: its numbers are computed at once, those of
/// the others when the loss, a gradient or their outputs are asked for. They are the same bits then,
/// as nothing that they follow from can change: who changes it forgets the pass.
final class BatchPass: Sendable {
  /// The samples, in the order of the rows.
  let indices: [Int]
  let mode: Mode
  let source: Source?
  private let known: Mutex<Known>

  /// What it is computed from.
  struct Source {
    /// Without a past and without passes.
    let session: Session
    /// Where it goes back: the way forward.
    let forward: BatchPass?
    /// The parameters' gradients before the way back.
    let gradientsBefore: [Float]
  }

  private struct Known {
    var whole: Pass?
    var outputs: [Float]?
    var loss: (value: Float, gradient: [Float])?
    var gradients: [Float]?
    /// On the way forward: holds in its buffers what the way back reads.
    var plan: HeldPlan?
  }

  /// A plan that nobody else has: who takes it, takes it away.
  private final class HeldPlan: @unchecked Sendable {
    let plan: TrainingPlan

    init(_ plan: TrainingPlan) {
      self.plan = plan
    }
  }

  var count: Int { indices.count }
  /// Whether only what is asked for is computed.
  var isDeferred: Bool { source != nil }

  /// A pass that is there.
  ///
  /// - Parameter gradients: of the parameters, at the end of the way back.
  init(_ pass: Pass, gradients: [Float]? = nil) {
    indices = pass.indices
    mode = pass.mode
    source = nil
    known = Mutex(Known(whole: pass, gradients: gradients))
  }

  /// A way forward, of which nothing is computed yet.
  init(over indices: [Int], in session: Session) {
    self.indices = indices
    mode = session.mode
    source = Source(session: session.settingOfPass, forward: nil, gradientsBefore: [])
    known = Mutex(Known())
  }

  /// The way back of a pass forward, of which nothing is computed yet.
  init(back forward: BatchPass, in session: Session) {
    indices = forward.indices
    mode = forward.mode
    source = Source(
      session: session.settingOfPass, forward: forward, gradientsBefore: session.gradients)
    known = Mutex(Known())
  }
}

extension BatchPass: Equatable {
  static func == (left: BatchPass, right: BatchPass) -> Bool {
    left === right || left.indices == right.indices && left.whole == right.whole
  }
}

// MARK: What can be asked for

extension BatchPass {
  /// Every number of it.
  var whole: Pass {
    if let whole = known.withLock({ $0.whole }) { return whole }
    guard let source else {
      preconditionFailure("a pass that is neither there nor can be computed")
    }
    let whole = source.whole(over: indices)
    known.withLock { $0.whole = whole }
    return whole
  }

  /// What the last layer gives: [samples × output].
  var outputs: [Float] {
    if let forward = source?.forward { return forward.outputs }
    if let outputs = known.withLock({ $0.whole?.outputs.last ?? $0.outputs }) { return outputs }
    guard let (outputs, plan) = source?.outputs(of: indices) else { return [] }
    let held = plan.map(HeldPlan.init)
    known.withLock { known in
      known.outputs = outputs
      known.plan = held
    }
    return outputs
  }

  /// Nil where no loss is chosen.
  var loss: Float? {
    if let forward = source?.forward { return forward.loss }
    if let whole = known.withLock({ $0.whole }) { return whole.loss }
    return lossOfOutputs?.value
  }

  /// The loss, and its derivative by each output.
  private var lossOfOutputs: (value: Float, gradient: [Float])? {
    if let loss = known.withLock({ $0.loss }) { return loss }
    guard let source, source.session.loss != nil else { return nil }
    let loss = source.loss(of: outputs, indices)
    known.withLock { $0.loss = loss }
    return loss
  }

  /// The parameters' gradients at the end of the way back.
  var gradients: [Float] {
    if let gradients = known.withLock({ $0.gradients }) { return gradients }
    let plan = source?.forward?.known.withLock { known in
      defer { known.plan = nil }
      return known.plan
    }
    let gradients = source?.gradients(over: indices, plan?.plan) ?? []
    known.withLock { $0.gradients = gradients }
    return gradients
  }

  /// The numbers of one sample and its row among them: of that one, or of the first where it is not in
  /// the batch.
  func following(_ sample: Int) -> (pass: Pass, row: Int) {
    guard let source else { return (whole, indices.firstIndex(of: sample) ?? 0) }
    let row = indices.firstIndex(of: sample) ?? 0
    var pass = source.pass(of: [indices[row]])
    if let forward = source.forward, let slopes = forward.lossOfOutputs?.gradient {
      let width = slopes.count / max(count, 1)
      source.goBack(&pass, from: Array(slopes[row * width..<(row + 1) * width]))
    }
    return (pass, 0)
  }

  /// Adds the arrays that it holds, or will hold.
  func list(in held: inout HeldArrays) {
    guard let source else {
      let pass = whole
      held.add(pass.indices)
      for values in [pass.outputs, pass.outputGradients, pass.kept] {
        for array in values { held.add(array) }
      }
      if let gradients = known.withLock({ $0.gradients }) { held.add(gradients) }
      return
    }
    let network = source.session.network
    let numbers = network.shapes.reduce(0) { $0 + $1.count } * count
    held.add(
      self,
      bytes: (source.forward == nil ? 3 * numbers : 2 * numbers + network.parameters.count) * 4)
    held.add(indices)
    held.add(source.gradientsBefore)
    source.forward?.list(in: &held)
  }
}
