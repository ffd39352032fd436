/// How well a learner foretells what comes: how many guesses came true, and whether they came true
/// as often as the learner was sure that they would.
public struct Foresight: Sendable, Equatable {
  /// One guess.
  public struct Guess: Sendable, Equatable {
    /// Whether it came true.
    public var isRight: Bool
    /// How sure the learner was, 0 to 1, where that was said.
    public var confidence: Double?

    /// A guess that came true or not.
    public init(isRight: Bool, confidence: Double? = nil) {
      self.isRight = isRight
      self.confidence = confidence
    }
  }

  /// In the order in which they were made.
  public var guesses: [Guess]

  /// A record of these guesses.
  public init(_ guesses: [Guess] = []) {
    self.guesses = guesses
  }

  /// All guesses among records, of one lesson or of many.
  public init(of records: [JournalRecord]) {
    guesses = records.compactMap { record in
      guard case .foretold(_, _, let isRight, let confidence) = record.event else { return nil }
      return Guess(isRight: isRight, confidence: confidence)
    }
  }

  /// How many came true.
  public var rightCount: Int { guesses.count { $0.isRight } }

  /// Of the guesses with a confidence: how sure the learner was and how often the guess came true,
  /// both on average, 0 to 1. Who is well calibrated has the two alike.
  public var calibration: (count: Int, confidence: Double, right: Double)? {
    let stated = guesses.compactMap { guess in
      guess.confidence.map { (confidence: $0, isRight: guess.isRight) }
    }
    guard !stated.isEmpty else { return nil }
    let count = Double(stated.count)
    return (
      stated.count, stated.reduce(0) { $0 + $1.confidence } / count,
      Double(stated.count { $0.isRight }) / count
    )
  }

  /// "2 of 3 guesses came true. You were 80% sure on average, and right in 67%."; nil without any.
  public var sentence: String? {
    guard !guesses.isEmpty else { return nil }
    var text =
      guesses.count == 1
      ? (rightCount == 1 ? "Your guess came true." : "Your guess did not come true.")
      : "\(rightCount) of \(guesses.count) guesses came true."
    if let (count, confidence, right) = calibration, count > 1 {
      let (sure, hit) = (Self.percent(confidence), Self.percent(right))
      text += " You were \(sure) sure on average, and right in \(hit)."
    }
    return text
  }

  private static func percent(_ part: Double) -> String { "\(Int((part * 100).rounded()))%" }
}
