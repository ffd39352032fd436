/// What the terminal can show, and on which background: every picture is drawn for one theme.
public struct Theme: Hashable, Sendable {
  /// Which characters may stand in a cell. Each tier draws everything; a higher one more finely.
  public enum Glyphs: String, Sendable, CaseIterable {
    /// ASCII alone: logs, fonts and terminals without the rest.
    case ascii
    /// Box drawing, half and eighth blocks.
    case block
    /// Braille as well: 2 × 4 dots a cell, for lines and points.
    case braille
  }

  /// How many colours there are. 256 are the design; 16 and none work.
  public enum Colors: Int, Sendable, CaseIterable {
    case none = 0
    case sixteen = 16
    case full = 256
  }

  /// What the text stands on.
  public enum Background: String, Sendable, CaseIterable {
    case dark
    case light
  }

  /// The characters.
  public var glyphs: Glyphs
  /// The colours.
  public var colors: Colors
  /// The background.
  public var background: Background

  /// A theme; the defaults are a modern terminal.
  public init(
    glyphs: Glyphs = .braille, colors: Colors = .full, background: Background = .dark
  ) {
    self.glyphs = glyphs
    self.colors = colors
    self.background = background
  }

  /// Letters alone in no colour: what a log or a test reads.
  public static let plain = Theme(glyphs: .ascii, colors: .none)

  /// Whether only ASCII may be drawn.
  public var isASCII: Bool { glyphs == .ascii }

  /// One of two forms of a sign, by tier.
  public func sign(_ form: String, ascii: String) -> String { isASCII ? ascii : form }

  /// A line of text with the signs that this tier has not replaced; see `ASCIIForm`.
  public func text(_ text: String, style: Style = .plain) -> StyledText {
    StyledText(isASCII ? ASCIIForm.of(text) : text, style: style)
  }
}
