/// A word of a command line as a shell reads it.
enum ShellWord {
  /// In quotes where a shell would take it for several words, or for something else.
  static func quoted(_ word: String) -> String {
    let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./,:@%+=".contains($0) }
    if isPlain, let first = word.first, first != "-" { return word }
    let path = word.hasPrefix("-") ? "./" + word : word
    return "'" + path.replacing("'", with: "'\\''") + "'"
  }
}
