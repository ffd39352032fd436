/// A reader of something that comes from outside, fed with any bytes at all.
///
/// Each one ends without a word where it is well; where it is not, a precondition of the program or
/// one of those here stops it. `make fuzz` feeds them for long with libFuzzer, which knows which way
/// the program took; the tests feed them their corpus and changes of it.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A lesson: parsed, played with anything, drawn.
  case lesson
  /// The YAML at the top of a lesson.
  case frontMatter = "front-matter"
  /// A condition, as a lesson's check has it.
  case predicate
  /// Lines at the prompt.
  case command
  /// A table of samples.
  case csv
  /// Arrays of numbers in NumPy's formats, IDX, and packed by gzip.
  case arrays
  /// Weights of a network, as safetensors.
  case weights
  /// What was done before.
  case journal

  /// Reads the bytes.
  public func run(_ bytes: [UInt8]) {
    World.metered { read(bytes) }
  }

  private func read(_ bytes: [UInt8]) {
    switch self {
    case .lesson: LessonFuzz.run(bytes)
    case .frontMatter:
      let front = Array("---\nlesson: a\nformat: 1\ntitle: A\n".utf8)
      LessonFuzz.run(front + bytes + Array("\n---\n\n# A\n\n{{a}} text {{b}}\n".utf8))
    case .predicate: CommandFuzz.evaluate(bytes)
    case .command: CommandFuzz.run(bytes)
    case .csv: DataFuzz.load(bytes, named: "t.csv")
    case .arrays: DataFuzz.load(bytes, named: "t.npz")
    case .weights: WeightsFuzz.run(bytes)
    case .journal: JournalFuzz.run(bytes)
    }
  }
}
