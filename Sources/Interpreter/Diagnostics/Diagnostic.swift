/// A place in the text that was typed: a half-open range of UTF-8 byte offsets in one line.
public struct SourceRange: Hashable, Sendable {
  /// The first byte.
  public var lower: Int
  /// The byte behind the last.
  public var upper: Int

  /// The bytes from `lower` up to `upper`.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }
}

/// What went wrong, where, and what to try: the only error that leaves the interpreter.
///
///     > add linear 3 4
///       ^^^^^^^^^^^^^^ linear 3→4 cannot follow linear 2→5, which gives 5 values
///       try: add linear 4
public struct Diagnostic: Error, Hashable, Sendable {
  /// One sentence with the shapes or values in it, without a full stop.
  public var message: String
  /// The words at fault in `source`; nil when no word is.
  public var range: SourceRange?
  /// One command or one sentence that leads on.
  public var hint: String?
  /// The nearest known word, when a word was unknown.
  public var suggestion: String?
  /// What is so, where that tells more and is nothing to try: "not met: ten steps are done".
  public var fact: String?
  /// The line that was typed; filled in by `Session.run`.
  public var source: String

  /// A message, and what is known besides.
  public init(
    _ message: String, at range: SourceRange? = nil, hint: String? = nil,
    suggestion: String? = nil, source: String = ""
  ) {
    self.message = message
    self.range = range
    self.hint = hint
    self.suggestion = suggestion
    self.source = source
  }
}

extension Diagnostic {
  /// Message and hint in one, for where it is told and not thrown.
  var sentence: String { hint.map { "\(message): \($0)" } ?? message }
}
