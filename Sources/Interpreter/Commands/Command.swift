/// A command as it was typed, its arguments sorted out, ready to run.
struct Command: Sendable {
  let declaration: CommandDeclaration
  let arguments: Arguments
  let statement: Statement

  init(_ statement: Statement) throws(Diagnostic) {
    try statement.checkBrackets()
    var cursor = TokenCursor(statement)
    if let mark = cursor.take("?") {
      declaration = try Commands.command(named: Word(text: "help", range: mark.range))
    } else {
      guard let verb = cursor.takeWord() else {
        throw Diagnostic(
          "a command begins with a word, not with \(cursor.nextDescription)", at: cursor.place,
          hint: Self.meant(by: statement) ?? "help")
      }
      do throws(Diagnostic) {
        declaration = try Commands.command(named: verb)
      } catch {
        var error = error
        if let meant = Self.meant(by: statement) {
          error.hint = meant
          error.suggestion = nil
        }
        throw error
      }
      // seed=42 is as good as seed 42.
      _ = cursor.take("=")
    }
    arguments = try ArgumentParser.arguments(of: declaration, in: statement, after: cursor)
    self.statement = statement
  }

  /// The one command of a line that was composed, not typed.
  init(line: String) throws(Diagnostic) {
    guard let statement = Statement.statements(of: try SourceText(line)).first else {
      throw Diagnostic("a command is missing")
    }
    try self.init(statement)
  }
}

extension Command {
  /// Whether it writes a file, or runs a command that does.
  fileprivate var writesFile: Bool {
    declaration.forms[arguments.form].contains { parameter in
      switch parameter.kind {
      case .newFile: true
      case .command:
        arguments.statement(parameter.name).flatMap { try? Command($0) }?.writesFile ?? false
      default: false
      }
    }
  }

  /// What it does to the session.
  var effect: CommandDeclaration.Effect {
    declaration.listsAlone && statement.tokens.count == 1 ? .looks : declaration.effect
  }

  /// The command that was most likely meant by an expression that stands alone (`print …`), or by
  /// `k = 3` (`let …`) and `l0.bias[0] = 1` (`set …`).
  private static func meant(by statement: Statement) -> String? {
    guard statement.text.utf8.count <= 60 else { return nil }
    if let sign = statement.tokens.firstIndex(where: { $0.isSymbol("=") }), sign > 0,
      let first = statement.tokens[0].word
    {
      let word = Word(text: first, range: statement.tokens[0].range)
      let isSettable = LayerAddress.index(of: word) != nil || word.folded == "lr"
      if isSettable || sign == 1 { return "\(isSettable ? "set" : "let") \(statement.text)" }
      return nil
    }
    let isValue: Bool =
      switch statement.tokens.first?.kind {
      case .number, .symbol("["), .symbol("("): true
      case .word(let text):
        Names.isKnown(Word(text: text, range: statement.range)) && statement.text != "until"
      default: false
      }
    return isValue && (try? Expression(parsing: statement.text)) != nil
      ? "print \(statement.text)" : nil
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
  /// The files that it reads, as they are named.
  public let files: [String]
  /// Whether it writes a file.
  public let writesFile: Bool

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
    // The words of features are columns of data that is not there yet.
    let readsColumns = command.declaration.forms[command.arguments.form].contains {
      $0.kind == .columns
    }
    names =
      readsColumns ? [] : command.arguments.expressionNodes.flatMap(\.freeNames).map(\.text)
    newName = command.declaration.verb == "let" ? command.arguments.word("NAME")?.text : nil
    writesFile = command.writesFile
    files = command.declaration.forms[command.arguments.form].compactMap { parameter in
      parameter.kind == .file ? command.arguments.word(parameter.name)?.text : nil
    }
  }
}
