import Synchronization

/// Whether somebody has asked to stop: said by whoever watches, and read by whoever works.
final class StopSign: Sendable {
  private let flag = Atomic(false)

  /// Whether it was asked for.
  var isAskedFor: Bool { flag.load(ordering: .relaxed) }

  /// Asks to stop.
  func ask() { flag.store(true, ordering: .relaxed) }
}
