import Interpreter
import Markdown

/// Reads the body of ```` ```gradus check ````.
struct CheckParser {
  static let words = Construct.names(.line, in: "gradus check")

  static func check(in body: FenceBody) throws(LessonError) -> Check {
    var check = Check()
    for line in body.statements {
      let (word, rest) = line.firstWord
      guard words.contains(word) else {
        throw body.source.error(
          "a line of a check begins with require or when, not \"\(word)\"", at: line.position,
          length: word.utf8.count, suggestion: Nearest.word(to: word, among: words))
      }
      guard let (left, words) = rest.splitAtWords, !words.isEmpty else {
        throw body.error(
          word == "require" ? "this goal has no words" : "this feedback has no words", at: line,
          hint: word == "require"
            ? "require layers == 2 -- one hidden layer"
            : "when layers == 1 -- The network is still one line.")
      }
      let predicate = try predicate(left, in: body.source)
      let place = body.source.place(line.position)
      if word == "require" {
        check.requirements.append(.init(predicate: predicate, goal: words, place: place))
      } else {
        check.diagnoses.append(.init(predicate: predicate, feedback: words, place: place))
      }
    }
    guard !check.requirements.isEmpty else {
      throw body.source.error(
        "this check requires nothing", at: body.start,
        hint: "require layers == 2 -- one hidden layer")
    }
    return check
  }

  /// A condition, with an error's place moved from the condition to the file.
  static func predicate(
    _ line: SourceLine, in source: SourceFile
  ) throws(LessonError) -> Predicate {
    Predicate(
      expression: try expression(line, in: source),
      place: SourcePlace(file: source.name, position: line.position))
  }

  static func expression(
    _ line: SourceLine, in source: SourceFile
  ) throws(LessonError) -> Expression {
    guard !line.text.isEmpty else {
      throw source.error("a condition is missing here", at: line.position, length: 0)
    }
    do throws(Diagnostic) {
      return try Expression(parsing: line.text)
    } catch {
      throw source.error(error, in: line)
    }
  }
}

extension SourceFile {
  /// The interpreter's error about `line`, at its place in this file.
  func error(_ diagnostic: Diagnostic, in line: SourceLine) -> LessonError {
    let range = diagnostic.range ?? SourceRange(0, line.text.utf8.count)
    return error(
      diagnostic.message, at: line.position(at: range.lower),
      length: line.length(of: range.lower..<range.upper),
      hint: diagnostic.hint, suggestion: diagnostic.suggestion)
  }
}
