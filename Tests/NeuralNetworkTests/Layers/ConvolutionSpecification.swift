import NeuralNetwork

/// A convolution as plain loops: what every kernel must equal, bit for bit.
struct ConvolutionSpecification {
  let convolution: Convolution
  let weight: [Float]
  let bias: [Float]

  private var rows: Int { convolution.rows }
  private var columns: Int { convolution.columns }

  /// Calls `body` for each output with the places that it reads: (output, input or nil, weight).
  private func eachTerm(
    _ samples: Int, _ body: (_ filter: Int, _ output: Int, _ input: Int?, _ weight: Int) -> Void
  ) {
    let c = convolution
    for sample in 0..<samples {
      for filter in 0..<c.filters {
        for row in 0..<rows {
          for column in 0..<columns {
            let output = ((sample * c.filters + filter) * rows + row) * columns + column
            var weight = filter * c.fanIn
            for channel in 0..<c.channels {
              for u in 0..<c.kernel.height {
                for v in 0..<c.kernel.width {
                  let i = row * c.stride.height + u - c.padding.height
                  let j = column * c.stride.width + v - c.padding.width
                  let isInside = i >= 0 && i < c.height && j >= 0 && j < c.width
                  let input = ((sample * c.channels + channel) * c.height + i) * c.width + j
                  body(filter, output, isInside ? input : nil, weight)
                  weight += 1
                }
              }
            }
          }
        }
      }
    }
  }

  /// b[o], then the terms in the order of channel, row and column, each fused.
  func forward(_ x: [Float], samples: Int) -> [Float] {
    var y: [Float] = []
    for _ in 0..<samples {
      for filter in 0..<convolution.filters {
        y += Array(repeating: bias[filter], count: rows * columns)
      }
    }
    eachTerm(samples) { _, output, input, index in
      y[output] = y[output].addingProduct(input.map { x[$0] } ?? 0, weight[index])
    }
    return y
  }

  /// Over samples, then rows, then columns of the output.
  func parameterGradients(_ x: [Float], _ dy: [Float], samples: Int) -> [Float] {
    var gradients = [Float](repeating: 0, count: weight.count + bias.count)
    eachTerm(samples) { _, output, input, index in
      gradients[index] = gradients[index].addingProduct(input.map { x[$0] } ?? 0, dy[output])
    }
    for (output, slope) in dy.enumerated() {
      let filter = output / (rows * columns) % convolution.filters
      gradients[weight.count + filter] += slope
    }
    return gradients
  }
}
