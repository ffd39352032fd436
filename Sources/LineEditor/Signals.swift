internal import CEditLine
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Signals as flags.
///
/// A handler may do next to nothing, so each only raises a flag and writes a byte into a pipe that
/// every wait for keys also waits on. Safe points (the prompt, the progress of a training run)
/// take the flags and act.
package enum Signals {
  /// What a signal asks for.
  package enum Request: UInt32, Sendable, CaseIterable {
    /// ^C: drop the line, or stop the training run.
    case interrupt = 1
    /// ^Z: stop the program until the shell continues it.
    case suspend = 2
    /// The window has another size.
    case resize = 4
    /// The terminal was closed, or somebody asks the program to end.
    case terminate = 8
    /// Another thread has something to tell: no signal, but answered like one.
    case news = 16
  }

  private static let raised = Atomic<UInt32>(0)
  /// The signal that raised `terminate`, for the exit status.
  private static let fatal = Atomic<Int32>(0)
  private static let wakeWriter = Atomic<Int32>(-1)
  private static let wakeReader = Atomic<Int32>(-1)

  /// Catches the signals from now on. ncurses installs handlers of its own, so this is called
  /// again after it has started.
  package static func install() {
    // A global is made at its first use, which must not be in a handler.
    _ = raised.load(ordering: .relaxed)
    _ = fatal.load(ordering: .relaxed)
    if wakeReader.load(ordering: .relaxed) < 0 {
      var ends: [Int32] = [-1, -1]
      if pipe(&ends) == 0 {
        for end in ends {
          _ = fcntl(end, F_SETFL, O_NONBLOCK)
          _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        wakeReader.store(ends[0], ordering: .relaxed)
        wakeWriter.store(ends[1], ordering: .relaxed)
      }
    }
    var caught = sigset_t()
    sigemptyset(&caught)
    for number in [SIGINT, SIGTSTP, SIGWINCH, SIGHUP, SIGTERM] {
      if number == SIGHUP, edit_ignores_signal(number) { continue }
      _ = edit_catch_signal(number, signalHandler)
      sigaddset(&caught, number)
    }
    // Whoever started the program may have blocked them.
    sigprocmask(SIG_UNBLOCK, &caught, nil)
  }

  /// Whether `request` is waiting to be taken.
  package static func isRaised(_ request: Request) -> Bool {
    raised.load(ordering: .acquiring) & request.rawValue != 0
  }

  /// Takes `request`: true when it was raised since it was last taken.
  package static func take(_ request: Request) -> Bool {
    raised.bitwiseAnd(~request.rawValue, ordering: .acquiringAndReleasing).oldValue
      & request.rawValue != 0
  }

  /// Raises a request from another thread.
  package static func raise(_ request: Request) {
    raised.bitwiseOr(request.rawValue, ordering: .acquiringAndReleasing)
    var byte: UInt8 = 0
    _ = write(wakeWriter.load(ordering: .relaxed), &byte, 1)
  }

  /// The status with which to exit after `terminate`: 128 and the signal's number, as shells have
  /// it.
  package static var exitStatus: Int32 { 128 + fatal.load(ordering: .relaxed) }

  /// Stops the program and its process group, as ^Z does by default; returns when it goes on.
  package static func stopProcess() {
    _ = edit_default_signal(SIGTSTP)
    _ = kill(0, SIGTSTP)
    _ = edit_catch_signal(SIGTSTP, signalHandler)
  }

  /// The descriptor that becomes readable when a flag is raised.
  static var wakeDescriptor: Int32 { wakeReader.load(ordering: .relaxed) }

  static func drainWakeDescriptor() {
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    while read(wakeDescriptor, &bytes, bytes.count) > 0 {}
  }

  fileprivate static func handle(_ number: Int32) {
    let request: Request =
      switch number {
      case SIGINT: .interrupt
      case SIGTSTP: .suspend
      case SIGWINCH: .resize
      default: .terminate
      }
    if request == .terminate { fatal.store(number, ordering: .relaxed) }
    raise(request)
  }
}

/// The handler of every signal that is caught: a C function, so it may capture nothing.
private func signalHandler(_ number: Int32) {
  let saved = errno
  Signals.handle(number)
  errno = saved
}
