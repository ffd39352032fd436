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
  fileprivate let source: Source?
  private let known: Mutex<Known>

  /// What it is computed from.
  fileprivate struct Source {
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
    source = Source(session: session.setting, forward: nil, gradientsBefore: [])
    known = Mutex(Known())
  }

  /// The way back of a pass forward, of which nothing is computed yet.
  init(back forward: BatchPass, in session: Session) {
    indices = forward.indices
    mode = forward.mode
    source = Source(
      session: session.setting, forward: forward, gradientsBefore: session.gradients)
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
    let outputs = source?.outputs(of: indices) ?? []
    known.withLock { $0.outputs = outputs }
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
    let gradients = source?.gradients(over: indices) ?? []
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
      self, bytes: (source.forward == nil ? numbers : 2 * numbers + network.parameters.count) * 4)
    held.add(indices)
    held.add(source.gradientsBefore)
    source.forward?.list(in: &held)
  }
}

// MARK: Computing

extension BatchPass.Source {
  private var network: Network { session.network }

  /// Room and shapes were checked where the pass began, and nothing has changed since.
  private func surely<Result>(_ body: () throws -> Result) -> Result {
    do {
      return try body()
    } catch {
      preconditionFailure("a pass that could begin cannot be computed: \(error)")
    }
  }

  private var data: Dataset { surely { try session.requireData() } }

  /// A pass forward over samples.
  func pass(of indices: [Int]) -> Pass {
    surely { try session.newPass(over: indices).pass }
  }

  func whole(over indices: [Int]) -> Pass {
    guard let forward else { return pass(of: indices) }
    var whole = forward.whole
    surely {
      let plan = try session.plan(capacity: indices.count)
      var gradients = gradientsBefore
      try plan.backward(
        &whole, parameters: network.parameters, data: data, gradients: &gradients)
    }
    return whole
  }

  func outputs(of indices: [Int]) -> [Float] {
    surely {
      try session.plan(capacity: session.portion(of: indices.count)).outputs(
        parameters: network.parameters, buffers: network.buffers, data: data, indices: indices)
    }
  }

  func loss(of outputs: [Float], _ indices: [Int]) -> (value: Float, gradient: [Float]) {
    surely {
      let found = try session.plan(capacity: 1).loss(of: outputs, data: data, indices: indices)
      return (found.loss, found.gradient)
    }
  }

  func gradients(over indices: [Int]) -> [Float] {
    surely {
      var gradients = gradientsBefore
      try session.plan(capacity: indices.count).addGradients(
        &gradients, parameters: network.parameters, buffers: network.buffers, data: data,
        indices: indices)
      session.dropFrozen(&gradients)
      return gradients
    }
  }

  /// The way back of one sample, from the derivatives of the batch's loss by its outputs.
  func goBack(_ pass: inout Pass, from slopes: [Float]) {
    surely {
      var gradients = [Float](repeating: 0, count: network.parameters.count)
      try session.plan(capacity: 1).backward(
        &pass, parameters: network.parameters, outputGradient: slopes, gradients: &gradients)
    }
  }
}

extension Session {
  /// What a pass follows from.
  fileprivate var setting: Session {
    var setting = self
    setting.timeline = Timeline()
    setting.moment.pass = nil
    setting.moment.walk = nil
    return setting
  }

  /// A pass forward over samples, and what layers have counted and drawn by its end.
  func newPass(
    over indices: [Int]
  ) throws(Diagnostic) -> (pass: Pass, buffers: [Float], generator: MersenneTwister) {
    let data = try requireData()
    let plan = try plan(capacity: indices.count)
    var training = moment.training
    let pass = try Diagnostic.wording { () throws(NetworkError) in
      mode == .training
        ? try plan.forward(&training, data: data, indices: indices)
        : try plan.forward(
          parameters: network.parameters, buffers: network.buffers, data: data, indices: indices)
    }
    return (pass, training.network.buffers, training.generator)
  }

  /// No gradient reaches a frozen layer.
  func dropFrozen(_ gradients: inout [Float]) {
    for layer in moment.freezing.layers {
      for index in network.range(ofLayer: layer) { gradients[index] = 0 }
    }
  }

  /// Whether a pass over so many samples is computed as far as it is asked for only: where it is large,
  /// and each sample goes through the network without the others.
  func defersPass(over count: Int) -> Bool {
    let numbers = network.shapes.reduce(0) { $0 + $1.count } * count
    guard count > 1, numbers > Self.mostNumbersAtOnce else { return false }
    if layersThatDifferByMode.isEmpty { return true }
    return mode == .evaluation
      && !network.layers.contains { $0 is BatchNorm1d || $0 is BatchNorm2d }
  }

  /// So many are computed within a millisecond or two.
  private static let mostNumbersAtOnce = 1 << 17
}
