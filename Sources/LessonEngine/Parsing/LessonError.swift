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

  /// As a log shows it: place and message, the line, a caret, the way out.
  public var description: String { text { $0.count } }

  /// The same with the caret under the fault where characters are wide.
  ///
  /// - Parameter columns: how many columns of a terminal a text takes.
  public func text(columns: (String) -> Int) -> String {
    var text = headline
    let excerpt = excerpt(columns: columns)
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
    var diagnostic = Diagnostic(
      headline, at: line.isEmpty ? nil : SourceRange(lower, min(lower + length, line.utf8.count)),
      suggestion: suggestion, source: line)
    diagnostic.fact = hint
    return diagnostic
  }

  /// The part of the line around the fault that fits a terminal.
  private func excerpt(
    columns: (String) -> Int
  ) -> (line: String, indent: Int, length: Int) {
    let bytes = Array(line.utf8)
    func text(_ bytes: ArraySlice<UInt8>) -> String {
      // Joined emoji are shown apart: every terminal agrees on their width then.
      var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
      scalars.removeAll { $0 == "\u{200D}" }
      return String(scalars).onOneLine
    }
    let lower = min(max(position.column - 1, 0), bytes.count)
    let upper = min(lower + max(0, length), bytes.count)
    var before = text(bytes[..<lower])
    var fault = text(bytes[lower..<upper])
    var after = text(bytes[upper...])
    // By characters first, as a line may be long.
    if before.count > Self.reach { before = "…" + before.suffix(Self.reach - 1) }
    while columns(before) > Self.reach { before = "…" + before.dropFirst(2) }
    fault = String(fault.prefix(Self.reach))
    while columns(fault) > Self.reach { fault.removeLast() }
    if after.count > Self.reach { after = after.prefix(Self.reach - 1) + "…" }
    while columns(after) > Self.reach { after = after.dropLast(2) + "…" }
    return (before + fault + after, columns(before), columns(fault))
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
