import NeuralNetwork

/// What is said of a training that went astray, and the ways out: the same words behind `train` and in
/// `why`.
enum Advice {
  /// What brings inputs to the size of 1.
  static let scaleInputs = "standardise"

  /// "set lr 0.05"
  static func setRate(_ rate: Double) -> String { "set lr \(rateText(rate))" }

  /// "l0.weight grew from 0.7 to 2.9e+12"
  static func growth(of name: String, from before: String, to after: String) -> String {
    "\(name) grew from \(before) to \(after)"
  }

  /// What most likely made a training diverge, and what to type.
  static func divergence(rate: Double) -> String {
    "lr \(NumberText.brief(rate)) is most likely too large: try \(setRate(rate / 10)), or an "
      + "optimizer with clip_norm=1"
  }

  /// The same where the inputs are large.
  static func divergence(largestInput: String) -> String {
    "the inputs are as large as \(largestInput): \(scaleInputs) brings them to about 1"
  }

  /// Two figures, as a learner would type it.
  static func rateText(_ rate: Double) -> String {
    guard rate > 0, rate.isFinite else { return "0.1" }
    var unit = 1.0
    while rate / unit >= 10 { unit *= 10 }
    while rate / unit < 1 { unit /= 10 }
    let figures = (rate / unit * 10).rounded()
    // Divided and not multiplied, so that 0.3 is written 0.3.
    return SettingValue.number(unit >= 1 ? figures * (unit / 10) : figures / (10 / unit)).text
  }
}
