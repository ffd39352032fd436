/// What came of a sweep: numbers a setting, and a strip with one sign a seed.
public struct SweepReport: Sendable, Equatable {
  /// What came of one training.
  public enum Mark: Sendable, Equatable {
    /// The condition was reached; without one, every training sample is right.
    case solved
    case unsolved
    /// The loss is no number any more.
    case diverged
    /// Where nothing is simply right: how great the loss is, from 0 for the least of all trainings to
    /// `greatestLevel`, by its logarithm.
    case level(Int)
    /// Not done, as the sweep was stopped.
    case missing
  }

  /// How a table may be cut in two.
  public struct Parts: Sendable, Equatable {
    /// The columns that stand in both.
    public var shared: Int
    /// The first column of the second part; as many as there are where there is none.
    public var second: Int

    /// Parts that share the first columns.
    public init(shared: Int, second: Int) {
      self.shared = shared
      self.second = second
    }
  }

  /// The trainings of one setting, a mark a seed.
  public struct Strip: Sendable, Equatable {
    /// "lr=0.1"; empty where nothing but the seed differs.
    public var label: String
    /// In the order of the seeds.
    public var marks: [Mark]

    /// The strip of one setting.
    public init(label: String, marks: [Mark]) {
      self.label = label
      self.marks = marks
    }
  }

  /// A row a setting: how many are solved, and the median, best and worst of loss and accuracy.
  public var table: Table
  /// How many of its columns name the setting, and with which column the second half begins: a narrow
  /// pane shows the two below each other, each with the setting.
  public var parts: Parts
  /// In the order of the table.
  public var strips: [Strip]
  /// What a strip goes through: "seeds 1 to 20".
  public var seeds: String
  /// What `solved` means: "accuracy 100%"; nil where marks are levels.
  public var solved: String?
  /// What else is to be said, a sentence each.
  public var remarks: [String]

  /// The level of the greatest loss.
  public static let greatestLevel = 7

  /// A report of these parts.
  public init(
    table: Table, parts: Parts, strips: [Strip], seeds: String, solved: String?,
    remarks: [String]
  ) {
    self.table = table
    self.parts = parts
    self.strips = strips
    self.seeds = seeds
    self.solved = solved
    self.remarks = remarks
  }
}
