import NeuralNetwork

/// What can differ between two moments beside the weights, always the same facts in the same order.
extension Moment {
  typealias Fact = (name: String, value: String)

  /// What `diff` compares.
  var facts: [Fact] {
    [
      ("step", String(training.step)), ("epoch", String(training.cursor.epoch)),
      ("loss value", knownLoss.map { NumberText.decimal($0) } ?? ""),
    ] + settings + [("names", variables.keys.sorted().joined(separator: " "))]
  }

  /// What was chosen: how it is trained, on what.
  var settings: [Fact] {
    func count(_ data: Dataset?) -> String { data.map { "\($0.name) \($0.count)" } ?? "none" }
    return [
      ("loss", training.loss?.label ?? "none"), ("optimizer", training.optimizer.label),
      ("lr in force", NumberText.brief(learningRate)),
      ("schedule", schedule?.label ?? "none"),
      ("frozen", freezing.layers.map { "l\($0)" }.joined(separator: " ")),
      ("mode", mode == .training ? "train" : "eval"),
      ("batch", batchSize.map { String($0) } ?? "all samples"),
      ("data", count(data?.train)), ("held out", count(data?.test)), ("seed", String(seed)),
    ]
  }

  /// A row for each fact that differs.
  func differences(from other: Moment, in facts: (Moment) -> [Fact]) -> [[String]] {
    zip(facts(self), facts(other)).filter { $0.value != $1.value }
      .map { [$0.name, $0.value, $1.value] }
  }
}
