import NeuralNetwork

/// What became of a line: the commands that ran, and the error at which it stopped, if any.
public struct Run: Sendable, Equatable {
  /// One command that ran.
  public struct Step: Sendable, Equatable {
    /// As it was typed, without comment.
    public var command: String
    /// The full name of its verb: "forward" where "f" was typed.
    public var verb: String
    /// What it did.
    public var outcome: Outcome
    /// The session then, for the pictures that the outcome asks for.
    public var after: Session
  }

  /// In order; what ran before a failure stays.
  public var steps: [Step] = []
  /// Why it stopped; the command at fault changed nothing.
  public var failure: Diagnostic?
}

extension Session {
  /// Runs the commands of a line, which `;` and line ends separate, and stops at the first that
  /// fails. A command that fails changes nothing.
  public mutating func run(_ line: String, in environment: Environment) -> Run {
    var run = Run()
    let source: SourceText
    do throws(Diagnostic) {
      source = try SourceText(line)
    } catch {
      run.failure = error
      return run
    }
    for statement in Statement.statements(of: source) {
      do throws(Diagnostic) {
        let command = try Command(statement)
        var next = self
        var outcome = try next.perform(command, in: environment)
        if let watched = next.watch(after: command) { outcome.reports.append(watched) }
        self = next
        run.steps.append(
          Run.Step(
            command: statement.text, verb: command.declaration.verb, outcome: outcome, after: self))
        if outcome.quits { return run }
      } catch {
        run.failure = source.locating(error.placed(at: statement.range))
        return run
      }
    }
    return run
  }

  /// Looks at what is watched.
  ///
  /// - Returns: what to say of it; nil where the command has said it, or nothing can have changed.
  private mutating func watch(after command: Command) -> Report? {
    guard command.effect != .looks else { return nil }
    watched = watchedValues
    let isSilent = ["watch", "break", "mark", "quit"].contains(command.declaration.verb)
    return watched.isEmpty || isSilent ? nil : .watched(watched)
  }

  /// Runs one command. Where it throws, the session is to be thrown away.
  mutating func perform(
    _ command: Command, in environment: Environment
  ) throws(Diagnostic) -> Outcome {
    timeline.limit = environment.pastLimit
    let before = moment
    let isChange = command.effect == .changes
    if isChange { timeline.open(before: before) }
    try chargeForCommand()
    var outcome = try command.declaration.run(&self, command.arguments, environment)
    try chargeForCommand()
    try Self.charge(for: outcome)
    if isChange {
      if let end = endWalk(since: before) { outcome.reports.append(end) }
      timeline.close(command.statement.text, after: moment)
    }
    usedVerbs.insert(command.declaration.verb)
    if !["pytorch", "help", "why", "save", "export"].contains(command.declaration.verb) {
      lastCommand = command.statement.text
    }
    return outcome
  }

  /// Any command may look at all that there is.
  private func chargeForCommand() throws(Diagnostic) {
    let numbers = network.parameters.count + (trainingData?.inputs.count ?? 0)
    try Self.charge(Self.leastWork + numbers + Self.workOfLayer * network.layers.count)
  }

  /// What is said is made, kept and shown.
  private static func charge(for outcome: Outcome) throws(Diagnostic) {
    for case .table(let table) in outcome.reports {
      try charge(Self.workOfCell * table.rows.count * max(table.columns.count, 1))
    }
  }

  private static func charge(_ operations: Int) throws(Diagnostic) {
    try Diagnostic.wording { () throws(NetworkError) in try WorkMeter.charge(operations) }
  }

  /// To copy or to look at a layer takes about as long as so many multiply-adds of a large product,
  /// and so does a cell of a table.
  private static let workOfLayer = 2_000
  private static let workOfCell = 10_000

  /// What a command costs that does nothing.
  private static let leastWork = 1_000

  /// The value of an expression: what `print` prints and what a lesson's check requires.
  ///
  /// - Parameter names: names that the caller knows besides, `attempts` for example.
  public func evaluate(
    _ text: String, names: [String: Value] = [:]
  ) throws(Diagnostic) -> Value {
    try evaluate(Expression(parsing: text), names: names)
  }

  /// The value of an expression that is parsed already.
  public func evaluate(
    _ expression: Expression, names: [String: Value] = [:]
  ) throws(Diagnostic) -> Value {
    var evaluator = Evaluator(self, extra: names)
    do throws(Diagnostic) {
      return try evaluator.value(of: expression.node)
    } catch {
      throw error.moved(into: expression)
    }
  }
}
