/// Which answers count as right.
public enum Accuracy: Sendable, Equatable {
  /// The largest output is the true class's, or the likeliest one's.
  case largest
  /// Each output is on its target's side of a border: targets are 0 and 1, or −1 and 1.
  case sides(border: Float)

  /// The rule for these targets; nil where they are no classes but quantities.
  ///
  /// The loss says whether outputs are scores, whose border is zero, and whether they are for one
  /// choice.
  public init?(_ targets: Targets, loss: (any Loss)?) {
    switch targets {
    case .classes:
      self = .largest
    case .values where loss?.choosesClass == true:
      self = .largest
    case .values(let values, _):
      if values.allSatisfy({ $0 == 0 || $0 == 1 }) {
        self = .sides(border: loss?.readsLogits == true ? 0 : 0.5)
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
        Self.chooses(Int(label), outputs[row * count..<(row + 1) * count])
      }
    case (.largest, .values(let values, let width)):
      stride(from: 0, to: values.count, by: max(width, 1)).map { start in
        let likely = (start..<start + width).max { values[$0] < values[$1] } ?? start
        return Self.chooses(likely - start, outputs[start..<start + width])
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

  /// Whether the greatest score is that one's.
  private static func chooses(_ index: Int, _ scores: ArraySlice<Float>) -> Bool {
    let rival = scores.indices.max { scores[$0] < scores[$1] }
    return rival == scores.startIndex + index && !scores.contains { $0.isNaN }
  }
}
