internal import CCurses

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The modes of the terminal's driver: as they were found, and as they are while a command runs.
package final class TerminalMode {
  /// What the user's shell had set.
  private var found = termios()
  private let isTerminal: Bool

  /// Remembers the modes. If a program killed by force left them without echo or line mode, they
  /// are put right, so that it costs nobody a `reset`.
  package init() {
    isTerminal = tcgetattr(0, &found) == 0
    guard isTerminal else { return }
    let line = tcflag_t(ICANON | ECHO | ECHOE | ISIG | IEXTEN)
    if found.c_lflag & tcflag_t(ICANON | ECHO | ISIG) != tcflag_t(ICANON | ECHO | ISIG) {
      found.c_lflag |= line
      found.c_iflag |= tcflag_t(ICRNL)
      found.c_oflag |= tcflag_t(OPOST | ONLCR)
      restore()
    }
  }

  /// As it was found.
  package func restore() {
    guard isTerminal else { return }
    tcsetattr(0, TCSADRAIN, &found)
  }

  /// While a command runs: what is typed ahead is kept for the prompt as it was typed (in line
  /// mode, the driver would swallow a ^D), and not shown where it does not belong. ^C and ^Z work.
  package func hideTyping() {
    guard isTerminal else { return }
    var quiet = found
    quiet.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON)
    tcsetattr(0, TCSADRAIN, &quiet)
  }

  /// Makes sure that a crash leaves the terminal as it was found.
  package func restoreOnCrash() {
    guard isTerminal else { return }
    CrashRescue.install(modes: found)
  }
}
