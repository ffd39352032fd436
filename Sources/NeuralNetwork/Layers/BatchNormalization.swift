import CKernels

/// What batch_norm1d and batch_norm2d have in common: each channel gets mean 0 and variance 1 over
/// all samples of the batch and all its places; then a learned weight and bias for each channel.
///
///     x̂ = (x − mean) / √(var + eps)        y = x̂ · weight + bias
///     ∂L/∂x = weight / √(var + eps) · (g − mean g − x̂ · mean(g · x̂)),  g = ∂L/∂y
///     running ← (1 − momentum) · running + momentum · of the batch
///
/// with 1 / (batches so far) as momentum where that is none: then they are plain means over all batches.
///
/// Training reads the batch's own mean and variance, and mixes them into the running ones (there the
/// variance is corrected by n / (n − 1)). Evaluation reads the running ones, which are constants to
/// the gradient.
///
/// - Source: Ioffe and Szegedy 2015; PyTorch, `torch.nn.BatchNorm1d`.
protocol BatchNormalization: Layer {
  var setup: BatchNormSetup { get }
}

/// The settings that both have.
package struct BatchNormSetup: Sendable, Equatable {
  /// Keeps from dividing by zero.
  package let epsilon: Double
  /// How much of a batch goes into the running statistics; nil where all batches count alike.
  package let momentum: Double?
  /// Whether weight and bias are learned.
  package let isAffine: Bool
  /// Whether evaluation reads running statistics, not the batch's own.
  package let isTracking: Bool

  static let settings = [
    Setting(
      "features", aliases: ["num_features", "channels"], kind: .integer(1...Int.max),
      optional: true, summary: "channels; inferred from the layer before"),
    Setting(
      "eps", kind: .number(0...1), default: .number(1e-5), summary: "keeps from dividing by 0"),
    Setting(
      "momentum", kind: .numberOrNone(0...1), default: .number(0.1),
      summary: "how much of a batch goes into the running mean and variance; none: all alike"),
    Setting(
      "affine", kind: .flag, default: .flag(true), summary: "whether weight and bias are learned"),
    Setting(
      "track_running_stats", kind: .flag, default: .flag(true),
      summary: "whether evaluation reads what training has counted, not the batch at hand"),
  ]

  init(_ settings: Settings) {
    epsilon = settings.number("eps") ?? 1e-5
    momentum = settings.choice("momentum") == "none" ? nil : settings.number("momentum") ?? 0.1
    isAffine = settings.flag("affine")
    isTracking = settings.flag("track_running_stats")
  }

  var pytorchArguments: String {
    (epsilon == 1e-5 ? "" : ", eps=\(epsilon)")
      + (momentum == 0.1 ? "" : ", momentum=\(momentum.map { "\($0)" } ?? "None")")
      + (isAffine ? "" : ", affine=False")
      + (isTracking ? "" : ", track_running_stats=False")
  }
}

extension BatchNormalization {
  /// The number of channels.
  package var channels: Int { inputShape.dimensions.first ?? 1 }
  /// The number of values that a channel has in one sample.
  var places: Int { inputShape.count / channels }
  package var settings: Settings {
    [
      "features": .integer(channels), "eps": .number(setup.epsilon),
      "momentum": setup.momentum.map { .number($0) } ?? .choice("none"),
      "affine": .flag(setup.isAffine),
      "track_running_stats": .flag(setup.isTracking),
    ]
  }
  package var outputShape: Shape { inputShape }
  package var label: String { "\(Self.declaration.name) \(channels)" }

  package var parameters: [ParameterDeclaration] {
    guard setup.isAffine else { return [] }
    return [
      ParameterDeclaration("weight", shape: [channels], start: .constant(1), rest: 1),
      ParameterDeclaration("bias", shape: [channels], start: .constant(0)),
    ]
  }

  package var buffers: [ParameterDeclaration] {
    guard setup.isTracking else { return [] }
    return [
      ParameterDeclaration("running_mean", shape: [channels], start: .constant(0)),
      ParameterDeclaration("running_var", shape: [channels], start: .constant(1), rest: 1),
    ]
      + (setup.momentum == nil
        ? [ParameterDeclaration("num_batches_tracked", shape: [1], start: .constant(0))] : [])
  }

  /// Each channel's mean and the factor 1 / √(var + eps).
  package var kept: Room { Room(perBatch: 2 * channels) }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    BatchNormOperation(setup, buffers, channels: channels, places: places)
  }

  /// - Throws: `NetworkError.mismatch` where settings ask for other channels than come.
  func checkChannels(_ settings: Settings, _ input: Shape) throws(NetworkError) {
    guard let asked = settings.integer("features"), asked != channels else { return }
    throw .mismatch(
      layer: "\(Self.declaration.name) \(asked)",
      needs: Shape([asked] + input.dimensions.dropFirst()), after: "input", gives: input)
  }
}

private final class BatchNormOperation: LayerOperation {
  private let setup: BatchNormSetup
  private let buffers: LayerBuffers
  private let channels: Int
  private let places: Int

  init(_ setup: BatchNormSetup, _ buffers: LayerBuffers, channels: Int, places: Int) {
    self.setup = setup
    self.buffers = buffers
    self.channels = channels
    self.places = places
  }

  /// The mean and the variance are the batch's own.
  private var readsBatch: Bool { buffers.mode == .training || !setup.isTracking }

  override func forward(_ samples: Int) {
    let counts = readsBatch && setup.isTracking && setup.momentum == nil
    if counts { buffers.buffers[2 * channels] += 1 }
    for channel in 0..<channels {
      let (mean, variance) = statistics(of: channel, samples)
      let factor = Float(1 / (variance + setup.epsilon).squareRoot())
      let center = Float(mean)
      buffers.kept[2 * channel] = center
      buffers.kept[2 * channel + 1] = factor
      let weight = setup.isAffine ? buffers.parameters[channel] : 1
      let bias = setup.isAffine ? buffers.parameters[channels + channel] : 0
      let scale = factor * weight
      for sample in 0..<samples {
        let start = (sample * channels + channel) * places
        for place in start..<start + places {
          buffers.output[place] = bias.addingProduct(buffers.input[place] - center, scale)
        }
      }
    }
  }

  /// In training, of the batch, in Double and in order; the running ones are moved towards it.
  private func statistics(of channel: Int, _ samples: Int) -> (mean: Double, variance: Double) {
    let (means, variances) = (buffers.buffers, buffers.buffers + channels)
    guard readsBatch else {
      return (Double(means[channel]), Double(variances[channel]))
    }
    let count = Double(samples * places)
    var sum = 0.0
    for sample in 0..<samples {
      let start = (sample * channels + channel) * places
      for place in start..<start + places { sum += Double(buffers.input[place]) }
    }
    let mean = sum / count
    var squares = 0.0
    for sample in 0..<samples {
      let start = (sample * channels + channel) * places
      for place in start..<start + places {
        let distance = Double(buffers.input[place]) - mean
        squares += distance * distance
      }
    }
    guard setup.isTracking else { return (mean, squares / count) }
    let new = setup.momentum ?? 1 / Double(buffers.buffers[2 * channels])
    let old = 1 - new
    means[channel] = Float(new * mean + old * Double(means[channel]))
    // One value alone has no spread that could be corrected; the plan refuses to train on it.
    let corrected = squares / max(count - 1, 1)
    variances[channel] = Float(new * corrected + old * Double(variances[channel]))
    return (mean, squares / count)
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dy = buffers.outputGradient, let gradients = buffers.gradients else { return }
    let count = Double(samples * places)
    for channel in 0..<channels {
      let (center, factor) = (buffers.kept[2 * channel], buffers.kept[2 * channel + 1])
      let (sum, product) = sums(of: channel, samples, dy)
      if setup.isAffine {
        let weightGradient = gradients + channel
        let biasGradient = gradients + channels + channel
        weightGradient.pointee = (accumulate ? weightGradient.pointee : 0) + Float(product)
        biasGradient.pointee = (accumulate ? biasGradient.pointee : 0) + Float(sum)
      }
      guard let dx = buffers.inputGradient else { continue }
      let scale = factor * (setup.isAffine ? buffers.parameters[channel] : 1)
      let isConstant = !readsBatch
      let shift = Float(sum / count)
      let tilt = Float(product / count) * factor
      for sample in 0..<samples {
        let start = (sample * channels + channel) * places
        for place in start..<start + places {
          guard !isConstant else {
            dx[place] = dy[place] * scale
            continue
          }
          let straight = dy[place] - shift
          dx[place] = straight.addingProduct(-tilt, buffers.input[place] - center) * scale
        }
      }
    }
  }

  /// Σ g and Σ g · x̂ of one channel.
  private func sums(
    of channel: Int, _ samples: Int, _ dy: UnsafeMutablePointer<Float>
  ) -> (sum: Double, product: Double) {
    let (center, factor) = (buffers.kept[2 * channel], buffers.kept[2 * channel + 1])
    var (sum, product) = (0.0, 0.0)
    for sample in 0..<samples {
      let start = (sample * channels + channel) * places
      for place in start..<start + places {
        sum += Double(dy[place])
        product += Double(dy[place]) * Double((buffers.input[place] - center) * factor)
      }
    }
    return (sum, product)
  }
}

extension BatchNormalization {
  /// As `LayerNorm`, over a channel of the whole batch in training: every sample is read, so that a
  /// gradient goes to every sample too. In evaluation mean and variance are numbers that are given.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (channel, places) = (output / places, self.places)
    let mean: Int
    let deviation: Int
    if tracer.mode == .training || !setup.isTracking {
      let samples = tracer.samples
      let inputs = { (tracer: inout Tracer) -> [Int] in
        var nodes: [Int] = []
        for sample in 0..<samples {
          for place in channel * places..<(channel + 1) * places {
            nodes.append(tracer.input(place, ofSample: sample))
          }
        }
        return nodes
      }
      mean = tracer.shared("mean", channel, acrossSamples: true) { tracer in
        let nodes = inputs(&tracer)
        return tracer.mean(nodes)
      }
      deviation = tracer.shared("std", channel, acrossSamples: true) { tracer in
        let squares = inputs(&tracer).map { input in
          let distance = tracer.graph.subtract(input, mean)
          return tracer.graph.apply(.square, distance)
        }
        return tracer.deviation(
          squares, row: channel, epsilon: setup.epsilon, acrossSamples: true)
      }
    } else {
      mean = tracer.buffer("running_mean", channel)
      let variance = tracer.buffer("running_var", channel)
      deviation = tracer.shared("std", channel, acrossSamples: true) { tracer in
        let epsilon = tracer.constant(setup.epsilon)
        let safe = tracer.graph.add(variance, epsilon)
        return tracer.graph.apply(.sqrt, safe)
      }
    }
    let input = tracer.input(output)
    let distance = tracer.shared("d", output) { $0.graph.subtract(input, mean) }
    return tracer.scaled(
      distance, by: deviation, at: output, -1, parameter: channel, hasWeight: setup.isAffine,
      hasBias: setup.isAffine)
  }
}
