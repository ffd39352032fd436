/// The few tags of HTML that say something where HTML is skipped.
public enum HTMLTag {
  /// Text of HTML as it is read: `&amp;` is &, `&#955;` is λ. What is no entity stays.
  public static func decoded(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var decoded = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      decoded += rest[..<start]
      rest = rest[start...]
      let name = rest.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
      let end = rest.index(start, offsetBy: 1 + name.count)
      guard (1...32).contains(name.count), end < rest.endIndex, rest[end] == ";" else {
        decoded += "&"
        rest = rest.dropFirst()
        continue
      }
      let entity = String(rest[...end])
      decoded += Document.text(ofEntity: entity) ?? entity
      rest = rest[rest.index(after: end)...]
    }
    return decoded + rest
  }

  /// `<br>` is a line break, `<img alt="…">` an image; any other tag stays HTML, which shows nothing.
  static func inline(_ html: String) -> Inline.Content {
    let name = html.dropFirst().prefix { $0.isLetter }.lowercased()
    switch name {
    case "br": return .lineBreak
    case "img":
      return .image(source: value("src", in: html), alternative: value("alt", in: html))
    default: return .html(html)
    }
  }

  /// The value of an attribute of one tag: `A neuron` of `alt` in `<img alt="A neuron">`; empty
  /// where it has none.
  public static func value(_ attribute: String, in tag: String) -> String {
    var rest = tag[...]
    while let space = rest.firstIndex(where: { $0.isWhitespace }) {
      rest = rest[space...].drop { $0.isWhitespace }
      guard rest.prefix(attribute.count).lowercased() == attribute else { continue }
      let after = rest.dropFirst(attribute.count).drop { $0.isWhitespace }
      guard after.first == "=" else { continue }
      let value = after.dropFirst().drop { $0.isWhitespace }
      if let quote = value.first, quote == "\"" || quote == "'" {
        return decoded(String(value.dropFirst().prefix { $0 != quote }))
      }
      return decoded(String(value.prefix { !$0.isWhitespace && $0 != ">" }))
    }
    return ""
  }
}
