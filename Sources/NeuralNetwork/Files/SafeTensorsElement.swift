extension SafeTensors {
  /// How the numbers of an array are stored, by the format's names.
  public enum Element: String, Sendable {
    case boolean = "BOOL"
    case unsigned8 = "U8"
    case signed8 = "I8"
    case float8e5m2 = "F8_E5M2"
    case float8e4m3 = "F8_E4M3"
    case unsigned16 = "U16"
    case signed16 = "I16"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case unsigned32 = "U32"
    case signed32 = "I32"
    case float32 = "F32"
    case unsigned64 = "U64"
    case signed64 = "I64"
    case float64 = "F64"
    case complex64 = "C64"

    /// Bytes a number.
    public var size: Int {
      switch self {
      case .boolean, .unsigned8, .signed8, .float8e5m2, .float8e4m3: 1
      case .unsigned16, .signed16, .float16, .bfloat16: 2
      case .unsigned32, .signed32, .float32: 4
      case .unsigned64, .signed64, .float64, .complex64: 8
      }
    }

    /// Whether numbers of this type can be weights.
    public var isReal: Bool {
      switch self {
      case .float16, .bfloat16, .float32, .float64: true
      default: false
      }
    }
  }

  /// The numbers of an array as 32-bit floats: F32 bit for bit, F16 and BF16 exactly, F64 and I64
  /// rounded; nil where they are stored in another way.
  public func values(of entry: Entry) -> [Float]? {
    switch entry.element {
    case .float32: words(of: entry, UInt32.self).map { Float(bitPattern: $0) }
    case .float16: words(of: entry, UInt16.self).map { Self.float(half: $0) }
    case .bfloat16: words(of: entry, UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
    case .float64: words(of: entry, UInt64.self).map { Float(Double(bitPattern: $0)) }
    case .signed64: words(of: entry, UInt64.self).map { Float(Int64(bitPattern: $0)) }
    default: nil
    }
  }

  private func words<Word: FixedWidthInteger>(of entry: Entry, _ type: Word.Type) -> [Word] {
    bytes.withUnsafeBytes { bytes in
      let size = MemoryLayout<Word>.size
      return (0..<entry.range.count / size).map { index in
        Word(
          littleEndian: bytes.loadUnaligned(
            fromByteOffset: entry.range.lowerBound + index * size, as: Word.self))
      }
    }
  }

  /// A number of 1 sign, 5 exponent and 10 fraction bits; `Float16` is not there on every machine.
  ///
  /// - Source: IEEE 754-2019, §3.6, binary16.
  static func float(half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let exponent = UInt32(half >> 10) & 0x1f
    let fraction = UInt32(half & 0x3ff)
    switch exponent {
    case 0: return Float(bitPattern: (Float(fraction) * 0x1p-24).bitPattern | sign)
    case 31: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
