extension Commands {
  static let compare = CommandDeclaration(
    "compare", purpose: .time, effect: .looks,
    summary: "puts two moments or runs beside each other: settings, results, curves in one plot",
    forms: [
      [
        Parameter(
          "FIRST", .moment, optional: true, "a mark, a run, or start; the last run but one"),
        Parameter("SECOND", .moment, optional: true, "a mark, a run, or now; now"),
      ]
    ],
    notes: [
      "A run is a training from its first step to its last, until weights are drawn anew or layers come "
        + "or go; history names them run1, run2. A mark is what mark NAME has named.",
      "compare alone takes the last two runs. diff says which weights moved.",
    ],
    example: "compare run1 run2",
    setup:
      "seed 1; input 2; add linear 1; add sigmoid; loss bce; data xor; train 5; init; set lr 1; "
      + "train 5",
    pytorch:
      "plt.plot(losses_of_run1); plt.plot(losses_of_run2, linestyle=\"dashed\")  # matplotlib"
  ) { session, arguments, _ throws(Diagnostic) in
    let (first, second) = try session.comparedMoments(
      arguments.word("FIRST"), arguments.word("SECOND"), at: arguments.statement.range)
    return Outcome(MomentComparison(first: first, second: second).reports)
  }
}

extension Session {
  typealias NamedMoment = (name: String, moment: Moment)

  /// The two moments that these words name: without a second one, what the first is compared with is
  /// now; without both, they are the last two runs.
  func comparedMoments(
    _ first: Word?, _ second: Word?, at range: SourceRange
  ) throws(Diagnostic) -> (NamedMoment, NamedMoment) {
    if let first {
      let before = try moment(named: first)
      let after = try second.map { word throws(Diagnostic) in try moment(named: word) }
      return (before, after ?? ("now", moment))
    }
    let runs = runs.suffix(2).map { ("run\($0.number)", $0.moment) }
    guard runs.count == 2 else {
      throw Diagnostic(
        runs.isEmpty
          ? "nothing has been trained yet: there is nothing to compare"
          : "there is one run only, and compare takes two",
        at: range,
        hint: runs.isEmpty ? "train 20; init; train 20; compare" : "init; train 20; compare")
    }
    return (runs[0], runs[1])
  }
}
