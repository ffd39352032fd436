/// Bytes from the terminal on their way to being keys.
///
/// A read may end in the middle of a UTF-8 character or of the mark that begins a paste, so
/// nothing is decided on bytes that could still be continued: the caller is told how long to wait
/// for the rest, and says so when nothing came.
struct KeyQueue: Equatable, Sendable {
  /// What one read of the editor gets.
  enum Key: Equatable, Sendable {
    case character(Unicode.Scalar)
    /// A whole paste, made safe; lines are separated by newlines.
    case paste(String)
    /// A key that the screen answers and the line editor never sees.
    case scroll(ScrollKey)
  }

  /// The state of the queue.
  enum Next: Equatable, Sendable {
    case key(Key)
    /// What is there can be the beginning of more: wait this many milliseconds for it, then call
    /// `giveUp`.
    case unfinished(patience: Int32)
    case empty
  }

  private static let pasteBegin = Array("\u{1b}[200~".utf8)
  private static let pasteEnd = Array("\u{1b}[201~".utf8)
  private static let scrollKeys: [(bytes: [UInt8], key: ScrollKey)] = [
    (Array("\u{1b}[5~".utf8), .pageUp),
    (Array("\u{1b}[6~".utf8), .pageDown),
    (Array("\u{1b}[1;5H".utf8), .top),
    (Array("\u{1b}[1;5F".utf8), .bottom),
  ]

  /// A lone Escape is a key of its own in vi mode, so the wait for what may follow is short.
  private static let escapePatience: Int32 = 40
  private static let characterPatience: Int32 = 100
  private static let pastePatience: Int32 = 1000

  private var bytes: [UInt8] = []
  private var position = 0
  /// What was pasted so far; nil outside a paste.
  private var pasted: [UInt8]?
  /// Set when waiting for the rest of an escape sequence was in vain.
  private var takesEscapeAlone = false
  private let isUTF8: Bool

  init(isUTF8: Bool = true) { self.isUTF8 = isUTF8 }

  mutating func append(_ more: some Sequence<UInt8>) {
    if position == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      position = 0
    }
    bytes.append(contentsOf: more)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    position = 0
    pasted = nil
    takesEscapeAlone = false
  }

  /// Takes the next key.
  mutating func next() -> Next {
    while true {
      if pasted != nil { return nextOfPaste() }
      guard position < bytes.count else { return .empty }
      if bytes[position] == 0x1b && !takesEscapeAlone {
        switch escapeSequence() {
        case .key(let key): return .key(key)
        case .unfinished(let patience): return .unfinished(patience: patience)
        case .empty: if pasted != nil { continue }
        }
      }
      takesEscapeAlone = false
      guard let scalar = nextScalar() else {
        return .unfinished(patience: Self.characterPatience)
      }
      if let scalar { return .key(.character(scalar)) }
    }
  }

  /// The wait was in vain: what is there is taken as it is.
  mutating func giveUp() -> Next {
    if let text = pasted {
      pasted = nil
      return .key(.paste(SafeLine.ofPaste(text)))
    }
    if position < bytes.count {
      if bytes[position] == 0x1b {
        takesEscapeAlone = true
      } else {
        position = bytes.count
      }
    }
    return next()
  }

  /// `.empty` means that no known sequence begins here, or that a paste has begun.
  private mutating func escapeSequence() -> Next {
    let waiting = bytes[position...]
    if waiting.starts(with: Self.pasteBegin) {
      position += Self.pasteBegin.count
      pasted = []
      return .empty
    }
    var canContinue = Self.pasteBegin.starts(with: waiting)
    for (sequence, key) in Self.scrollKeys {
      if waiting.starts(with: sequence) {
        position += sequence.count
        return .key(.scroll(key))
      }
      canContinue = canContinue || sequence.starts(with: waiting)
    }
    return canContinue ? .unfinished(patience: Self.escapePatience) : .empty
  }

  private mutating func nextOfPaste() -> Next {
    while position < bytes.count {
      if bytes[position] == 0x1b {
        let waiting = bytes[position...]
        if waiting.starts(with: Self.pasteEnd) {
          position += Self.pasteEnd.count
          let text = SafeLine.ofPaste(pasted ?? [])
          pasted = nil
          return .key(.paste(text))
        }
        if Self.pasteEnd.starts(with: waiting) { break }
      }
      pasted?.append(bytes[position])
      position += 1
    }
    return .unfinished(patience: Self.pastePatience)
  }

  /// Nil: the character's bytes are not all here. The inner nil: bytes that are no character, or
  /// one that is not let in, were skipped.
  private mutating func nextScalar() -> Unicode.Scalar?? {
    let first = bytes[position]
    if first < 0x80 {
      position += 1
      return Unicode.Scalar(first)
    }
    guard isUTF8 else {
      position += 1
      return .some(nil)
    }
    let length =
      switch first {
      case 0xc2...0xdf: 2
      case 0xe0...0xef: 3
      case 0xf0...0xf4: 4
      default: 1
      }
    let end = position + length
    for index in (position + 1)..<max(position + 1, min(end, bytes.count))
    where bytes[index] & 0xc0 != 0x80 {
      position = index
      return .some(nil)
    }
    guard end <= bytes.count else { return nil }
    var decoder = UTF8()
    var iterator = bytes[position..<end].makeIterator()
    position = end
    guard case .scalarValue(let scalar) = decoder.decode(&iterator), SafeLine.allows(scalar)
    else { return .some(nil) }
    return scalar
  }
}

/// The keys that move through what was shown before.
package enum ScrollKey: Sendable, Equatable {
  case pageUp
  case pageDown
  case top
  case bottom
}
