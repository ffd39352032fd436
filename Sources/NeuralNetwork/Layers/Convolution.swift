import CKernels

/// The sizes of a convolution: what `conv1d` and `conv2d` share. A line is a plane of one row.
package struct Convolution: Sendable, Equatable {
  /// Planes that are read.
  package let channels: Int
  /// Rows of each plane.
  package let height: Int
  /// Columns of each plane.
  package let width: Int
  /// Planes that are given.
  package let filters: Int
  /// Rows and columns of a filter.
  package let kernel: Sides
  /// From one output to the next.
  package let stride: Sides
  /// Zeros on each side.
  package let padding: Sides
  /// Further zeros below, and to the right.
  package let more: Sides
  /// Rows and columns from one weight of a filter to the next.
  package let dilation: Sides
  /// Parts of the planes; each filter reads one.
  package let groups: Int
  /// Whether each filter has a bias.
  package let hasBias: Bool
  /// Whether the planes are lines.
  let isLine: Bool
  /// Whether the zeros were asked for by what they are for: as many outputs as inputs.
  let keepsSize: Bool

  /// Rows of what is given.
  package var rows: Int { (tall - extent.height) / stride.height + 1 }
  /// Columns of what is given.
  package var columns: Int { (wide - extent.width) / stride.width + 1 }
  /// Rows of the planes with the zeros around them.
  private var tall: Int { height + 2 * padding.height + more.height }
  /// Columns of them.
  private var wide: Int { width + 2 * padding.width + more.width }
  /// The number of values that one output is summed from.
  package var fanIn: Int { channels / groups * kernel.height * kernel.width }
  /// Rows and columns that a filter reaches over.
  package var extent: Sides {
    Sides((kernel.height - 1) * dilation.height + 1, (kernel.width - 1) * dilation.width + 1)
  }
  /// The kernels compute it as it is.
  var isPlain: Bool { dilation == Sides(1) && groups == 1 }

  /// Of one group, with zeros in the gaps of its filters.
  var kernelSizes: gradus_convolution {
    gradus_convolution(
      channels: channels / groups, height: height, width: width, filters: filters / groups,
      kernel_height: extent.height, kernel_width: extent.width, stride_height: stride.height,
      stride_width: stride.width, padding_height: padding.height, padding_width: padding.width,
      more_height: more.height, more_width: more.width)
  }

  /// - Throws: `NetworkError.kernelTooLarge`, or `.tooLarge` where the kernels could not count what
  ///   they need.
  func check(_ label: String, input: Shape) throws(NetworkError) {
    guard channels % groups == 0, filters % groups == 0 else {
      throw .wrongRank(
        layer: label, needs: "planes, and gives planes, that \(groups) groups can share",
        gives: input)
    }
    guard extent.height <= tall, extent.width <= wide else {
      throw .kernelTooLarge(
        layer: label,
        kernel: isLine ? [extent.width] : [extent.height, extent.width],
        padding: padding.width, gives: input)
    }
    // The larger of two in each axis, so that all that the kernels make room for is smaller.
    let planes = max(channels, filters)
    for (what, shape) in [
      ("\(label).weight", [filters, channels, extent.height, extent.width]),
      (
        "\(label), padded",
        [planes, max(tall, height + extent.height), max(wide, width + extent.width)]
      ),
      ("\(label), by weights", [channels, extent.height, extent.width, 144]),
    ] {
      // The kernels count a plane's numbers in 32 bits.
      try MemoryLimit.check(what, shape: shape, limit: min(MemoryLimit.standard, 1 << 31))
    }
  }

  /// Room for the kernels, and for filters with gaps and their gradients.
  var working: Room {
    isPlain
      ? Room(perThread: kernelRoom) : Room(perBatch: kernelRoom + 2 * spreadCount)
  }

  /// Numbers that the kernels need for themselves.
  var kernelRoom: Int {
    var sizes = kernelSizes
    return gradus_convolution_room(&sizes)
  }

  /// Numbers of all filters with zeros in their gaps.
  private var spreadCount: Int { filters * (channels / groups) * extent.height * extent.width }

  /// The work of one of these, and of the function behind it.
  func makeOperation(
    _ buffers: LayerBuffers, activation: ActivationFunction, _ parameter: Float
  ) -> LayerOperation {
    isPlain
      ? ConvolutionOperation(self, buffers, activation: activation, parameter)
      : SpreadConvolutionOperation(self, buffers, activation: activation, parameter)
  }

  /// Weight and bias, drawn evenly from ±1/√(channels · kernel) as PyTorch does.
  func parameters(weight shape: [Int]) -> [ParameterDeclaration] {
    // kaiming_uniform_(a=√5), spelled as PyTorch computes it, so that the bound rounds alike.
    let deviation = (2.0 / (1 + 5)).squareRoot() / Double(fanIn).squareRoot()
    let weight = ParameterDeclaration(
      "weight", shape: shape, start: .uniform(bound: 3.0.squareRoot() * deviation))
    let bias = ParameterDeclaration(
      "bias", shape: [filters], start: .uniform(bound: 1 / Double(fanIn).squareRoot()))
    return hasBias ? [weight, bias] : [weight]
  }
}

extension Convolution {
  /// y = Σ x · w over the window, + b. What lies over the edge is zero, and has no node.
  func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (filter, place) = (output / (rows * columns), output % (rows * columns))
    let top = place / columns * stride.height - padding.height
    let left = place % columns * stride.width - padding.width
    var taps: [(input: Int, weight: Int)] = []
    let planes = channels / groups
    let first = filter / (filters / groups) * planes
    for channel in 0..<planes {
      for u in 0..<kernel.height {
        let row = top + u * dilation.height
        guard (0..<height).contains(row) else { continue }
        for v in 0..<kernel.width {
          let column = left + v * dilation.width
          guard (0..<width).contains(column) else { continue }
          taps.append(
            (
              ((first + channel) * height + row) * width + column,
              (channel * kernel.height + u) * kernel.width + v
            ))
        }
      }
    }
    let bias = hasBias ? tracer.parameter("bias", filter) : nil
    guard let weight = tracer.slice("weight") else {
      preconditionFailure("a convolution without weight")
    }
    return tracer.weightedSum(taps.count, bias: bias) { tracer, k in
      (
        tracer.input(taps[k].input),
        tracer.parameter(inSlice: weight, filter * fanIn + taps[k].weight)
      )
    }
  }
}
