/// One cell of the terminal's grid.
///
/// A character that is two columns wide fills its cell, and the cell to its right holds
/// `Cell.continuation`, so that column arithmetic never has to look at the text.
///
/// A cell holds one character and at most two combining marks, which is what letters of every
/// living script need, as numbers in one word: a frame of 12,000 cells is copied and compared
/// like an array of integers. Because every text passes `SafeText` on its way into a cell, no
/// control character can stand in one.
public struct Cell: Hashable, Sendable {
  /// Three scalars of 21 bits, the character lowest; the top bit says two columns wide.
  /// All zero is a continuation.
  private var scalars: UInt64
  /// Colours and weight.
  public var style: Style

  private static let wideBit: UInt64 = 1 << 63
  private static let scalarBits: UInt64 = 21
  private static let scalarMask: UInt64 = (1 << 21) - 1

  /// The first character of `text`, made safe; a blank where there is none.
  public init(_ text: String, style: Style = .plain) {
    self = Cell.blank
    for cell in StyledText(text, style: style).cells.prefix(1) { self = cell }
    self.style = style
  }

  /// The cell of one scalar that is known to be safe to show.
  package init(showing scalar: Unicode.Scalar, style: Style = .plain) {
    scalars = UInt64(scalar.value)
    if DisplayWidth.columns(scalar) == 2 { scalars |= Cell.wideBit }
    self.style = style
  }

  private init(scalars: UInt64) {
    self.scalars = scalars
    style = .plain
  }

  /// A space.
  public static let blank = Cell(scalars: 0x20)
  /// The right half of a wide character.
  public static let continuation = Cell(scalars: 0)

  /// Whether this is the right half of the character to its left.
  public var isContinuation: Bool { scalars == 0 }

  /// How many columns the character takes: 2 for a wide one, 1 for others, 0 for a continuation.
  public var width: Int { scalars == 0 ? 0 : scalars & Cell.wideBit != 0 ? 2 : 1 }

  package var isWide: Bool { scalars & Cell.wideBit != 0 }

  /// What stands to the right of a wide character.
  package var rightHalf: Cell {
    var right = Cell.continuation
    right.style = style
    return right
  }

  package var isSpace: Bool { scalars == 0x20 }

  /// The character without its marks; nil in a continuation.
  package var scalar: Unicode.Scalar? {
    scalars == 0 ? nil : Unicode.Scalar(UInt32(scalars & Cell.scalarMask))
  }

  /// Adds a combining mark; a third is left out.
  package mutating func add(mark: Unicode.Scalar) {
    for place in 1...2 {
      let shift = UInt64(place) * Cell.scalarBits
      if scalars >> shift & Cell.scalarMask == 0 {
        scalars |= UInt64(mark.value) << shift
        return
      }
    }
  }

  /// One user-visible character; empty only in a continuation cell.
  public var character: String {
    get {
      var text = ""
      write(to: &text)
      return text
    }
    set { self = Cell(newValue, style: style) }
  }

  /// Appends the character with its marks to `text`.
  public func write(to text: inout String) {
    var rest = scalars & ~Cell.wideBit
    while rest != 0 {
      if let scalar = Unicode.Scalar(UInt32(rest & Cell.scalarMask)) {
        text.unicodeScalars.append(scalar)
      }
      rest >>= Cell.scalarBits
    }
  }
}
