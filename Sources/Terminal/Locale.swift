internal import CCurses

/// The locale of characters. Numbers keep the C locale's point.
enum Locale {
  /// Sets LC_CTYPE as the environment says, and answers whether characters are UTF-8.
  ///
  /// Containers often name a locale that was never generated; the characters are UTF-8 all the
  /// same, and C.UTF-8 is always there.
  static func isUTF8(environment: [String: String]) -> Bool {
    if curses_set_character_type("") != nil, codesetIsUTF8 { return true }
    guard wantsUTF8(environment) else { return false }
    for name in ["C.UTF-8", "en_US.UTF-8"] {
      if curses_set_character_type(name) != nil, codesetIsUTF8 { return true }
    }
    return false
  }

  /// What the environment asks for: the first of these that is set counts, as setlocale has it.
  /// Where none is, as in a container, nobody has decided anything, and today's terminals are
  /// UTF-8.
  static func wantsUTF8(_ environment: [String: String]) -> Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    guard let name = names.compactMap({ environment[$0] }).first(where: { !$0.isEmpty }) else {
      return true
    }
    let lower = name.lowercased()
    return lower.contains("utf-8") || lower.contains("utf8")
  }

  private static var codesetIsUTF8: Bool {
    curses_codeset().map { String(cString: $0) } == "UTF-8"
  }
}
