extension Commands {
  static let time = CommandDeclaration(
    "time", purpose: .time, effect: .travels,
    summary: "runs a command and says how long it took",
    forms: [[Parameter("COMMAND", .command, "any other command")]],
    example: "time train 5",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "start = time.perf_counter(); optimizer.step(); print(time.perf_counter() - start)"
  ) { session, arguments, environment throws(Diagnostic) in
    guard let statement = arguments.statement("COMMAND") else { return Outcome() }
    let command = try Command(statement)
    guard command.declaration.verb != "time" else {
      throw Diagnostic("time takes another command", at: statement.range)
    }
    let started = environment.now()
    var outcome = try session.perform(command, in: environment)
    outcome.reports.append(.note("it took \((environment.now() - started).text)"))
    return outcome
  }
}

extension Duration {
  /// "12 ms", "3.4 s"
  fileprivate var text: String {
    let seconds = self / .seconds(1)
    if seconds < 0.001 { return "\(NumberText.decimal(seconds * 1e6, digits: 0)) microseconds" }
    if seconds < 1 { return "\(NumberText.decimal(seconds * 1e3, digits: 1)) ms" }
    return "\(NumberText.decimal(seconds, digits: 2)) s"
  }
}
