public import Interpreter
public import Markdown

/// What is wrong with a lesson file, and where.
///
///     lessons/xor.md:12:11: unknown role "trry"
///     ```gradus trry
///               ^^^^
///     did you mean try?
public struct LessonError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name as it was handed in.
  public var file: String
  /// Where the fault begins.
  public var position: SourcePosition
  /// One sentence without a full stop.
  public var message: String
  /// The line of the file.
  public var line: String
  /// How many bytes of the line are at fault; 0 is a place between two.
  public var length: Int
  /// One sentence that leads on.
  public var hint: String?
  /// The nearest known word, where one was unknown.
  public var suggestion: String?
  /// Whether the lesson wants more than its budget, and is no lesson for that alone.
  package var isOverBudget = false

  /// An error at its place.
  public init(
    file: String, position: SourcePosition, message: String, line: String = "", length: Int = 0,
    hint: String? = nil, suggestion: String? = nil
  ) {
    self.file = file
    self.position = position
    self.message = message
    self.line = line
    self.length = length
    self.hint = hint
    self.suggestion = suggestion
  }

  /// "lessons/xor.md:12:11"
  public var place: String { "\(file.onOneLine):\(position.line):\(position.column)" }

  /// The place and the message on one line.
  public var headline: String { "\(place): \(message.onOneLine)" }

  /// As a terminal or a log shows it: place and message, the line, a caret, the way out.
  public var description: String {
    var text = headline
    let excerpt = excerpt
    if !excerpt.line.allSatisfy(\.isWhitespace) {
      text += "\n\(excerpt.line)\n" + String(repeating: " ", count: excerpt.indent)
      text += String(repeating: "^", count: max(1, excerpt.length))
    }
    if let suggestion { text += "\ndid you mean \(suggestion.onOneLine)?" }
    if let hint { text += "\n\(hint.onOneLine)" }
    return text
  }

  /// For what draws the errors of the prompt as well.
  public var diagnostic: Diagnostic {
    let lower = min(max(position.column - 1, 0), line.utf8.count)
    return Diagnostic(
      headline, at: line.isEmpty ? nil : SourceRange(lower, min(lower + length, line.utf8.count)),
      hint: hint, suggestion: suggestion, source: line)
  }

  /// The part of the line around the fault that fits a terminal, in characters.
  private var excerpt: (line: String, indent: Int, length: Int) {
    let bytes = Array(line.utf8)
    let lower = min(max(position.column - 1, 0), bytes.count)
    let upper = min(lower + max(0, length), bytes.count)
    var before = String(decoding: bytes[..<lower], as: UTF8.self).onOneLine
    var fault = String(decoding: bytes[lower..<upper], as: UTF8.self).onOneLine
    var after = String(decoding: bytes[upper...], as: UTF8.self).onOneLine
    if before.count > Self.reach { before = "…" + before.suffix(Self.reach - 1) }
    if fault.count > Self.reach { fault = String(fault.prefix(Self.reach)) }
    if after.count > Self.reach { after = after.prefix(Self.reach - 1) + "…" }
    return (before + fault + after, before.count, fault.count)
  }

  private static let reach = 60
}

extension String {
  /// The text without anything that could leave its line or steer a terminal: each such
  /// character becomes U+FFFD. What draws filters again; a message that is logged has only this.
  var onOneLine: String {
    var safe = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09: safe.append(" ")
      case 0x00...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
        0xFFF9...0xFFFB, 0xE0000...0xE007F:
        safe.append("\u{FFFD}")
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }
}
