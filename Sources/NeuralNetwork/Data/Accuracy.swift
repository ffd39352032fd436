/// Which answers count as right.
public enum Accuracy: Sendable, Equatable {
  /// The largest output is the true class's.
  case largest
  /// Each output is on its target's side of a border: targets are 0 and 1, or −1 and 1.
  case sides(border: Float)

  /// The rule for these targets; nil where they are no classes but quantities.
  ///
  /// `readsLogits` says that outputs are scores, whose border is zero.
  public init?(_ targets: Targets, readsLogits: Bool) {
    switch targets {
    case .classes:
      self = .largest
    case .values(let values, _):
      if values.allSatisfy({ $0 == 0 || $0 == 1 }) {
        self = .sides(border: readsLogits ? 0 : 0.5)
      } else if values.allSatisfy({ $0.magnitude == 1 }) {
        self = .sides(border: 0)
      } else {
        return nil
      }
    }
  }

  /// For each sample, whether its output is right. An output that is not a number is wrong.
  public func correct(_ outputs: [Float], _ targets: Targets) -> [Bool] {
    switch (self, targets) {
    case (.largest, .classes(let classes, let count)):
      classes.enumerated().map { row, label in
        let scores = outputs[row * count..<(row + 1) * count]
        let rival = scores.indices.max { scores[$0] < scores[$1] }
        return rival == row * count + Int(label) && !scores.contains { $0.isNaN }
      }
    case (.sides(let border), .values(let values, let width)):
      stride(from: 0, to: values.count, by: max(width, 1)).map { start in
        (start..<start + width).allSatisfy { index in
          values[index] > 0 ? outputs[index] >= border : outputs[index] < border
        }
      }
    default: []
    }
  }
}
