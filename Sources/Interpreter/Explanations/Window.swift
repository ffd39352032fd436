import NeuralNetwork

/// What one output of a convolution or of a pooling layer looks at.
struct Window {
  private let channels: Int
  private let height: Int
  private let width: Int
  private let kernel: Sides
  private let stride: Sides
  /// Rows and columns from one place of the window to the next.
  private let spread: Sides
  /// Parts of the channels; each filter reads one.
  private let groups: Int
  private let filters: Int
  private let padding: Sides
  private let rows: Int
  private let columns: Int
  /// Whether each output reads all channels, with weights.
  private let isConvolution: Bool

  /// Nil for a layer without windows.
  init?(_ layer: any Layer) {
    let pooling: Pooling? =
      switch layer {
      case let layer as MaxPool2d: layer.pooling
      case let layer as AvgPool2d: layer.pooling
      case let layer as AdaptiveMaxPool2d: layer.pooling
      case let layer as AdaptiveAvgPool2d: layer.pooling
      default: nil
      }
    if let pooling {
      (channels, height, width) = (pooling.channels, pooling.height, pooling.width)
      (kernel, stride, padding) = (pooling.kernel, pooling.stride, pooling.padding)
      rows = layer.outputShape.dimensions[1]
      columns = layer.outputShape.dimensions[2]
      spread = pooling.dilation
      (groups, filters) = (pooling.channels, pooling.channels)
      isConvolution = false
      return
    }
    guard
      let convolution = (layer as? Conv2d)?.convolution ?? (layer as? Conv1d)?.convolution
    else { return nil }
    channels = convolution.channels
    (height, width, kernel) = (convolution.height, convolution.width, convolution.kernel)
    (stride, padding) = (convolution.stride, convolution.padding)
    (rows, columns) = (convolution.rows, convolution.columns)
    spread = convolution.dilation
    (groups, filters) = (convolution.groups, convolution.filters)
    isConvolution = true
  }

  /// How many channels an output reads.
  private var depth: Int { channels / groups }

  /// Which filter or channel an output belongs to.
  func filter(_ output: Int) -> Int { output / (rows * columns) }
  func row(_ output: Int) -> Int { output % (rows * columns) / columns }
  func column(_ output: Int) -> Int { output % columns }

  /// The inputs of the window, channel by channel, row by row; nil where it lies over the edge.
  func places(_ output: Int) -> [[[Int?]]] {
    let top = row(output) * stride.height - padding.height
    let left = column(output) * stride.width - padding.width
    let first = filter(output) / (filters / groups) * depth
    return (first..<first + depth).map { channel in
      (0..<kernel.height).map { u in
        (0..<kernel.width).map { v in
          let (y, x) = (top + u * spread.height, left + v * spread.width)
          let isInside = (0..<height).contains(y) && (0..<width).contains(x)
          return isInside ? (channel * height + y) * width + x : nil
        }
      }
    }
  }

  /// The weights of the output's filter in the same layout; nil where there are none.
  func weights(_ output: Int, _ network: Network, layer: Int) -> [[[Double]]]? {
    guard isConvolution, let slice = network.slice(layer: layer, named: "weight") else {
      return nil
    }
    let size = kernel.height * kernel.width
    let start = slice.range.lowerBound + filter(output) * depth * size
    return (0..<depth).map { channel in
      (0..<kernel.height).map { u in
        (0..<kernel.width).map { v in
          Double(network.parameters[start + channel * size + u * kernel.width + v])
        }
      }
    }
  }
}
