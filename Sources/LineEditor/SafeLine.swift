/// What may enter the line that is being edited.
///
/// A paste or a history file comes from outside: libedit would echo its control characters, and a
/// direction override in it would show one command and run another.
enum SafeLine {
  /// Whether a character beyond ASCII may be part of a line.
  static func allows(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  /// A paste as text of one or more lines: line ends become newlines, tabs become spaces, control
  /// characters are left out. A newline at the end is dropped, so that Enter stays with the user.
  static func ofPaste(_ bytes: [UInt8]) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r": result.append("\n")
      case "\t": result.append(" ")
      case _ where allows(scalar): result.append(scalar)
      default: break
      }
      previous = scalar
    }
    while result.last == "\n" { result.removeLast() }
    return String(result)
  }
}
