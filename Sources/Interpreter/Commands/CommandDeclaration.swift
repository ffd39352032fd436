/// A command: its words, its help, its example, the same in PyTorch, and what it does.
///
/// Parsing, `help`, completion, the reference page and the linter all read this. A new command is
/// one file in this folder and one entry in `Commands.all`.
public struct CommandDeclaration: Sendable {
  /// What a command is for; help lists commands by it.
  public enum Purpose: String, Sendable, CaseIterable {
    case build
    case data
    case configure
    case walk
    case train
    case look
    case draw
    case time
    case files
    case other
  }

  /// What a command does to the session.
  public enum Effect: Sendable {
    /// Changes it: one step that `undo` takes back.
    case changes
    /// Leaves it as it is.
    case looks
    /// Moves in time, or runs another command.
    case travels
  }

  /// The full name, as it is typed.
  public let verb: String
  /// Other names.
  public let aliases: [String]
  /// Under which heading help lists it.
  public let purpose: Purpose
  /// What it does to the session.
  public let effect: Effect
  /// Whether it changes nothing where its verb stands alone: it lists then.
  public let listsAlone: Bool
  /// One line.
  public let summary: String
  /// Each way in which it can be written.
  public let forms: [[Parameter]]
  /// What else is good to know, a sentence each.
  public let notes: [String]
  /// A line that works once `setup` has run; a test runs both.
  public let example: String
  /// What must stand before the example.
  public let setup: String
  /// The same in PyTorch.
  public let pytorch: String
  let run: @Sendable (inout Session, Arguments, Environment) throws(Diagnostic) -> Outcome

  init(
    _ verb: String, aliases: [String] = [], purpose: Purpose, effect: Effect,
    listsAlone: Bool = false, summary: String,
    forms: [[Parameter]] = [[]], notes: [String] = [], example: String, setup: String = "",
    pytorch: String,
    run: @escaping @Sendable (inout Session, Arguments, Environment) throws(Diagnostic) -> Outcome
  ) {
    self.verb = verb
    self.aliases = aliases
    self.purpose = purpose
    self.effect = effect
    self.listsAlone = listsAlone
    self.summary = summary
    self.forms = forms
    self.notes = notes
    self.example = example
    self.setup = setup
    self.pytorch = pytorch
    self.run = run
  }

  /// "train [EPOCHS] [epochs|steps]", one for each form.
  public var usages: [String] {
    forms.map { form in ([verb] + form.map(\.usage)).joined(separator: " ") }
  }
}
