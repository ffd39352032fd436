import CThreads
import Synchronization

/// Among how many threads the work of one operation is shared.
///
/// It decides how fast, never what is computed: outputs are split, never a sum, so that any number of
/// threads gives the same bits. Work that is done sooner than it is handed out is not shared.
public struct Threads: Sendable, Equatable {
  /// One or more.
  public let count: Int
  /// Operations with less to do than this are left to one thread; in multiply-adds of a matrix
  /// product, of which a core does some fifty a nanosecond.
  package let leastWork: Int

  /// - Precondition: `count` is 1 to `most`.
  package init(_ count: Int, leastWork: Int = Self.worthwhile) {
    precondition((1...Self.most).contains(count), "\(count) threads")
    self.count = count
    self.leastWork = leastWork
  }

  /// The most threads that can be chosen.
  public static let most = Int(gradus_most_threads)

  /// How many processors this program may use.
  public static var available: Int { gradus_available_threads() }

  /// What new plans use: one thread, until something else is chosen.
  public static var current: Threads { Threads(chosen.load(ordering: .relaxed)) }

  /// Makes new plans use so many threads. None is started before there is work for it.
  ///
  /// - Precondition: `count` is 1 to `most`.
  public static func use(_ count: Int) {
    precondition((1...most).contains(count), "\(count) threads")
    chosen.store(count, ordering: .relaxed)
  }

  private static let chosen = Atomic<Int>(1)

  /// Some ten microseconds of work: handing it out takes half of one, and then the other core has
  /// to fetch the numbers. Measured with networks of 64 to 512 neurons and the workloads of
  /// Tests/Benchmarks.
  package static let worthwhile = 1_000_000

  /// From which number of items on, each of so much work, sharing pays.
  func least(_ workOfItem: Int) -> Int {
    count == 1 ? Int.max : max(leastWork / max(workOfItem, 1), 2)
  }
}

/// Work on a range of numbers that threads share, made once: to run it allocates nothing.
final class SharedTask {
  /// Does the items of the range. `thread` is that whose room may be used; no two at a time have the
  /// same.
  typealias Body = (_ items: Range<Int>, _ thread: Int) -> Void

  private let threads: Int
  private let body: Body
  private var count = 0
  private var step = 1
  private var parts = 1

  init(_ threads: Threads, _ body: @escaping Body) {
    self.threads = threads.count
    self.body = body
  }

  /// Does 0..<count in ranges that begin at multiples of `step`.
  ///
  /// - Parameter partsOfThread: how many ranges there are for each thread, at most: more than one, so
  ///   that a thread that comes late takes fewer.
  func run(_ count: Int, step: Int, partsOfThread: Int = 4) {
    let steps = (count + step - 1) / step
    self.count = count
    self.step = step
    parts = min(steps, partsOfThread * threads)
    gradus_share(
      threads, parts,
      { context, part, thread in
        Unmanaged<SharedTask>.fromOpaque(context)
          ._withUnsafeGuaranteedRef { $0.run(part: part, thread: thread) }
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func run(part: Int, thread: Int) {
    let steps = (count + step - 1) / step
    let (first, end) = (steps * part / parts * step, steps * (part + 1) / parts * step)
    body(first..<min(end, count), thread)
  }
}

/// Lets parts of a task wait for the first one, which a thread has taken before them.
package final class Turn: Sendable {
  private let hasCome = Atomic(false)

  package init() {}

  /// Before the task.
  package func reset() { hasCome.store(false, ordering: .relaxed) }

  /// At the end of the first part.
  package func finish() { hasCome.store(true, ordering: .releasing) }

  /// Where a part needs what the first one wrote.
  package func wait() {
    var looks = 0
    while !hasCome.load(ordering: .acquiring) {
      gradus_look_again(looks)
      looks += 1
    }
  }
}
