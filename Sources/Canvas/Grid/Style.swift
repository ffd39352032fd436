/// A colour of the 256-colour palette of xterm, or the terminal's own default.
///
/// 256 colours are the design; the terminal's driver maps them to 16 or to none.
/// Source: `infocmp xterm-256color`; 16-231 are a 6x6x6 cube, 232-255 greys.
public struct Color: Hashable, Sendable {
  /// The palette's index, 0-255; nil is the terminal's default.
  public var index: UInt8?

  /// A colour by its index.
  public init(_ index: UInt8?) {
    self.index = index
  }

  /// The terminal's own.
  public static let standard = Color(nil)
}

/// How one cell is drawn.
public struct Style: Hashable, Sendable {
  /// Of the character.
  public var foreground: Color
  /// Behind the character.
  public var background: Color
  /// Heavier, or brighter.
  public var isBold: Bool
  /// Fainter.
  public var isDim: Bool
  /// With a line below.
  public var isUnderlined: Bool
  /// Foreground and background exchanged.
  public var isReversed: Bool

  /// A style.
  public init(
    foreground: Color = .standard, background: Color = .standard, bold: Bool = false,
    dim: Bool = false, underlined: Bool = false, reversed: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    isBold = bold
    isDim = dim
    isUnderlined = underlined
    isReversed = reversed
  }

  /// The terminal's default.
  public static let plain = Style()
  /// Bold alone.
  public static let bold = Style(bold: true)
  /// Dim alone.
  public static let dim = Style(dim: true)
}
