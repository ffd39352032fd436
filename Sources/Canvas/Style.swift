/// A colour of the 256-colour palette of xterm, or the terminal's own default.
///
/// 256 colours are the design; the terminal's driver maps them to 16 or to none.
/// Source: `infocmp xterm-256color`; 16-231 are a 6x6x6 cube, 232-255 greys.
public struct Color: Hashable, Sendable {
  /// The palette's index, 0-255; nil is the terminal's default.
  public var index: UInt8?

  public init(_ index: UInt8?) {
    self.index = index
  }

  public static let standard = Color(nil)
}

/// How one cell is drawn.
public struct Style: Hashable, Sendable {
  public var foreground: Color
  public var background: Color
  public var isBold: Bool
  public var isDim: Bool
  public var isUnderlined: Bool
  public var isReversed: Bool

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

  public static let plain = Style()
  public static let bold = Style(bold: true)
  public static let dim = Style(dim: true)
}
