/// The file that a command is to write, as it was named.
struct FileToWrite {
  let word: Word

  /// - Parameters:
  ///   - ending: what the name must end in: ".py".
  ///   - verb: how the command begins, for the way out.
  init(_ arguments: Arguments, ending: String, after verb: String) throws(Diagnostic) {
    guard let word = arguments.word("FILE") else {
      throw Diagnostic("the name of a file is missing", at: arguments.statement.range)
    }
    // Nobody loses a file of another kind by a slip.
    guard word.text.lowercased().hasSuffix(ending), word.text.count > ending.count else {
      let stem = word.text.prefix { $0 != "." }
      throw Diagnostic(
        "the name of this file ends in \(ending)", at: word.range,
        hint: "\(verb) \(stem.isEmpty ? "net" : Diagnostic.shortened(String(stem)))\(ending)")
    }
    self.word = word
  }

  /// The name as messages have it.
  var name: String { Diagnostic.shortened(word.text) }

  /// Writes it, but not when commands run again that ran before: what is there may be newer.
  ///
  /// - Parameters:
  ///   - mayReplace: whether a file that holds these bytes may go.
  ///   - refusal: what to say where it may not.
  func write(
    _ bytes: [UInt8], in environment: Environment, mayReplace: ([UInt8]) -> Bool,
    refusal: Diagnostic
  ) throws(Diagnostic) -> Environment.Writing {
    if environment.isReplay { return .made }
    do throws(Diagnostic) {
      let writing = try environment.writeFile(word.text, bytes, mayReplace)
      guard writing != .kept else { throw refusal }
      return writing
    } catch {
      throw error.placed(at: word.range)
    }
  }
}
