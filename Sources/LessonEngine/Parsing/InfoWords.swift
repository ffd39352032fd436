import Interpreter
import Markdown

/// The words of a fence's first line or of a comment: `predict ask="Up or down?"`.
struct InfoWord: Equatable {
  /// Nil where the word has no `=`.
  var key: String?
  var value: String
  /// Of the word, or of its key.
  var position: SourcePosition
  /// Of what stands after the `=`, inside its quotes.
  var valuePosition: SourcePosition

  /// Where variables were filled into the value.
  var shifts: [Filling.Shift] = []

  var line: SourceLine { SourceLine(text: value, position: valuePosition, shifts: shifts) }

  /// The word with the variables of its value filled in.
  func filled(by variables: Variables, in source: SourceFile) throws(LessonError) -> InfoWord {
    var word = self
    let filled = try variables.filled(line, in: source)
    word.value = filled.text
    word.shifts = filled.shifts
    return word
  }

  /// Cuts at spaces outside quotes; "…" and '…' quote.
  static func words(
    of line: SourceLine, in source: SourceFile
  ) throws(LessonError) -> [InfoWord] {
    let bytes = Array(line.text.utf8)
    var words: [InfoWord] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0A {
        index += 1
        continue
      }
      let start = index
      var equals: Int?
      var value: [UInt8] = []
      var valueStart = index
      while index < bytes.count, bytes[index] != 0x20, bytes[index] != 0x09, bytes[index] != 0x0A {
        let byte = bytes[index]
        if byte == UInt8(ascii: "="), equals == nil {
          equals = index
          value = []
          valueStart = index + 1
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          guard let close = bytes[(index + 1)...].firstIndex(of: byte) else {
            throw source.error(
              "this quote is never closed", at: line.position(at: index), length: 1)
          }
          if value.isEmpty { valueStart = index + 1 }
          value += bytes[(index + 1)..<close]
          index = close
        } else {
          value.append(byte)
        }
        index += 1
      }
      words.append(
        InfoWord(
          key: equals.map { String(decoding: bytes[start..<$0], as: UTF8.self) },
          value: String(decoding: value, as: UTF8.self), position: line.position(at: start),
          valuePosition: line.position(at: valueStart)))
    }
    return words
  }
}

extension SourceFile {
  /// An error at a key that stands there for the second time.
  func repeated(_ word: InfoWord) -> LessonError {
    let name = word.key ?? word.value
    return error("\(name) is there twice", at: word.position, length: name.utf8.count)
  }

  /// An error at a word that is not known, with the nearest that is.
  func unknown(
    _ what: String, _ word: String, at position: SourcePosition, among known: [String]
  ) -> LessonError {
    error(
      "\(what) \"\(word)\"", at: position, length: word.utf8.count,
      hint: known.isEmpty ? nil : "known: \(known.joined(separator: ", "))",
      suggestion: Nearest.word(to: word, among: known))
  }
}
