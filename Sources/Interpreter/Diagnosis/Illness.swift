/// One thing that can be wrong with a network or its training, and how it is recognised.
///
/// A new illness is one file in `Illnesses` and one entry in `Illnesses.all`.
struct Illness: Sendable {
  /// What an examination comes to.
  enum Verdict: Sendable {
    case ill(Symptoms)
    /// The numbers that were looked at.
    case well(String)
    /// There is nothing here that could have this illness.
    case absent
  }

  /// Its name: "dead relu".
  let name: String
  /// One sentence: why it harms.
  let meaning: String
  /// Whether it is only named where no other illness explains it.
  let isLastResort: Bool
  /// Illnesses that bring this one with them: where one of them is found, this is not named besides.
  let causes: [String]
  /// Whether a remedy must lower the loss, not only make the symptoms go.
  let mendsByTraining: Bool
  let examine: @Sendable (Evidence) -> Verdict

  init(
    _ name: String, meaning: String, causes: [String] = [], isLastResort: Bool = false,
    mendsByTraining: Bool = false,
    examine: @escaping @Sendable (Evidence) -> Verdict
  ) {
    self.name = name
    self.meaning = meaning
    self.causes = causes
    self.isLastResort = isLastResort
    self.mendsByTraining = mendsByTraining
    self.examine = examine
  }
}

/// What was seen of an illness, and what may help.
struct Symptoms: Sendable {
  var confidence: Diagnosis.Confidence
  /// A sentence each, with numbers.
  var evidence: [String]
  /// Lines to type, the gentlest first. The first that works on a copy of the session is named.
  var remedies: [String]

  init(_ confidence: Diagnosis.Confidence, _ evidence: [String], remedies: [String]) {
    self.confidence = confidence
    self.evidence = evidence
    self.remedies = remedies
  }
}
