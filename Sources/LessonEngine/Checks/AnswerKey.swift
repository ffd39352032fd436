package import Interpreter

/// The right answers to a question, and what is said to some wrong ones.
package struct AnswerKey: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case number(NumberKey)
    case text(TextKey)
    case order(OrderKey)
    case shape(ShapeKey)
  }

  package var kind: Kind
}

/// `2.75 +- 0.005`, then `when 2.5 +- 0.005 -- …`.
package struct NumberKey: Sendable, Equatable {
  package enum Target: Sendable, Equatable {
    case value(Double, Tolerance)
    case interval(ClosedRange<Double>)
    /// Worked out on the live network, so that the key cannot go stale.
    case computed(Expression, Tolerance, SourcePlace)
  }

  package enum Tolerance: Sendable, Equatable {
    case absolute(Double)
    /// Of the right value.
    case relative(Double)
  }

  package struct Response: Sendable, Equatable {
    package var target: Target
    package var feedback: String
    package var place: SourcePlace
  }

  package var target: Target
  /// As the right answer is shown: the number or the expression alone.
  package var responses: [Response] = []
}

/// One accepted form a line, then `when FORM -- …`.
package struct TextKey: Sendable, Equatable {
  package struct Response: Sendable, Equatable {
    package var form: String
    package var feedback: String
    package var place: SourcePlace
  }

  package var forms: [String]
  package var responses: [Response] = []

  /// Case, quotes around and the number of spaces make no difference.
  package static func folded(_ text: String) -> String {
    text.lowercased().split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "'" })
      .joined(separator: " ")
  }
}

/// One line each in their right order, then `when A before B -- …`.
package struct OrderKey: Sendable, Equatable {
  /// Said where `first` was put somewhere before `second`.
  package struct Response: Sendable, Equatable {
    /// Indices in `lines`.
    package var first: Int
    package var second: Int
    package var feedback: String
    package var place: SourcePlace
  }

  package var lines: [String]
  package var responses: [Response] = []
}

/// `(4, 2)`, then `when (2, 4) -- …`.
package struct ShapeKey: Sendable, Equatable {
  package struct Response: Sendable, Equatable {
    package var shape: [Int]
    package var feedback: String
    package var place: SourcePlace
  }

  package var shape: [Int]
  package var responses: [Response] = []

  /// "(4, 2)", "4x2", "4 × 2", "[4, 2]", "4 2": nil where it is no list of whole numbers.
  package static func shape(in text: String) -> [Int]? {
    let separators: Set<Character> = [" ", ",", "x", "X", "×", "*", "(", ")", "[", "]", "\t"]
    let words = text.split(whereSeparator: separators.contains)
    let numbers = words.compactMap { Int($0) }
    return numbers.isEmpty || numbers.count != words.count || numbers.contains { $0 < 0 }
      ? nil : numbers
  }
}

extension NumberKey.Tolerance {
  /// Whether `answer` is close enough to `value`. Two infinities of one sign are.
  func accepts(_ answer: Double, for value: Double) -> Bool {
    if answer == value { return true }
    let allowed =
      switch self {
      case .absolute(let distance): distance
      case .relative(let part): part * abs(value)
      }
    // The last bit of a decimal fraction is not the learner's fault: 0.3 +- 0.1 accepts 0.2.
    return abs(answer - value) <= allowed * (1 + 1e-9) + abs(value) * 1e-12
  }
}
