/// The one filter between text from outside and a terminal: lessons, data files, file names,
/// error messages of the system, and what was pasted.
///
/// No character passes that a terminal would obey instead of show, or that shows nothing and
/// changes how its neighbours read. Accents and other combining marks pass. Every string that
/// becomes a cell of a `Canvas` goes through here, so that drawing cannot forget it.
///
/// | what | becomes |
/// |---|---|
/// | newline and tab | stay in a block, a space in a line |
/// | other C0 (ESC, BEL, CR, …), DEL | their pictures: ␛ ␇ ␍ ␡ |
/// | C1 (U+0080-9F), noncharacters | U+FFFD, the replacement character |
/// | line and paragraph separator | as newline |
/// | bidirectional and zero-width controls, tags, variation selectors, soft hyphen, fillers | nothing |
///
/// Source: Unicode 16, Default_Ignorable_Code_Point; Boucher and Anderson, "Trojan Source" (2021).
public enum SafeText {
  /// A text for one line: newlines and tabs are spaces.
  public static func line(_ text: String) -> String { filtered(text, keepsLayout: false) }

  /// A text of several lines: newlines and tabs stay, and CR LF is a newline.
  public static func block(_ text: String) -> String { filtered(text, keepsLayout: true) }

  private static func filtered(_ text: String, keepsLayout: Bool) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var safe = String.UnicodeScalarView()
    var previousWasReturn = false
    for scalar in text.unicodeScalars {
      if previousWasReturn, scalar != "\n" { safe.append("\u{240D}") }
      previousWasReturn = scalar == "\r"
      if previousWasReturn { continue }
      if keepsLayout, scalar == "\n" || scalar == "\t" {
        safe.append(scalar)
      } else if keepsLayout, scalar.value == 0x2028 || scalar.value == 0x2029 {
        safe.append("\n")
      } else if let shown = shown(scalar) {
        safe.append(shown)
      }
    }
    if previousWasReturn { safe.append("\u{240D}") }
    return String(safe)
  }

  /// What stands for one scalar in a line: itself, a picture of it, or nothing.
  package static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let value = scalar.value
    if value >= 0x20 && value < 0x7F { return scalar }
    if value < 0x20 {
      return value == 0x09 || value == 0x0A ? " " : Unicode.Scalar(0x2400 + value)
    }
    if value < 0xA0 { return value == 0x7F ? "\u{2421}" : "\u{FFFD}" }
    // Latin letters, and the symbols and braille that pictures are made of.
    if value < 0x300 { return value == 0xAD ? nil : scalar }
    if value >= 0x2190 && value < 0x2E80 { return scalar }
    if value == 0x2028 || value == 0x2029 { return " " }
    if value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value) { return "\u{FFFD}" }
    if scalar.properties.isDefaultIgnorableCodePoint { return nil }
    if scalar.properties.generalCategory == .format { return isVisibleFormat(value) ? scalar : nil }
    return scalar
  }

  /// Signs that stand before Arabic, Syriac and Kaithi numbers and are seen.
  private static func isVisibleFormat(_ value: UInt32) -> Bool {
    switch value {
    case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD: true
    default: false
    }
  }
}
