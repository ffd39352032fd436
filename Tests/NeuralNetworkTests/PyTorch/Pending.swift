/// What the reference has values for and the engine has no block for yet, by name.
///
/// A case that is neither known nor listed here fails, and so does a listed one that is known.
enum Pending {
  static let layers: Set<String> = [
    "leaky_relu", "gelu", "silu", "elu", "softplus", "log_softmax", "layer_norm", "batch_norm1d",
    "batch_norm2d",
    "embedding", "self_attention", "rnn", "lstm", "gru",
  ]

  static let losses: Set<String> = [
    "l1", "huber", "smooth_l1", "nll", "cross_entropy label_smoothing=0.1",
  ]

  static let optimizers: Set<String> = ["adagrad", "rmsprop", "adamw"]

  static let draws: Set<String> = ["dropout_mask"]

  static let trajectories: Set<String> = []
}
