/// A command as it was typed, its arguments sorted out, ready to run.
struct Command: Sendable {
  let declaration: CommandDeclaration
  let arguments: Arguments
  let statement: Statement

  init(_ statement: Statement) throws(Diagnostic) {
    try statement.checkBrackets()
    var cursor = TokenCursor(statement)
    guard let verb = cursor.takeWord() else {
      throw Diagnostic(
        "a command begins with a word, not with \(cursor.nextDescription)", at: cursor.place,
        hint: "help")
    }
    declaration = try Commands.command(named: verb)
    arguments = try ArgumentParser.arguments(of: declaration, in: statement, after: cursor)
    self.statement = statement
  }
}

/// A command of a script as the linter sees it: parsed and not run.
public struct ParsedCommand: Sendable, Equatable {
  /// The full name of its verb.
  public let verb: String
  /// As it was typed.
  public let text: String
  /// Names that its expressions use and that `let` must have made.
  public let names: [String]
  /// The name that it makes, if it is a `let`.
  public let newName: String?

  /// Parses the commands of a text and runs none of them.
  ///
  /// - Throws: what is wrong with the first one that cannot be parsed.
  public static func commands(in text: String) throws(Diagnostic) -> [ParsedCommand] {
    let source = try SourceText(text)
    do throws(Diagnostic) {
      var parsed: [ParsedCommand] = []
      for statement in Statement.statements(of: source) {
        parsed.append(Self(try Command(statement)))
      }
      return parsed
    } catch {
      throw source.locating(error)
    }
  }

  private init(_ command: Command) {
    verb = command.declaration.verb
    text = command.statement.text
    names = command.arguments.expressionNodes.flatMap(\.freeNames).map(\.text)
    newName = command.declaration.verb == "let" ? command.arguments.word("NAME")?.text : nil
  }
}
