/// What may stand in one place of a command. Parsing, help, completion and the linter read it.
public struct Parameter: Sendable, Equatable {
  /// What kind of thing stands there.
  public enum Kind: Sendable, Equatable {
    /// This word itself: `until`.
    case literal
    /// One of these words.
    case choice([String])
    /// One expression without spaces around its signs: `4`, `2*k`.
    case value
    /// Several of them, side by side: `1 -1`.
    case values
    /// One expression, up to the end or the next key.
    case expression
    /// Expressions with commas between them.
    case expressions
    /// Several of them, of the data's columns: `x y x*y`.
    case columns
    /// A building block and its settings: `linear 4`, `sgd lr=0.5`.
    case block(BlockFamily)
    /// `l0`, or 0.
    case layer
    /// What can be changed: `l0.weight[0,1]`, `lr`.
    case address
    /// A name that does not exist yet, or a variable.
    case newName
    /// The name of a marked moment.
    case mark
    /// The name of a marked moment or of a run, `start` or `now`.
    case moment
    /// A file, in quotes if its name holds a space.
    case file
    /// A file that is written; in quotes, too.
    case newFile
    /// A picture's name.
    case picture(PictureDeclaration.Verb)
    /// A layer or a neuron: `l0`, `l0.n1`.
    case part
    /// What may be explained: `l0.n1`, `l0.weight[2,1].grad`, `loss`.
    case subject
    /// Any word that help knows.
    case topic
    /// Settings with several values each: `lr=0.01,0.1 batch=4,8`; `until` and a condition may follow.
    case grid
    /// A whole command.
    case command
  }

  /// As help shows it: "EPOCHS"; a literal's or a key's own word.
  public var name: String
  /// What kind of thing stands there.
  public var kind: Kind
  /// Whether it is written `name=…`.
  public var isKeyed: Bool
  /// Whether it may be left out.
  public var isOptional: Bool
  /// One line with unit and default.
  public var summary: String

  /// A parameter in its place in the line.
  public init(
    _ name: String, _ kind: Kind, optional isOptional: Bool = false, _ summary: String = ""
  ) {
    self.name = name
    self.kind = kind
    isKeyed = false
    self.isOptional = isOptional
    self.summary = summary
  }

  /// A parameter that is written `name=…`, anywhere in the line.
  public static func keyed(
    _ name: String, _ kind: Kind, optional isOptional: Bool = true, _ summary: String
  ) -> Self {
    var parameter = Self(name, kind, optional: isOptional, summary)
    parameter.isKeyed = true
    return parameter
  }

  /// "[max=N]", "EPOCHS", "until"
  public var usage: String {
    let plain: String =
      switch kind {
      case .literal: name
      case .choice(let words): words.joined(separator: "|")
      case .values, .columns: "\(name) …"
      case .grid: "SETTING=A,B,… …"
      case .expressions: "\(name), …"
      case .block: "\(name) [SETTINGS]"
      default: name
      }
    let written = isKeyed ? "\(name)=\(placeholder)" : plain
    return isOptional ? "[\(written)]" : written
  }

  private var placeholder: String {
    switch kind {
    case .file: "FILE"
    case .newName: "NAME"
    case .layer: "LAYER"
    case .choice(let words): words.joined(separator: "|")
    case .expression: name == "until" ? "CONDITION" : "[[…]]"
    case .values: "N|A,B,…"
    default: "N"
    }
  }
}
