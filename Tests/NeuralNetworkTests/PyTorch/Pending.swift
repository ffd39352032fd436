/// What the reference has values for and the engine has no block for yet, by name.
///
/// A case that is neither known nor listed here fails, and so does a listed one that is known.
enum Pending {
  static let layers: Set<String> = []

  static let losses: Set<String> = []

  static let optimizers: Set<String> = []

  static let draws: Set<String> = []

  static let trajectories: Set<String> = []
}
