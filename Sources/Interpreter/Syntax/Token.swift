/// The smallest piece of a line that means something, with its place.
struct Token: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// A name, a verb, a key: letters, digits and underscores.
    case word(String)
    /// Infinite where the digits say more than a `Double` holds.
    case number(Double)
    case text(String)
    /// A quote that is never closed.
    case openText
    /// An operator, a bracket or any other character.
    case symbol(String)
    /// `;` or the end of a line: the end of a statement outside brackets.
    case separator
  }

  var kind: Kind
  var range: SourceRange
  /// Whether it stands apart from the token before it: `a -1` is two values, `a-1` is one.
  var followsSpace: Bool

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol(symbol) }

  var word: String? { if case .word(let word) = kind { word } else { nil } }

  var opensBracket: Bool { isSymbol("[") || isSymbol("(") }
  var closesBracket: Bool { isSymbol("]") || isSymbol(")") }
}

/// A word of the source with its place.
struct Word: Sendable, Equatable {
  var text: String
  var range: SourceRange

  /// As names are compared: without regard to case and underscores.
  var folded: String { text.folded }
}

extension String {
  /// The form in which names are compared: `CrossEntropy`, `cross_entropy` and `crossentropy` are
  /// the same.
  var folded: String {
    String(decoding: utf8.lazy.filter { $0 != UInt8(ascii: "_") }.map(\.lowercased), as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var lowercased: UInt8 {
    self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self + 32 : self
  }
}
