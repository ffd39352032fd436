/// What `why` found: illnesses with their evidence, and what was looked at and is well.
public struct Diagnosis: Sendable, Equatable {
  /// How sure a finding is.
  public enum Confidence: Int, Sendable, Comparable, CaseIterable {
    /// Seen often together with such numbers.
    case possible
    /// The numbers leave little else.
    case likely
    /// It follows from the numbers.
    case certain

    /// Whether `a` is less sure.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// "certain", "likely", "possible"
    public var word: String { "\(self)" }
  }

  /// One illness that was found.
  public struct Finding: Sendable, Equatable {
    /// The illness: "dead relu".
    public var name: String
    /// How sure it is.
    public var confidence: Confidence
    /// What was seen, with numbers, a sentence each.
    public var evidence: [String]
    /// Why it harms, in one sentence.
    public var meaning: String
    /// The line to type.
    public var remedy: String
    /// What the remedy did to a copy of the session; nil where it was not tried.
    public var effect: String?
  }

  /// Something that was looked at, and is well.
  public struct Healthy: Sendable, Equatable {
    /// The illness that is not there.
    public var name: String
    /// The numbers that say so.
    public var numbers: String
  }

  /// What was examined: "2→4→1 after 500 steps, on 4 samples".
  public var subject: String
  /// The surest first.
  public var findings: [Finding]
  /// In the order of `Illnesses.all`.
  public var healthy: [Healthy]
}
