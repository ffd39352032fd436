/// How the step size changes while training goes on.
///
/// A new schedule is one file in this folder and one entry in `Catalog.schedules`.
public protocol Schedule: Sendable, Equatable {
  static var declaration: BlockDeclaration { get }

  init(settings: Settings)

  /// "step step_size=30 gamma=0.1"
  var label: String { get }
  /// "optim.lr_scheduler.StepLR(optimizer, step_size=30)"
  var pytorch: String { get }

  /// The learning rate after `step` calls of PyTorch's `scheduler.step()`, from 0 on: of epochs
  /// or of updates, whichever the caller counts.
  ///
  /// PyTorch computes some schedules from the rate before. This is the same in one formula, so
  /// that going back in time needs no history; the two differ by rounding in Double alone.
  ///
  /// - Parameter base: the optimizer's own rate.
  /// - Precondition: `step` is not negative.
  func rate(base: Double, step: Int) -> Double
}

extension Schedule {
  func isEqual(to other: any Schedule) -> Bool {
    (other as? Self) == self
  }
}
