/// Splits a terminal's bytes into characters, controls and escape sequences.
///
/// - Source: ECMA-48; https://vt100.net/emu/dec_ansi_parser.
struct EscapeParser: Sendable {
  enum Action: Equatable {
    case nothing
    case print(Unicode.Scalar)
    case control(UInt8)
    /// `CSI parameters final`.
    case sequence([Int], final: UInt8)
    case reverseLineFeed
  }

  private enum State {
    case ground
    case escape
    /// One more byte belongs to it: ESC ( B.
    case escapeIntermediate
    case sequence
    /// An OSC or another string, up to BEL or ESC \.
    case string
  }

  private var state = State.ground
  private var parameters: [Int] = []
  private var isPrivate = false
  private var character: [UInt8] = []
  private var expected = 0

  mutating func next(_ byte: UInt8) -> Action {
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte)
    case .escapeIntermediate:
      state = .ground
      return .nothing
    case .sequence: return sequence(byte)
    case .string:
      if byte == 0x07 { state = .ground }
      if byte == 0x1b { state = .escape }
      return .nothing
    }
  }

  private mutating func ground(_ byte: UInt8) -> Action {
    if byte == 0x1b {
      character = []
      state = .escape
      return .nothing
    }
    if byte < 0x20 || byte == 0x7f {
      character = []
      return .control(byte)
    }
    if byte < 0x80 {
      character = []
      return .print(Unicode.Scalar(byte))
    }
    if byte & 0xc0 != 0x80 {
      character = [byte]
      expected = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return .nothing
    }
    guard !character.isEmpty else { return .nothing }
    character.append(byte)
    guard character.count == expected else { return .nothing }
    var decoder = UTF8()
    var iterator = character.makeIterator()
    character = []
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return .nothing }
    return .print(scalar)
  }

  private mutating func escape(_ byte: UInt8) -> Action {
    switch byte {
    case UInt8(ascii: "["):
      parameters = []
      isPrivate = false
      state = .sequence
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      state = .string
    case 0x20...0x2f: state = .escapeIntermediate
    case 0x1b: break
    case UInt8(ascii: "M"):
      state = .ground
      return .reverseLineFeed
    default: state = .ground
    }
    return .nothing
  }

  private mutating func sequence(_ byte: UInt8) -> Action {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      if parameters.isEmpty { parameters = [0] }
      let digit = Int(byte - UInt8(ascii: "0"))
      parameters[parameters.count - 1] = min(9999, parameters[parameters.count - 1] * 10 + digit)
    case UInt8(ascii: ";"), UInt8(ascii: ":"):
      if parameters.isEmpty { parameters = [0] }
      if parameters.count < 16 { parameters.append(0) }
    case 0x3c...0x3f: isPrivate = true
    case 0x20...0x2f: break
    case 0x40...0x7e:
      state = .ground
      return isPrivate ? .nothing : .sequence(parameters, final: byte)
    case 0x1b: state = .escape
    default: break
    }
    return .nothing
  }
}
