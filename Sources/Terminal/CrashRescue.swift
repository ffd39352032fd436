internal import CCurses
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Gives the terminal back when the program dies by a signal of its own making.
///
/// Everything that the handler touches is allocated and written before it can run.
enum CrashRescue {
  /// Memory made once and never freed, which the handler reads.
  private struct Memory: @unchecked Sendable {
    let modes = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    let bytes: UnsafeMutablePointer<UInt8>
    let count: Int

    init() {
      // Scrolling region, colours, bracketed paste, cursor; leaving the alternate screen is last
      // and apart, because only a screen has entered it.
      let text = Array("\u{1b}[r\u{1b}[0m\u{1b}[?2004l\u{1b}[?25h\u{1b}[?1049l".utf8)
      bytes = .allocate(capacity: text.count)
      bytes.initialize(from: text, count: text.count)
      count = text.count
    }

    var countOutsideScreen: Int { count - 8 }
  }

  private static let memory = Memory()
  private static let isInScreen = Atomic<Bool>(false)
  private static let signals = [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]

  static func install(modes: termios) {
    memory.modes.initialize(to: modes)
    _ = isInScreen.load(ordering: .relaxed)
    for number in signals {
      _ = curses_catch_fatal(number, rescue, memory.previous + Int(number))
    }
  }

  static func screen(isShown: Bool) { isInScreen.store(isShown, ordering: .relaxed) }

  fileprivate static func giveBack(_ number: Int32) {
    let memory = memory
    let isInScreen = isInScreen.load(ordering: .relaxed)
    _ = write(1, memory.bytes, isInScreen ? memory.count : memory.countOutsideScreen)
    tcsetattr(0, TCSANOW, memory.modes)
    // Whoever handled it before, the runtime's backtracer or nobody, has the last word.
    _ = curses_restore_signal(number, memory.previous + Int(number))
    raise(number)
  }
}

private func rescue(_ number: Int32) { CrashRescue.giveBack(number) }
