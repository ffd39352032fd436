/// One attempt to read a text as a pattern has it: from the left to the right, and where that fails,
/// back to the last `...`, which then stands for more.
///
/// Patterns come from lesson files, which may be anybody's. What a `<name>` stands for can make it take
/// for ever to say no, so that the steps are counted: a pattern that needs more does not match. One
/// without names is never near that: as soon as a later `...` is reached, no other reading of the ones
/// before can do better, and they are let go.
struct OutputMatch {
  /// Where to go on if what follows a `...` does not match.
  private struct Choice {
    /// Behind the `...`.
    var expected: Int
    /// Up to where it reaches now.
    var actual: Int
    var coversLines: Bool
    /// How many names had been bound.
    var boundCount: Int
  }

  static let stepLimit = 1_000_000

  private let expected: [OutputPattern.Token]
  private let actual: [OutputPattern.Token]
  private(set) var captures: [String: OutputPattern.Token]
  private(set) var stepsLeft: Int
  private let limit: Int
  /// The names in the order in which they were bound.
  private var bound: [String] = []
  private var choices: [Choice] = []

  init(
    _ expected: [OutputPattern.Token], _ actual: [OutputPattern.Token],
    captures: [String: OutputPattern.Token], stepLimit: Int
  ) {
    self.expected = expected
    self.actual = actual
    self.captures = captures
    stepsLeft = stepLimit
    limit = stepLimit
  }

  mutating func succeeds() -> Bool {
    // To read both once is no search.
    stepsLeft += expected.count + actual.count
    defer { stepsLeft = max(0, min(limit, stepsLeft)) }
    var (place, other) = (0, 0)
    while stepsLeft > 0 {
      stepsLeft -= 1
      if place == expected.count, other == actual.count { return true }
      if place < expected.count, let next = end(of: place, at: other) {
        (place, other) = (place + 1, next)
      } else if let choice = retreat() {
        (place, other) = (choice.expected, choice.actual)
      } else {
        return false
      }
    }
    return false
  }

  /// Where the text goes on behind what the word of the pattern stands for; nil where it does not.
  private mutating func end(of place: Int, at other: Int) -> Int? {
    switch expected[place] {
    case .anyLines:
      letGo { _ in true }
      choices.append(
        Choice(
          expected: place + 1, actual: other, coversLines: true, boundCount: bound.count))
      return other
    case .anything:
      letGo { !$0.coversLines }
      choices.append(
        Choice(
          expected: place + 1, actual: other, coversLines: false, boundCount: bound.count))
      return other
    case .lineEnd:
      guard other < actual.count, actual[other] == .lineEnd else { return nil }
      // Whatever a `...` of this line stands for, it ends here.
      letGo { !$0.coversLines }
      return other + 1
    case .capture(let name):
      guard other < actual.count, actual[other] != .lineEnd else { return nil }
      if let known = captures[name] { return known == actual[other] ? other + 1 : nil }
      captures[name] = actual[other]
      bound.append(name)
      return other + 1
    case let word:
      return other < actual.count && Self.isMet(word, by: actual[other]) ? other + 1 : nil
    }
  }

  /// Forgets choices since which no name was bound.
  private mutating func letGo(where isNeedless: (Choice) -> Bool) {
    while let last = choices.last, last.boundCount == bound.count, isNeedless(last) {
      choices.removeLast()
    }
  }

  /// Lets the last `...` stand for more, and unbinds what was bound since.
  private mutating func retreat() -> Choice? {
    while var choice = choices.popLast() {
      while bound.count > choice.boundCount { captures[bound.removeLast()] = nil }
      guard choice.actual < actual.count else { continue }
      if choice.coversLines {
        let end = actual[choice.actual...].firstIndex(of: .lineEnd) ?? actual.count - 1
        stepsLeft -= end - choice.actual
        choice.actual = end + 1
      } else {
        guard actual[choice.actual] != .lineEnd else { continue }
        choice.actual += 1
      }
      choices.append(choice)
      return choice
    }
    return nil
  }

  private static func isMet(
    _ wanted: OutputPattern.Token, by found: OutputPattern.Token
  ) -> Bool {
    switch (wanted, found) {
    case (.number(let wanted, let digits?, _), .number(let found, _, _)):
      var unit = 0.5
      for _ in 0..<min(abs(digits), 400) { unit *= digits < 0 ? 10 : 0.1 }
      return abs(found - wanted) <= unit * (1 + 1e-9)
    case (.number(_, nil, let wanted), .number(_, _, let found)): return wanted == found
    case (.number, _): return false
    default: return wanted == found
    }
  }
}
