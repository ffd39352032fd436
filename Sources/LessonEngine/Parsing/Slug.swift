/// Ids of steps: written out, or made of a heading as GitHub makes its anchors.
enum Slug {
  /// Small letters, digits and single hyphens between them, at most 80.
  static func isValid(_ id: String) -> Bool {
    guard !id.isEmpty, id.utf8.count <= 80, id.first != "-", id.last != "-" else { return false }
    return id.utf8.allSatisfy {
      $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
    }
  }

  /// "Why not both?" gives "why-not-both".
  static func slug(of heading: String) -> String {
    var slug = ""
    for character in heading.lowercased() {
      if character.isLetter || character.isNumber {
        slug.append(character)
      } else if character == " " || character == "-" || character == "_" {
        if slug.last != "-", !slug.isEmpty { slug.append("-") }
      }
    }
    while slug.last == "-" { slug.removeLast() }
    return String(slug.prefix(80))
  }
}

/// A fingerprint of a text: FNV-1a with 64 bits (Fowler, Noll, Vo 1991). It tells an edited step
/// from an unedited one; it guards against nothing.
enum ContentHash {
  static func value(of text: some StringProtocol, seed: UInt64 = 0) -> UInt64 {
    value(of: text.utf8, seed: seed)
  }

  static func value(of bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      hash = (hash ^ (seed >> shift & 0xFF)) &* 0x100_0000_01B3
    }
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    // The low bits of FNV follow the low bits of the text closely.
    hash ^= hash >> 32
    return hash
  }

  /// 16 hexadecimal digits.
  static func text(of text: some StringProtocol) -> String {
    self.text(of: text.utf8)
  }

  /// The same of bytes.
  static func text(of bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> String {
    let digits = String(value(of: bytes, seed: seed), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
