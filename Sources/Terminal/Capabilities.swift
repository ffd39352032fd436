internal import CCurses
package import Canvas

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whether colour is wanted: the option `--color`.
package enum ColorChoice: String, Sendable, CaseIterable {
  /// Where the output is a terminal that has colours, and NO_COLOR is not set.
  case auto
  case always
  case never
}

/// What the terminal at hand can do.
package struct Capabilities: Sendable, Equatable {
  package var inputIsTerminal: Bool
  package var outputIsTerminal: Bool
  /// Whether characters beyond ASCII arrive.
  package var isUTF8: Bool
  package var colors: Theme.Colors
  package var hasLightBackground: Bool
  /// Whether the cursor can be put anywhere; without that only lines can be written.
  package var canAddressCursor: Bool
  /// The name that terminfo knows the terminal by; nil is what TERM says.
  package var terminalName: String?

  /// Whether a person sits there.
  package var isInteractive: Bool { inputIsTerminal && outputIsTerminal }

  /// Looks at standard input and output, the locale, terminfo and the environment. Sets the
  /// locale of characters, so it is called once, before anything is written.
  package static func detect(
    environment: [String: String], color: ColorChoice = .auto
  ) -> Capabilities {
    var found = Capabilities(
      inputIsTerminal: isatty(0) == 1, outputIsTerminal: isatty(1) == 1,
      isUTF8: Locale.isUTF8(environment: environment), colors: .none,
      hasLightBackground: hasLightBackground(colorFGBG: environment["COLORFGBG"] ?? ""),
      canAddressCursor: false, terminalName: nil)
    if found.outputIsTerminal {
      let description = TerminalDescription.read(environment: environment)
      found.canAddressCursor = description.canAddressCursor
      found.terminalName = description.name
      found.colors = description.colors
    }
    found.colors = chosen(
      color, noColor: environment["NO_COLOR"] ?? "", terminal: found.colors)
    return found
  }

  /// The window's size; 80x24 where it is not known.
  package static func windowSize() -> Size {
    var window = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
      return Size(columns: 80, rows: 24)
    }
    return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }

  /// - Source: https://no-color.org: set and not empty means no colour, unless the user asks for it
  ///   by an option.
  static func chosen(_ choice: ColorChoice, noColor: String, terminal: Theme.Colors) -> Theme.Colors
  {
    switch choice {
    case .never: .none
    case .always: terminal == .none ? .sixteen : terminal
    case .auto: noColor.isEmpty ? terminal : .none
    }
  }

  /// COLORFGBG is "15;0" or "15;default;0": its last number is the background's colour, of which
  /// 7 and 9 to 15 are light. Set by rxvt, Konsole, iTerm2 and others.
  static func hasLightBackground(colorFGBG: String) -> Bool {
    guard let last = colorFGBG.split(separator: ";").last, let number = Int(last) else {
      return false
    }
    return number == 7 || (9...15).contains(number)
  }
}
