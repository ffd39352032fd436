/// What a walk through the network is for. Dropout and batch normalisation differ; all other layers
/// compute the same in both.
///
/// - Source: PyTorch, `torch.nn.Module.train` and `.eval`.
public enum Mode: Sendable, Equatable {
  /// Dropout draws, and batch normalisation reads the batch's own statistics and learns from them.
  case training
  /// Dropout does nothing, and batch normalisation reads what it has learned.
  case evaluation
}

/// What layers read and change beside parameters and gradients.
struct Surroundings {
  let mode: Mode
  /// The network's buffers; only changed in training.
  let buffers: UnsafeMutableBufferPointer<Float>
  /// Draws what is dropped; nil where nothing is drawn.
  let generator: UnsafeMutablePointer<MersenneTwister>?
}
