import Interpreter
public import NeuralNetwork

/// What a lesson's own commands and conditions may do: so much, counted in operations and bytes, that
/// a good lesson comes nowhere near it, and so little that one which loops or grows is soon stopped,
/// at the same place on every machine. What a learner types has no budget.
public enum LessonBudget {
  /// From the beginning of a lesson to its end; at the prompt, from one line that is typed to the
  /// next.
  public static let operations = 50_000_000_000
  /// For one network, one batch or one data set.
  public static let bytes = 512 << 20
  /// All files that a lesson includes, together.
  static let includedBytes = 4 << 20
  /// Who takes each way through a lesson may do as much as this many lessons.
  static let ways = 10

  /// A meter that allows as much; under another one, what is done counts for that one too.
  public static func meter() -> WorkMeter { WorkMeter(operations: operations, bytes: bytes) }

  /// For a look at what a learner has made, which may be as large as the learner's computer allows.
  static func meterOfCondition() -> WorkMeter {
    WorkMeter(operations: operations, bytes: max(bytes, MemoryLimit.standard))
  }

  /// For whoever takes each way through a lesson: what goes beyond the budget once would do so on
  /// every other way, so that the first time is the last.
  static func meterOfTest() -> WorkMeter {
    WorkMeter(operations: operations * ways, bytes: bytes, endsAtExcess: true)
  }
}

extension Session {
  /// Runs commands of a lesson within its budget.
  mutating func run(
    _ line: String, in environment: Environment, within meter: WorkMeter
  ) -> Run {
    meter.measuring { run(line, in: environment) }
  }
}
