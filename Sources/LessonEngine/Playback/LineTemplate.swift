/// A line with `{{name}}` in it, found from what it comes to with several values of the variables.
enum LineTemplate {
  /// The line of which each text is what it comes to with the values of the same index; nil where
  /// the texts differ by something else.
  ///
  ///     "input: 5 values", n = 5;  "input: 4 values", n = 4    →  "input: {{n}} values"
  static func text(of texts: [String], with values: [[String: String]]) -> String? {
    guard let first = texts.first else { return nil }
    let hasBraces = values.contains { !$0.isEmpty } && texts.contains { $0.contains("{{") }
    guard !hasBraces else { return nil }
    if texts.allSatisfy({ $0 == first }) { return first }
    // Only what varies can be what the texts differ by.
    let names = (values.first?.keys.sorted() ?? []).filter { name in
      Set(values.map { $0[name] }).count > 1
    }
    let variables = names.map { name in
      (name: name, words: values.map { words(of: $0[name] ?? "") })
    }
    let lines = texts.map(words)
    var places = [Int](repeating: 0, count: lines.count)
    var text = ""
    while !lines.indices.allSatisfy({ places[$0] == lines[$0].count }) {
      let variable = variables.first { variable in
        lines.indices.allSatisfy { starts(lines[$0][places[$0]...], variable.words[$0]) }
      }
      if let variable {
        text += "{{\(variable.name)}}"
        for index in places.indices { places[index] += variable.words[index].count }
        continue
      }
      guard let word = lines[0][places[0]...].first else { return nil }
      let isCommon = lines.indices.allSatisfy { index in
        guard let other = lines[index][places[index]...].first else { return false }
        return other == word || other.first == " " && word.first == " "
      }
      guard isCommon else { return nil }
      text += word
      for index in places.indices { places[index] += 1 }
    }
    return text
  }

  /// Whether a text begins with the words of a value; a number with as many digits as it has.
  private static func starts(_ text: ArraySlice<String>, _ value: [String]) -> Bool {
    guard !value.isEmpty, text.count >= value.count else { return false }
    return zip(value, text).allSatisfy { OutputPattern([$0]).matches($1) }
  }

  /// Numbers, names, runs of spaces, and each other character.
  private static func words(of text: String) -> [String] {
    enum Kind { case space, number, name, other }
    func kind(_ character: Character) -> Kind {
      if character == " " { return .space }
      guard character.isASCII else { return .other }
      return character.isNumber ? .number : character.isLetter || character == "_" ? .name : .other
    }
    var words: [String] = []
    var last = Kind.other
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let next = kind(character)
      let isPoint =
        character == "." && last == .number && index + 1 < characters.count
        && kind(characters[index + 1]) == .number
      let goesOn =
        isPoint || next == last && next != .other || last == .name && next == .number
      if goesOn, !words.isEmpty {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
        last = next
      }
    }
    return words
  }
}
