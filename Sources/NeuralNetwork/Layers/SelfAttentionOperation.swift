import CKernels

/// The work of `SelfAttention`: products by the kernels, on one head of one sample at a time.
final class SelfAttentionOperation: LayerOperation {
  private typealias Floats = UnsafeMutablePointer<Float>

  private let buffers: LayerBuffers
  private let kernels: UnsafePointer<gradus_kernels>
  private let places: Int
  private let width: Int
  private let heads: Int
  /// The number of columns of one head.
  private let depth: Int
  private let isCausal: Bool
  private let hasBias: Bool
  private let scale: Float

  init(_ layer: SelfAttention, _ buffers: LayerBuffers) {
    self.buffers = buffers
    kernels = buffers.kernels
    places = layer.places
    width = layer.width
    heads = layer.heads
    depth = layer.width / layer.heads
    isCausal = layer.isCausal
    hasBias = layer.hasBias
    scale = Float(1 / Double(layer.width / layer.heads).squareRoot())
  }

  /// Where the arrays of parameters begin, in them or in their gradients.
  private struct Parts {
    let wayIn: Floats
    let wayInBias: Floats?
    let wayOut: Floats
    let wayOutBias: Floats?

    init(_ start: Floats, width: Int, hasBias: Bool) {
      wayIn = start
      wayInBias = hasBias ? start + 3 * width * width : nil
      wayOut = start + 3 * width * width + (hasBias ? 3 * width : 0)
      wayOutBias = hasBias ? wayOut + width * width : nil
    }
  }

  private func parts(_ start: Floats) -> Parts {
    Parts(start, width: width, hasBias: hasBias)
  }

  /// Where q, k, v, the weights and the mixtures lie.
  private func kept(_ samples: Int) -> (projected: Floats, weights: Floats, mixed: Floats) {
    let projected = buffers.kept
    let weights = projected + samples * places * 3 * width
    return (projected, weights, weights + samples * heads * places * places)
  }

  override func forward(_ samples: Int) {
    let rows = samples * places
    let parameters = parts(buffers.parameters)
    let (projected, weights, mixed) = kept(samples)
    linear(rows, width, 3 * width, buffers.input, parameters.wayIn, parameters.wayInBias, projected)
    let size = places * depth
    let (q, k, v, out) = (
      buffers.working, buffers.working + size, buffers.working + 2 * size,
      buffers.working + 3 * size
    )
    for sample in 0..<samples {
      for head in 0..<heads {
        take(q, k, v, from: projected, sample, head)
        let own = weights + (sample * heads + head) * places * places
        linear(places, depth, places, q, k, nil, own)
        softmax(own)
        kernels.pointee.linear_backward_input(
          places, depth, places, own, v, out, depth, buffers.scratch)
        put(out, to: mixed + sample * places * width + head * depth, stride: width)
      }
    }
    linear(rows, width, width, mixed, parameters.wayOut, parameters.wayOutBias, buffers.output)
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dy = buffers.outputGradient, let start = buffers.gradients else { return }
    let rows = samples * places
    let (parameters, gradients) = (parts(buffers.parameters), parts(start))
    let (projected, weights, mixed) = kept(samples)
    let projectedGradient = buffers.working
    let mixedGradient = projectedGradient + rows * 3 * width
    kernels.pointee.linear_backward_weights(
      rows, width, width, dy, width, mixed, gradients.wayOut, gradients.wayOutBias, accumulate,
      buffers.scratch)
    kernels.pointee.linear_backward_input(
      rows, width, width, dy, parameters.wayOut, mixedGradient, width, buffers.scratch)
    let parts = mixedGradient + rows * width
    for sample in 0..<samples {
      for head in 0..<heads {
        backward(
          sample, head, projected, weights + (sample * heads + head) * places * places,
          mixedGradient, projectedGradient, parts)
      }
    }
    kernels.pointee.linear_backward_weights(
      rows, width, 3 * width, projectedGradient, 3 * width, buffers.input, gradients.wayIn,
      gradients.wayInBias, accumulate, buffers.scratch)
    if let dx = buffers.inputGradient {
      kernels.pointee.linear_backward_input(
        rows, width, 3 * width, projectedGradient, parameters.wayIn, dx, width, buffers.scratch)
    }
  }

  /// With m = w v and w = softmax(s), s = q kᵀ (q scaled): ∂v = wᵀ ∂m, ∂w = ∂m vᵀ, ∂s from soft-max,
  /// ∂q = ∂s k, ∂k = ∂sᵀ q.
  private func backward(
    _ sample: Int, _ head: Int, _ projected: Floats, _ weights: Floats, _ mixedGradient: Floats,
    _ projectedGradient: Floats, _ parts: Floats
  ) {
    let size = places * depth
    let (q, k, v, dm) = (parts, parts + size, parts + 2 * size, parts + 3 * size)
    let (dq, dk, dv, ds) = (
      parts + 4 * size, parts + 5 * size, parts + 6 * size, parts + 7 * size
    )
    take(q, k, v, from: projected, sample, head)
    pick(dm, from: mixedGradient + sample * places * width + head * depth, stride: width)
    linear(places, depth, places, dm, v, nil, ds)
    kernels.pointee.linear_backward_weights(
      places, depth, places, weights, places, dm, dv, nil, false, buffers.scratch)
    kernels.pointee.softmax_backward(places, places, weights, ds, ds)
    kernels.pointee.linear_backward_input(
      places, depth, places, ds, k, dq, depth, buffers.scratch)
    for index in 0..<size { dq[index] *= scale }
    kernels.pointee.linear_backward_weights(
      places, depth, places, ds, places, q, dk, nil, false, buffers.scratch)
    let target = projectedGradient + sample * places * 3 * width + head * depth
    put(dq, to: target, stride: 3 * width)
    put(dk, to: target + width, stride: 3 * width)
    put(dv, to: target + 2 * width, stride: 3 * width)
  }

  private func linear(
    _ rows: Int, _ inputs: Int, _ outputs: Int, _ x: Floats, _ weight: Floats, _ bias: Floats?,
    _ y: Floats
  ) {
    kernels.pointee.linear_forward(
      rows, inputs, outputs, x, weight, bias, y, nil, outputs, ActivationFunction.none.kernel, 0,
      buffers.scratch)
  }

  private func softmax(_ scores: Floats) {
    guard isCausal else { return kernels.pointee.softmax_forward(places, places, scores, scores) }
    for place in 0..<places {
      let row = scores + place * places
      kernels.pointee.softmax_forward(1, place + 1, row, row)
      (row + place + 1).update(repeating: 0, count: places - place - 1)
    }
  }

  /// One head's q, scaled, k and v.
  private func take(
    _ q: Floats, _ k: Floats, _ v: Floats, from projected: Floats, _ sample: Int, _ head: Int
  ) {
    let start = projected + sample * places * 3 * width + head * depth
    pick(q, from: start, stride: 3 * width)
    pick(k, from: start + width, stride: 3 * width)
    pick(v, from: start + 2 * width, stride: 3 * width)
    for index in 0..<places * depth { q[index] *= scale }
  }

  /// A head's columns, moved together.
  private func pick(_ target: Floats, from source: Floats, stride: Int) {
    for place in 0..<places {
      (target + place * depth).update(from: source + place * stride, count: depth)
    }
  }

  /// And back.
  private func put(_ source: Floats, to target: Floats, stride: Int) {
    for place in 0..<places {
      (target + place * stride).update(from: source + place * depth, count: depth)
    }
  }
}
