/// What many learners did in their lessons, for whoever teaches them: step by step, and what they
/// reached that the lesson had nothing to say to.
///
/// It counts learners and knows none of them: a journal holds no name, and the report none of its
/// lines but the signatures of wrong states.
public struct ClassReport: Sendable, Equatable {
  /// One step of one lesson.
  public struct Step: Sendable, Equatable {
    /// Its id.
    public var id: String
    /// Who began it, by how it ended for them first.
    public var endings: [StepHistory.Ending: Int] = [:]
    /// How many learners began it.
    public var learners = 0
    /// How many asked for a hint.
    public var askedForHints = 0
    /// Of those who ended it.
    fileprivate(set) var tries: [Int] = []
    fileprivate(set) var seconds: [Double] = []
    fileprivate var clusters: [String: Cluster] = [:]

    /// Tries of the learner in the middle.
    public var medianTries: Double { tries.map(Double.init).median }
    /// Seconds of the learner in the middle.
    public var medianSeconds: Double { seconds.median }
    /// The wrong states that no `when` answered, those of most learners first.
    public var unanswered: [Cluster] {
      clusters.values.sorted {
        ($1.learners, $1.times, $0.signature) < ($0.learners, $0.times, $1.signature)
      }
    }
  }

  /// Wrong states that are wrong in the same way.
  public struct Cluster: Sendable, Equatable {
    /// What a `when` would ask for.
    public var signature: String
    /// How many learners came there.
    public var learners = 0
    /// How often they did.
    public var times = 0
  }

  /// One lesson.
  public struct Lesson: Sendable, Equatable {
    /// Its id.
    public var id: String
    /// How many learners opened it.
    public var learners = 0
    /// How many came to its end.
    public var finished = 0
    /// In the order of the learner who was first; see `ordered`.
    public var steps: [Step] { list.elements }
    fileprivate var list = KeyedList<String, Step>()
  }

  /// How many journals were read.
  public private(set) var journals = 0
  /// How many records they have.
  public private(set) var records = 0
  /// Lines of them that were damaged.
  public private(set) var damagedLines = 0
  /// Journals of a newer Gradus, of which only what is understood is counted.
  public private(set) var newerJournals = 0
  /// Files in which there was no record, and which are counted as nobody's.
  public private(set) var emptyJournals = 0
  /// In the order in which they were met.
  public var lessons: [Lesson] { list.elements }
  private var list = KeyedList<String, Lesson>()

  /// A report of nobody.
  public init() {}

  /// Counts one learner.
  public mutating func add(_ journal: Journal) {
    if journal.records.isEmpty, journal.newerVersion == nil {
      emptyJournals += 1
      return
    }
    journals += 1
    records += journal.records.count
    damagedLines += journal.damage.count
    if journal.newerVersion != nil { newerJournals += 1 }
    for history in LessonHistory.all(of: journal.records.filter { !$0.isReview }) {
      list.change(history.lesson, orNew: Lesson(id: history.lesson)) { $0.add(history) }
    }
  }
}

extension ClassReport.Lesson {
  fileprivate mutating func add(_ history: LessonHistory) {
    learners += 1
    if history.timesFinished > 0 { finished += 1 }
    for step in history.steps {
      list.change(step.step, orNew: ClassReport.Step(id: step.step)) { $0.add(step) }
    }
  }

  /// The steps as the lesson has them, and then those that it has no more.
  public func ordered(by ids: [String]) -> [ClassReport.Step] {
    let known = ids.compactMap { list[$0] }
    return known + steps.filter { !ids.contains($0.id) }
  }
}

extension ClassReport.Step {
  fileprivate mutating func add(_ history: StepHistory) {
    learners += 1
    if history.hints > 0 { askedForHints += 1 }
    if let ending = history.ending {
      endings[ending, default: 0] += 1
      if ending != .read, ending != .skipped { tries.append(history.tries) }
      if ending != .skipped { seconds.append(history.seconds) }
    }
    var met = Set<String>()
    for wrong in history.wrong where !wrong.isAnswered {
      var cluster = clusters[wrong.signature] ?? .init(signature: wrong.signature)
      cluster.times += 1
      if met.insert(wrong.signature).inserted { cluster.learners += 1 }
      clusters[wrong.signature] = cluster
    }
  }
}

extension [Double] {
  /// The one in the middle, or between the two there; 0 where there are none.
  var median: Double {
    let sorted = sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
