import Synchronization

/// What commands may do, counted in operations and bytes and never in seconds, so that a lesson that
/// goes on and on, or takes more and more, is stopped by the same message on every machine.
///
/// An operation is about a multiply-add. Whoever does many counts them before they are done:
/// training, passes through the network, expressions, graphs of numbers. What a learner types runs
/// under no meter; a lesson's own commands and conditions do.
///
/// A meter within a meter counts for both.
public final class WorkMeter: Sendable {
  /// How many operations may be done.
  public let operations: Int
  /// How many bytes one network, one batch or one data set may take.
  public let bytes: Int
  private let outer: WorkMeter?
  private let count = Atomic<Int>(0)
  private let hasExceeded = Atomic<Bool>(false)
  private let hasEnded = Atomic<Bool>(false)
  private let endsAtExcess: Bool

  /// The meter under which this runs, if any.
  @TaskLocal public static var current: WorkMeter?

  /// A meter that allows so much.
  ///
  /// - Parameter endsAtExcess: once it or a meter within it has run out of operations, allows
  ///   nothing more: who only wants to know whether something goes beyond its budget need not wait
  ///   for it twice.
  public init(operations: Int, bytes: Int, endsAtExcess: Bool = false) {
    // Adding to a full count must not overflow.
    self.operations = min(operations, Int.max / 2)
    self.bytes = bytes
    self.endsAtExcess = endsAtExcess
    outer = Self.current
  }

  /// Whether something was refused.
  public var isExceeded: Bool { hasExceeded.load(ordering: .relaxed) }
  /// Whether operations were refused, here or under a meter within this one.
  public var hasRunOut: Bool { hasEnded.load(ordering: .relaxed) }
  /// Operations so far.
  public var spent: Int { count.load(ordering: .relaxed) }

  /// Runs `body` under this meter.
  public func measuring<Result>(_ body: () -> Result) -> Result {
    Self.$current.withValue(self, operation: body)
  }

  /// Counts operations that are about to be done, under whatever meter this runs; without one,
  /// nothing is counted.
  ///
  /// - Throws: `NetworkError.tooMuchWork`; they are not to be done then.
  public static func charge(_ operations: Int) throws(NetworkError) {
    try current?.charge(operations, times: 1)
  }

  /// The same for something that is done several times.
  public static func charge(_ operations: Int, times: Int) throws(NetworkError) {
    try current?.charge(operations, times: times)
  }

  /// Throws where so many operations would be too many, and counts none.
  public static func foresee(_ operations: Int, times: Int) throws(NetworkError) {
    var meter = current
    while let present = meter {
      let left = present.operations - present.spent
      if present.isOver { throw present.exceeded }
      if product(operations, times) > left { throw present.exceeded }
      meter = present.outer
    }
  }

  private func charge(_ operations: Int, times: Int) throws(NetworkError) {
    let work = Self.product(operations, times)
    var meter: WorkMeter? = self
    while let present = meter {
      guard !present.isOver, work <= present.operations,
        present.count.wrappingAdd(work, ordering: .relaxed).newValue <= present.operations
      else { throw present.exceeded }
      meter = present.outer
    }
  }

  private var isOver: Bool { endsAtExcess && hasRunOut }

  private static func product(_ operations: Int, _ times: Int) -> Int {
    let (product, overflow) = max(0, operations).multipliedReportingOverflow(by: max(0, times))
    return overflow ? Int.max : product
  }

  private var exceeded: NetworkError {
    noteExcess()
    var meter: WorkMeter? = self
    while let present = meter {
      present.hasEnded.store(true, ordering: .relaxed)
      meter = present.outer
    }
    return .tooMuchWork(limit: operations)
  }

  /// To be called where something is refused under this meter.
  package func noteExcess() {
    var meter: WorkMeter? = self
    while let present = meter {
      present.hasExceeded.store(true, ordering: .relaxed)
      meter = present.outer
    }
  }
}
