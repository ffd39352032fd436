public import Interpreter
import Markdown

extension Lesson {
  /// Reads a lesson and checks it whole: every fence, word, key and condition.
  ///
  /// - Parameters:
  ///   - text: the file. Any GitHub-flavoured Markdown without our fences is a lesson of prose.
  ///   - file: its name, for messages and for the id of a file without front matter.
  ///   - draw: chooses the values of the lesson's variables.
  ///   - pictures: the names of the pictures that a figure may show; nil takes any.
  ///   - reading: reads a part that the lesson includes, by its path below the lesson's folder.
  /// - Throws: the first fault, with its place.
  public init(
    parsing text: String, file: String, draw: UInt64 = 0, pictures: [String]? = nil,
    reading: ((_ path: String) throws(Diagnostic) -> String)? = nil
  ) throws(LessonError) {
    try Self.checkSize(text.utf8.count, file: file)
    var parser = LessonParser(
      file: file, text: SourceFile.normalized(text), draw: draw, pictures: pictures,
      reading: reading)
    self = try parser.lesson()
  }

  /// The same of a file's bytes, which may be anything.
  public init(
    bytes: [UInt8], file: String, draw: UInt64 = 0, pictures: [String]? = nil,
    reading: ((_ path: String) throws(Diagnostic) -> String)? = nil
  ) throws(LessonError) {
    try Self.checkSize(bytes.count, file: file)
    self = try Self(
      parsing: Self.text(of: bytes, file: file), file: file, draw: draw, pictures: pictures,
      reading: reading)
  }

  /// A file that is far too long is not even looked at.
  private static func checkSize(_ count: Int, file: String) throws(LessonError) {
    guard count > Document.sizeLimit else { return }
    throw LessonError(
      file: file, position: SourcePosition(line: 1, column: 1),
      message: "this file is \(count) bytes long; a lesson has at most \(Document.sizeLimit)",
      hint: "several lessons make a course")
  }

  private static func text(of bytes: [UInt8], file: String) throws(LessonError) -> String {
    func error(_ message: String, at index: Int) -> LessonError {
      let before = bytes[..<index]
      let line = 1 + before.count { $0 == 0x0A }
      let column = index - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
      return LessonError(
        file: file, position: SourcePosition(line: line, column: column), message: message,
        hint: "a lesson is Markdown in UTF-8")
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw error("this is not a text file: byte \(zero + 1) is 0", at: zero)
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    // The longest valid beginning ends where the fault is.
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var index = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      index += UTF8.width(scalar)
    }
    let byte = bytes.indices.contains(index) ? String(bytes[index], radix: 16).uppercased() : "?"
    throw error(
      "this is not a text in UTF-8: byte \(index + 1) is 0x\(byte)", at: min(index, bytes.count))
  }
}
