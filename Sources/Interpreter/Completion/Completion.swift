/// What can stand at the cursor: verbs, building blocks, settings, names, addresses, pictures.
///
/// It reads the same declarations as the parser, so that what is completed can be run.
public enum Completion {
  /// Whole words for the one that ends at the cursor, in the order of the lists they come from.
  ///
  /// - Parameters:
  ///   - cursor: an offset in UTF-8 bytes; what stands behind it is not read.
  ///   - extra: words that the caller understands where a command may begin: `next`, `hint`.
  public static func candidates(
    line: String, cursor: Int, session: Session, environment: Environment, extra: [String] = []
  ) -> [String] {
    guard let typed = Typed(line: line, cursor: cursor) else { return [] }
    let context = CompletionContext(session: session, environment: environment, extra: extra)
    let words = context.words(after: typed.chunks[...], partial: typed.partial)
    let folded = typed.partial.folded
    var seen: Set<String> = []
    return words.filter { word in
      word.folded.hasPrefix(folded) && word != typed.partial && seen.insert(word).inserted
    }
  }

  /// Where the word at the cursor begins, in UTF-8 bytes: what a candidate replaces.
  public static func wordStart(line: String, cursor: Int) -> Int {
    let bytes = Array(line.utf8.prefix(max(0, cursor)))
    var start = bytes.count
    while start > 0,
      bytes[start - 1].isDigit || bytes[start - 1].beginsWord
        || bytes[start - 1] == UInt8(ascii: ".")
    {
      start -= 1
    }
    return start
  }

  /// The statement at the cursor, cut at its spaces.
  private struct Typed {
    /// What stands complete before the word at the cursor: words, `lr=0.5`, `[1, 2]`.
    var chunks: [String] = []
    var partial = ""

    /// Nil inside a text or a comment.
    init?(line: String, cursor: Int) {
      let start = Completion.wordStart(line: line, cursor: cursor)
      let before = String(decoding: line.utf8.prefix(start), as: UTF8.self)
      partial = String(
        decoding: line.utf8.prefix(max(0, cursor)).dropFirst(start), as: UTF8.self)
      guard let source = try? SourceText(before) else { return nil }
      var tokens: [Token] = []
      var depth = 0
      let all = Lexer.tokens(of: source)
      for token in all {
        if token.kind == .openText { return nil }
        if token.opensBracket { depth += 1 }
        if token.closesBracket { depth -= 1 }
        if token.kind == .separator, depth <= 0 || source.bytes[token.range.lower] != .newline {
          tokens = []
        } else if token.kind != .separator {
          tokens.append(token)
        }
      }
      if source.bytes[(all.last?.range.upper ?? 0)...].contains(UInt8(ascii: "#")) { return nil }
      var open = 0
      for token in tokens {
        let text = source.text(in: token.range)
        if token.followsSpace, open == 0 || chunks.isEmpty {
          chunks.append(text)
        } else {
          chunks[max(0, chunks.count - 1)] += text
        }
        if token.opensBracket { open += 1 }
        if token.closesBracket { open -= 1 }
      }
      // `lr=` and `(` belong to the word at the cursor when no space stands between.
      let isGlued = tokens.last.map { $0.range.upper == source.bytes.count } ?? false
      glue = isGlued ? chunks.popLast() : nil
      if let glue { chunks.append(glue + "\u{0}") }
    }

    private var glue: String?
  }
}
