import CKernels

/// A convolution whose filters have gaps (`dilation`), or read a part of the planes each (`groups`),
/// and the function behind it: the same kernels, group by group, on filters with zeros in their gaps.
///
/// Rarer and slower than `ConvolutionOperation`. In a gap, ∞ · 0 is NaN as it is in the padding.
///
/// - Source: Yu and Koltun 2016 (dilation); Krizhevsky et al. 2012, §3.2 (groups).
final class SpreadConvolutionOperation: LayerOperation {
  private typealias Floats = UnsafeMutablePointer<Float>

  private let convolution: Convolution
  /// One group's sizes, of the filters with zeros in their gaps.
  private var sizes: gradus_convolution
  private let buffers: LayerBuffers
  private let activation: ActivationFunction
  private let activationParameter: Float
  /// Numbers of one sample that a group reads, and gives.
  private let (inputs, outputs): (Int, Int)
  /// Numbers of one group's filters, with the gaps.
  private let weights: Int

  init(
    _ convolution: Convolution, _ buffers: LayerBuffers, activation: ActivationFunction,
    _ parameter: Float
  ) {
    self.convolution = convolution
    self.buffers = buffers
    self.activation = activation
    activationParameter = parameter
    sizes = convolution.kernelSizes
    inputs = sizes.channels * sizes.height * sizes.width
    outputs = sizes.filters * convolution.rows * convolution.columns
    weights = sizes.filters * sizes.channels * sizes.kernel_height * sizes.kernel_width
  }

  private var groups: Int { convolution.groups }
  private var room: Floats { buffers.working }
  /// All filters with their gaps, behind the kernels' room, and then their gradients.
  private var spreadWeights: Floats { room + convolution.kernelRoom }
  private var spreadGradients: Floats { spreadWeights + groups * weights }
  private var weightCount: Int { convolution.filters * convolution.fanIn }

  override func forward(_ samples: Int) {
    spread(buffers.parameters, to: spreadWeights)
    let bias = convolution.hasBias ? buffers.parameters + weightCount : nil
    for part in 0..<samples * groups {
      let group = part % groups
      buffers.kernels.pointee.convolution_forward(
        1, &sizes, buffers.input + part * inputs, spreadWeights + group * weights,
        bias.map { $0 + group * sizes.filters }, buffers.output + part * outputs,
        activation.kernel, activationParameter, room)
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dz = buffers.outputGradient, let gradients = buffers.gradients else { return }
    // Else the layer behind has put the sums' gradients in the output's place.
    if activation != .none, dz != buffers.output {
      buffers.kernels.pointee.activation_backward(
        activation.kernel, activationParameter, samples * groups * outputs, nil, buffers.output,
        dz, dz)
    }
    spread(buffers.parameters, to: spreadWeights)
    spread(gradients, to: spreadGradients)
    let bias = convolution.hasBias ? gradients + weightCount : nil
    for part in 0..<samples * groups {
      let group = part % groups
      buffers.kernels.pointee.convolution_backward_weights(
        1, &sizes, dz + part * outputs, outputs, buffers.input + part * inputs,
        spreadGradients + group * weights, bias.map { $0 + group * sizes.filters },
        accumulate || part >= groups, room)
      guard let dx = buffers.inputGradient else { continue }
      buffers.kernels.pointee.convolution_backward_input(
        1, &sizes, dz + part * outputs, spreadWeights + group * weights, dx + part * inputs, room)
    }
    eachWeight { gradients[$0] = spreadGradients[$1] }
  }

  /// Filters with zeros in their gaps.
  private func spread(_ source: Floats, to target: Floats) {
    target.update(repeating: 0, count: groups * weights)
    eachWeight { target[$1] = source[$0] }
  }

  /// Where each weight lies without gaps, and with them.
  private func eachWeight(_ body: (_ closed: Int, _ spread: Int) -> Void) {
    let (height, width) = (convolution.kernel.height, convolution.kernel.width)
    var closed = 0
    for plane in 0..<convolution.filters * sizes.channels {
      for row in 0..<height {
        let start =
          (plane * sizes.kernel_height + row * convolution.dilation.height) * sizes.kernel_width
        for column in 0..<width {
          body(closed, start + column * convolution.dilation.width)
          closed += 1
        }
      }
    }
  }
}
