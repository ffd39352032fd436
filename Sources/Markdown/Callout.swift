/// A quote that begins with `[!NOTE]`, as GitHub shows it: a box with a heading.
public struct Callout: Sendable, Equatable {
  /// GitHub's five.
  public enum Kind: String, Sendable, CaseIterable {
    case note = "NOTE"
    case tip = "TIP"
    case important = "IMPORTANT"
    case warning = "WARNING"
    case caution = "CAUTION"

    /// "Note"
    public var title: String { rawValue.prefix(1) + rawValue.dropFirst().lowercased() }
  }

  /// Which of them.
  public var kind: Kind
  /// What stands in it, without its sign.
  public var blocks: [Block]
}

extension Block {
  /// What stands in the brackets of `> [!NOTE]`, whether or not GitHub knows it.
  public var calloutWord: String? {
    guard case .quote(let blocks) = content, case .paragraph(let inlines) = blocks.first?.content,
      case .text(let text)? = inlines.first?.content, text.hasPrefix("[!"), text.hasSuffix("]"),
      inlines.count == 1 || inlines[1].content == .softBreak
    else { return nil }
    return String(text.dropFirst(2).dropLast())
  }

  /// The call-out that this quote is.
  public var callout: Callout? {
    guard let word = calloutWord, let kind = Callout.Kind(rawValue: word.uppercased()),
      case .quote(var blocks) = content, case .paragraph(let inlines) = blocks.first?.content
    else { return nil }
    if inlines.count > 2 {
      blocks[0].content = .paragraph(Array(inlines.dropFirst(2)))
    } else {
      blocks.removeFirst()
    }
    return Callout(kind: kind, blocks: blocks)
  }
}
