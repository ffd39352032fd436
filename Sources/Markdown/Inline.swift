/// A run of text inside a block, and where it begins in the source.
public struct Inline: Sendable, Equatable {
  /// What kind of run. Entities are decoded, so control characters can be among it.
  public indirect enum Content: Sendable, Equatable {
    case text(String)
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    case strikethrough([Inline])
    case link(destination: String, [Inline])
    case image(source: String, alternative: String)
    case softBreak
    case lineBreak
    case html(String)
  }

  /// What the run is.
  public var content: Content
  /// Where its first character or its sign stands: a star, a backtick, a bracket. A break stands at the
  /// end of its line.
  public var start: SourcePosition

  /// A run at its place.
  public init(_ content: Content, start: SourcePosition) {
    self.content = content
    self.start = start
  }
}
