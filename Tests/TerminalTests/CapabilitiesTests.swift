import Canvas
import Testing

@testable import Terminal

/// One at a time: terminfo's present entry is a global variable of its library.
@Suite(.serialized) struct CapabilitiesTests {
  @Test(arguments: [
    (ColorChoice.auto, "", Theme.Colors.full, Theme.Colors.full),
    (.auto, "1", .full, .none),
    (.never, "", .full, .none),
    (.always, "1", .none, .sixteen),
    (.always, "", .full, .full),
  ])
  func `NO_COLOR is obeyed unless an option says otherwise`(
    choice: ColorChoice, noColor: String, terminal: Theme.Colors, expected: Theme.Colors
  ) {
    #expect(Capabilities.chosen(choice, noColor: noColor, terminal: terminal) == expected)
  }

  @Test(arguments: [
    ("0;15", true), ("15;0", false), ("0;default;15", true), ("", false), ("15;8", false),
  ])
  func `COLORFGBG tells a light background`(value: String, isLight: Bool) {
    #expect(Capabilities.hasLightBackground(colorFGBG: value) == isLight)
  }

  @Test(arguments: [
    (["LANG": "en_US.UTF-8"], true), (["LANG": "de_DE.utf8"], true), (["LANG": "C"], false),
    (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false), ([:], true),
    (["LANG": "POSIX"], false),
    (["LC_ALL": "", "LC_CTYPE": "C.UTF-8"], true),
  ])
  func `A locale that was never generated still says whether text is UTF-8`(
    environment: [String: String], expected: Bool
  ) {
    #expect(Locale.wantsUTF8(environment) == expected)
  }

  @Test(arguments: [
    ("xterm-256color", "", true, Theme.Colors.full),
    ("vt100", "", true, .none),
    ("linux", "", true, .sixteen),
    ("xterm", "truecolor", true, .full),
    ("nosuchterm", "", false, .none),
    ("nosuchterm-256color", "", true, .full),
    ("dumb", "truecolor", false, .none),
    ("", "", false, .none),
  ])
  func `terminfo says what the terminal can do`(
    term: String, colorTerm: String, addresses: Bool, colors: Theme.Colors
  ) {
    let found = TerminalDescription.read(environment: ["TERM": term, "COLORTERM": colorTerm])
    #expect(found.canAddressCursor == addresses)
    #expect(found.colors == colors)
  }
}
