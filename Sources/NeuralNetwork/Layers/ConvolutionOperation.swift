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
    let (threads, all) = (buffers.threads.count, 0..<convolution.filters)
    guard samples >= samplesToShare else {
      backwardFunction(0..<samples)
      backwardWeights(all, 0..<samples, thread: 0)
      return backwardInputs(0..<samples, thread: 0)
    }
    if activationBackward != .none { functionBackward.run(samples, step: 1) }
    if threads == 2 {
      firstWeights.reset()
      let inputs = buffers.inputGradient == nil ? 0 : 2 * Self.inputParts
      byTwo.run(inputs + 2, step: 1, partsOfThread: inputs + 2)
    } else {
      // The sums of a weight go over all samples. Each range of filters looks at all inputs anew, so
      // that there are no more of them than threads.
      weightsBackward.run(
        convolution.filters, step: (convolution.filters + threads - 1) / threads)
      if buffers.inputGradient != nil { inputsBackward.run(samples, step: 1) }
    }
  }

  private var samples = 0
  private var accumulates = false

  private lazy var functionBackward = SharedTask(buffers.threads) {
    [unowned(unsafe) self] samples, _ in backwardFunction(samples)
  }
  private lazy var weightsBackward = SharedTask(buffers.threads) { [unowned(unsafe) self] in
    backwardWeights($0, 0..<samples, thread: $1)
  }
  private lazy var inputsBackward = SharedTask(buffers.threads) { [unowned(unsafe) self] in
    backwardInputs($0, thread: $1)
  }

  // MARK: Backward by two threads

  /// Each thread keeps to its half of the samples, which its processor's cache holds. A weight's sum
  /// goes over all of them in order: the second half of it waits for the first, behind its inputs.
  private lazy var byTwo = SharedTask(buffers.threads) { [unowned(unsafe) self] parts, thread in
    for part in parts { backwardByTwo(part, thread: thread) }
  }
  private let firstWeights = Turn()
  /// Of each half, so that a thread that comes late takes fewer.
  private static let inputParts = 3

  private func backwardByTwo(_ part: Int, thread: Int) {
    let (filters, half) = (0..<convolution.filters, samples / 2)
    let inputs = buffers.inputGradient == nil ? 0 : 2 * Self.inputParts
    switch part {
    case 0:
      backwardWeights(filters, 0..<half, thread: thread)
      firstWeights.finish()
    case inputs + 1:
      firstWeights.wait()
      backwardWeights(filters, half..<samples, thread: thread)
    default:
      let first = samples * (part - 1) / inputs
      backwardInputs(first..<samples * part / inputs, thread: thread)
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

  private func backwardWeights(_ filters: Range<Int>, _ samples: Range<Int>, thread: Int) {
    guard let dz = buffers.outputGradient, let gradients = buffers.gradients else { return }
    let (first, fanIn) = (filters.lowerBound, convolution.fanIn)
    var sizes = sizes
    sizes.filters = filters.count
    buffers.kernels.pointee.convolution_backward_weights(
      samples.count, &sizes,
      dz + samples.lowerBound * outputs + first * convolution.rows * convolution.columns, outputs,
      buffers.input + samples.lowerBound * inputs, gradients + first * fanIn,
      convolution.hasBias ? gradients + convolution.filters * fanIn + first : nil,
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
