internal import CCurses
internal import Canvas

/// What terminfo says about the terminal.
struct TerminalDescription {
  var canAddressCursor = false
  var colors = Theme.Colors.none
  /// The entry to use in place of TERM's.
  var name: String?

  /// Reads TERM's entry. A terminal that terminfo does not know, or whose entry is older than the
  /// colours it announces in COLORTERM, is taken for an xterm with 256 colours.
  static func read(environment: [String: String]) -> TerminalDescription {
    let term = environment["TERM"] ?? ""
    let announcesColors = !(environment["COLORTERM"] ?? "").isEmpty
    guard !term.isEmpty, term != "dumb" else { return TerminalDescription() }
    if let found = entry(term, as: nil), found.colors == .full || !announcesColors {
      return found
    }
    let looksLikeXterm = announcesColors || term.contains("256color") || term.hasPrefix("xterm")
    if looksLikeXterm, let found = entry("xterm-256color", as: "xterm-256color") { return found }
    return entry(term, as: nil) ?? TerminalDescription()
  }

  private static func entry(_ term: String, as name: String?) -> TerminalDescription? {
    var status: Int32 = 0
    guard setupterm(term, 1, &status) == OK else { return nil }
    let count = tigetnum("colors")
    return TerminalDescription(
      canAddressCursor: curses_can_address_cursor(),
      colors: count >= 256 ? .full : count >= 8 ? .sixteen : .none, name: name)
  }
}
