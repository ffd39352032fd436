import CKernels

/// Where a layer's numbers lie: regions of one plan's arena, and of the flat arrays of parameters
/// and gradients. Rows are samples.
public struct LayerBuffers {
  /// [samples × inputShape]
  let input: UnsafeMutablePointer<Float>
  /// [samples × outputShape]
  let output: UnsafeMutablePointer<Float>
  /// ∂loss/∂input; nil where nobody asks, as in front of the first layer.
  let inputGradient: UnsafeMutablePointer<Float>?
  /// ∂loss/∂output; nil in a plan that only computes outputs.
  let outputGradient: UnsafeMutablePointer<Float>?
  /// The layer's own slices, in the order of its declarations.
  let parameters: UnsafeMutablePointer<Float>
  /// ∂loss/∂parameters; nil in a plan that only computes outputs.
  let gradients: UnsafeMutablePointer<Float>?
  /// The layer's own buffers, in the order of its declarations.
  let buffers: UnsafeMutablePointer<Float>
  /// As large as the layer's `kept`: what forward writes is there for backward.
  let kept: UnsafeMutablePointer<Float>
  /// As large as the layer's `working`: for one call, and for every layer the same.
  let working: UnsafeMutablePointer<Float>
  /// What the walk is for.
  let mode: Mode
  /// Draws what is dropped; nil where nothing is drawn.
  let generator: UnsafeMutablePointer<MersenneTwister>?
  /// Memory for a kernel's own use; the first thread's.
  let scratch: UnsafeMutableRawPointer
  let kernels: UnsafePointer<gradus_kernels>
  let threads: Threads

  /// Memory for a kernel's own use, on one of the threads.
  func scratch(_ thread: Int) -> UnsafeMutableRawPointer {
    scratch + thread * gradus_scratch_bytes()
  }
}

/// What a layer does in a step: the one object behind each layer of a plan, so that a step is a
/// short walk over a list, without allocation and without a type to look up for each number.
public class LayerOperation {
  init() {}

  /// Fills the output of `samples` rows from the input.
  func forward(_ samples: Int) {}

  /// Fills the parameters' gradients, or adds to them, and fills the input's gradient where one is
  /// kept.
  func backward(_ samples: Int, accumulate: Bool) {}
}
