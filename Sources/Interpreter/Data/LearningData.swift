import NeuralNetwork

/// The samples: as they were loaded, parted into those to learn from and those held out, and as the
/// network reads them, after feature expressions and standardisation.
struct LearningData: Sendable, Equatable {
  /// As it was loaded or made, before a split.
  private(set) var whole: Dataset
  /// Samples that came in a file of their own and are held out.
  private let heldOut: Dataset?
  private var parts: Parts?
  /// What is made of the columns.
  private(set) var features: FeatureExpressions?
  /// Whether each input is brought to mean 0 and deviation 1.
  private(set) var isStandardised = false
  /// How often noise was added, so that no two draws are the same.
  private(set) var noiseCount = 0

  /// The samples to learn from, as they were loaded.
  private(set) var rawTrain: Dataset
  /// The samples held out, as they were loaded.
  private(set) var rawTest: Dataset?
  /// The samples to learn from, as the network reads them.
  private(set) var train: Dataset
  /// The samples held out, as the network reads them.
  private(set) var test: Dataset?
  /// Means and deviations of the samples to learn from, where they are standardised.
  private(set) var standardization: Standardization?

  private struct Parts: Equatable {
    var train: [Int]
    var test: [Int]
  }

  init(_ whole: Dataset, test: Dataset? = nil) {
    self.whole = whole
    heldOut = test
    rawTrain = whole
    rawTest = test
    train = whole
    self.test = test
  }

  /// Adds the samples' arrays.
  func list(in held: inout HeldArrays) {
    for set in [whole, heldOut, rawTrain, rawTest, train, test] { set?.list(in: &held) }
    if let parts {
      held.add(parts.train)
      held.add(parts.test)
    }
  }

  /// Holds the samples at `test` out.
  mutating func part(train: [Int], test: [Int]) throws(Diagnostic) {
    parts = Parts(train: train, test: test)
    try prepare()
  }

  /// Makes these features of the columns, or none.
  mutating func setFeatures(_ features: FeatureExpressions?) throws(Diagnostic) {
    self.features = features
    try prepare()
  }

  /// Standardises by the samples to learn from, or leaves them as they are.
  mutating func setStandardised(_ isStandardised: Bool) throws(Diagnostic) {
    self.isStandardised = isStandardised
    try prepare()
  }

  /// Puts the samples in another order. A split made before is undone.
  mutating func shuffle(seed: UInt64) throws(Diagnostic) {
    whole = whole.shuffled(seed: seed)
    parts = nil
    try prepare()
  }

  /// Adds noise to every input of the samples that were loaded together.
  mutating func addNoise(deviation: Double, seed: UInt64) throws(Diagnostic) {
    var generator = MersenneTwister(seed: seed &+ UInt64(noiseCount))
    let noise = generator.normal(whole.inputs.count, mean: 0, deviation: Float(deviation))
    whole = whole.replacingInputs(zip(whole.inputs, noise).map { $0 + $1 })
    noiseCount += 1
    try prepare()
  }

  /// Learns from these of the samples to learn from, in this order, some of them several times.
  mutating func resample(_ order: [Int]) throws(Diagnostic) {
    let present = parts?.train ?? Array(0..<whole.count)
    if parts == nil, heldOut != nil {
      rawTrain = rawTrain.subset(order)
      train = train.subset(order)
      return
    }
    parts = Parts(train: order.map { present[$0] }, test: parts?.test ?? [])
    try prepare()
    if parts?.test.isEmpty == true {
      rawTest = nil
      test = nil
    }
  }

  /// The same, with at most so many samples to learn from and none held out: to try something on.
  func reduced(to most: Int) -> LearningData {
    var reduced = self
    reduced.train = train.evenly(most)
    reduced.test = nil
    return reduced
  }

  private mutating func prepare() throws(Diagnostic) {
    rawTrain = parts.map { whole.subset($0.train) } ?? whole
    rawTest = parts.map { whole.subset($0.test) } ?? heldOut
    train = rawTrain
    test = rawTest
    if let features {
      train = try features.applied(to: train)
      if let held = test { test = try features.applied(to: held) }
    }
    standardization = isStandardised ? Standardization(fitting: train) : nil
    if let standardization {
      train = standardization.applied(to: train)
      test = test.map { standardization.applied(to: $0) }
    }
  }

  /// Inputs from elsewhere, [samples × columns as they were loaded], as the network reads them.
  func prepared(_ inputs: [Float]) throws(Diagnostic) -> [Float] {
    var inputs = inputs
    if let features {
      inputs = try features.values(of: inputs, width: rawTrain.inputShape.count)
    }
    return standardization?.applied(to: inputs) ?? inputs
  }

  /// Whether the network reads something else than what was loaded.
  var isPrepared: Bool { features != nil || isStandardised }
}
