import CThreads

extension Threads {
  /// Does `work` on so many threads at the same time, this one among them, and returns when all are
  /// done: for work of seconds, of which each thread takes the next piece by itself.
  ///
  /// What `work` computes in plans of its own is not shared any further: each thread is busy already.
  /// Where the system gives fewer threads, the others do the work of those that are missing, one after
  /// the other.
  ///
  /// - Parameters:
  ///   - work: is handed the number of its thread, from 0; that of this one is 0.
  ///   - meanwhile: runs on this thread every few milliseconds where it has nothing left to do.
  /// - Precondition: `count` is 1 to `most`.
  package static func together(
    _ count: Int, _ work: @escaping @Sendable (_ thread: Int) -> Void,
    meanwhile: @escaping () -> Void
  ) {
    precondition((1...most).contains(count), "\(count) threads")
    let crew = Crew(work: work, meanwhile: meanwhile)
    gradus_share_long(
      count,
      { context, _, thread in
        Unmanaged<Crew>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.work(thread) }
      },
      { context in Unmanaged<Crew>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.meanwhile() }
      },
      Unmanaged.passUnretained(crew).toOpaque())
    withExtendedLifetime(crew) {}
  }
}

/// What the threads of one such task do.
private final class Crew {
  let work: @Sendable (Int) -> Void
  let meanwhile: () -> Void

  init(work: @escaping @Sendable (Int) -> Void, meanwhile: @escaping () -> Void) {
    self.work = work
    self.meanwhile = meanwhile
  }
}
