import CKernels

/// A convolution and the function behind it.
final class ConvolutionOperation: LayerOperation {
  private let convolution: Convolution
  private let sizes: gradus_convolution
  /// Numbers that a thread's kernels work with.
  private let room: Int
  private let buffers: LayerBuffers
  private let activation: ActivationFunction
  /// What the way back passes through here: nothing, where the layer behind has put the sums'
  /// gradients in the output's place.
  private let activationBackward: ActivationFunction
  private let activationParameter: Float
  /// Numbers of a sample before and after.
  private let (inputs, outputs): (Int, Int)
  /// From how many samples on they are shared among threads.
  private let samplesToShare: Int

  init(
    _ convolution: Convolution, _ buffers: LayerBuffers, activation: ActivationFunction,
    _ parameter: Float
  ) {
    self.convolution = convolution
    self.sizes = convolution.kernelSizes
    self.buffers = buffers
    self.activation = activation
    activationBackward = buffers.outputGradient == buffers.output ? .none : activation
    activationParameter = parameter
    room = convolution.working.perThread
    inputs = convolution.channels * convolution.height * convolution.width
    outputs = convolution.filters * convolution.rows * convolution.columns
    samplesToShare = buffers.threads.least(outputs * convolution.fanIn)
  }

  /// A maximum behind this, which is taken as soon as some samples' outputs are there, while they are in
  /// the cache.
  private var pooling: PoolingOperation?

  func takeAlong(_ pooling: PoolingOperation) {
    self.pooling = pooling
    pooling.isTakenAlong = true
  }

  /// Some samples' outputs: a quarter of a usual second-level cache.
  private var samplesAtOnce: Int { pooling == nil ? Int.max : max(65_536 / outputs, 1) }

  // MARK: Forward

  override func forward(_ samples: Int) {
    if samples < samplesToShare {
      forward(0..<samples, thread: 0)
    } else {
      sharedForward.run(samples, step: 1)
    }
  }

  private lazy var sharedForward = SharedTask(buffers.threads) { [unowned(unsafe) self] in
    forward($0, thread: $1)
  }

  private func forward(_ samples: Range<Int>, thread: Int) {
    var rest = samples
    while !rest.isEmpty {
      let here = rest.prefix(samplesAtOnce)
      convolve(here, thread: thread)
      pooling?.forward(samples: here)
      rest = rest.dropFirst(here.count)
    }
  }

  private func convolve(_ samples: Range<Int>, thread: Int) {
    let weight = buffers.parameters
    var sizes = sizes
    buffers.kernels.pointee.convolution_forward(
      samples.count, &sizes, buffers.input + samples.lowerBound * inputs, weight,
      convolution.hasBias ? weight + convolution.filters * convolution.fanIn : nil,
      buffers.output + samples.lowerBound * outputs, activation.kernel, activationParameter,
      buffers.working + thread * room)
  }

  // MARK: Backward

  override func backward(_ samples: Int, accumulate: Bool) {
    self.samples = samples
    accumulates = accumulate
    guard samples >= samplesToShare else {
      backwardFunction(0..<samples)
      backwardWeights(thread: 0)
      return backwardInputs(0..<samples, thread: 0)
    }
    if activationBackward != .none { functionBackward.run(samples, step: 1) }
    let threads = buffers.threads.count
    if threads == 2 {
      firstWeights.reset()
      byTwo.run(2 + inputParts, step: 1, partsOfThread: 2 + inputParts)
    } else {
      filtersBackward.run(
        convolution.filters, step: (convolution.filters + threads - 1) / threads)
      if buffers.inputGradient != nil { inputsBackward.run(samples, step: 1) }
    }
  }

  private var samples = 0
  private var accumulates = false

  private lazy var functionBackward = SharedTask(buffers.threads) {
    [unowned(unsafe) self] samples, _ in backwardFunction(samples)
  }

  /// The sums of a weight go over all samples. Each range of filters looks at all inputs anew, so that
  /// there are no more of them than threads.
  private lazy var filtersBackward = SharedTask(buffers.threads) {
    [unowned(unsafe) self] filters, thread in backwardWeights(filters: filters, thread: thread)
  }
  private lazy var inputsBackward = SharedTask(buffers.threads) { [unowned(unsafe) self] in
    backwardInputs($0, thread: $1)
  }

  /// Two threads keep to their halves of the samples, which their processors' caches hold: the second
  /// one goes on with the weights' sums where the first has ended, and does its inputs before that.
  private lazy var byTwo = SharedTask(buffers.threads) { [unowned(unsafe) self] parts, thread in
    for part in parts { backwardByTwo(part, thread: thread) }
  }
  private let firstWeights = Turn()
  /// Three of each half, so that a thread that comes late takes fewer.
  private lazy var inputParts = buffers.inputGradient == nil ? 0 : 6

  private func backwardByTwo(_ part: Int, thread: Int) {
    let half = samples / 2
    switch part {
    case 0:
      backwardWeights(samples: 0..<half, thread: thread)
      firstWeights.finish()
    case inputParts + 1:
      firstWeights.wait()
      backwardWeights(samples: half..<samples, thread: thread)
    default:
      let first = samples * (part - 1) / inputParts
      backwardInputs(first..<samples * part / inputParts, thread: thread)
    }
  }

  private func backwardFunction(_ samples: Range<Int>) {
    guard activationBackward != .none,
      let dz = buffers.outputGradient.map({ $0 + samples.lowerBound * outputs })
    else { return }
    buffers.kernels.pointee.activation_backward(
      activationBackward.kernel, activationParameter, samples.count * outputs, nil,
      buffers.output + samples.lowerBound * outputs, dz, dz)
  }

  /// Nil stands for all.
  private func backwardWeights(
    filters: Range<Int>? = nil, samples: Range<Int>? = nil, thread: Int
  ) {
    guard let dz = buffers.outputGradient, let gradients = buffers.gradients else { return }
    let fanIn = convolution.fanIn
    let (filters, samples) = (filters ?? 0..<convolution.filters, samples ?? 0..<self.samples)
    var sizes = sizes
    sizes.filters = filters.count
    buffers.kernels.pointee.convolution_backward_weights(
      samples.count, &sizes,
      dz + samples.lowerBound * outputs
        + filters.lowerBound * convolution.rows * convolution.columns, outputs,
      buffers.input + samples.lowerBound * inputs, gradients + filters.lowerBound * fanIn,
      convolution.hasBias
        ? gradients + convolution.filters * fanIn + filters.lowerBound : nil,
      accumulates || samples.lowerBound > 0, buffers.working + thread * room)
  }

  private func backwardInputs(_ samples: Range<Int>, thread: Int) {
    guard let dz = buffers.outputGradient, let dx = buffers.inputGradient, !samples.isEmpty else {
      return
    }
    var sizes = sizes
    buffers.kernels.pointee.convolution_backward_input(
      samples.count, &sizes, dz + samples.lowerBound * outputs, buffers.parameters,
      dx + samples.lowerBound * inputs, buffers.working + thread * room)
  }
}
