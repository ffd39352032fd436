import NeuralNetwork

/// A building block as it was asked for: `linear 4`, `sgd lr=0.5 momentum=0.9`. Its settings are
/// still expressions, because they may name variables.
struct BlockCall: Sendable, Equatable {
  var family: BlockFamily
  /// The block's place in the engine's list.
  var index: Int
  var declaration: BlockDeclaration
  var name: Word
  /// The expression for each setting that was given.
  var given: [(setting: Setting, node: Node)]
  var range: SourceRange

  static func == (a: Self, b: Self) -> Bool {
    a.family == b.family && a.index == b.index && a.range == b.range
      && a.given.map(\.node) == b.given.map(\.node)
  }

  /// The settings, checked against the declaration.
  func settings(in session: Session) throws(Diagnostic) -> Settings {
    var values: [String: SettingValue] = [:]
    var evaluator = Evaluator(session)
    for (setting, node) in given {
      if case .sides(_, let words, _) = setting.kind, !words.isEmpty, let word = Self.word(node),
        session.variables[word] == nil
      {
        values[setting.name] = .choice(try Self.choice(node, among: words, for: setting))
        continue
      }
      values[setting.name] = try Self.value(
        of: node, for: setting, of: declaration, evaluator: &evaluator)
    }
    for setting in declaration.settings where values[setting.name] == nil {
      if let value = setting.defaultValue { values[setting.name] = value }
    }
    return Settings(values)
  }

  private static func value(
    of node: Node, for setting: Setting, of block: BlockDeclaration, evaluator: inout Evaluator
  ) throws(Diagnostic) -> SettingValue {
    if case .choice(let words) = setting.kind {
      return .choice(try choice(node, among: words, for: setting))
    }
    if case .numberOrNone = setting.kind, word(node)?.folded == "none" { return .choice("none") }
    let value = try evaluator.value(of: node)
    let what = "\(block.name)'s \(setting.name)"
    switch (setting.kind, value) {
    case (.integer(let range), .number(let number)), (.sides(let range, _, _), .number(let number)):
      guard let whole = Int(exactly: number), range.contains(whole) else {
        let isWhole = number.rounded() == number && number.isFinite
        if isWhole, number > 1e15 {
          throw Diagnostic("\(what) is too large: \(NumberText.text(number))", at: node.range)
        }
        throw Diagnostic(
          "\(what) is\(isWhole ? "" : " a whole number")\(range.limits), not "
            + NumberText.text(number), at: node.range)
      }
      return .integer(whole)
    case (.number(let range), .number(let number)),
      (.numberOrNone(let range), .number(let number)):
      guard range.contains(number) else {
        throw Diagnostic(
          "\(what) is\(range.limits), not \(NumberText.text(number))", at: node.range)
      }
      return .number(number)
    case (.numbers(let range), .number(let number)):
      return try numbers([number], in: range, what, node)
    case (.numbers(let range), .tensor(let tensor)):
      return try numbers(tensor.values.map(Double.init), in: range, what, node)
    case (.sides(let range, _, true), .tensor(let tensor)):
      let numbers = tensor.values.map(Double.init)
      guard numbers.count == 2, numbers.allSatisfy({ Int(exactly: $0) != nil }) else {
        throw Diagnostic(
          "\(what) is a whole number, or two in brackets: for rows and for columns",
          at: node.range, hint: "\(setting.name)=[3, 5]")
      }
      guard let wrong = numbers.first(where: { !range.contains(Int($0)) }) else {
        return .numbers(numbers)
      }
      throw Diagnostic(
        "each number of \(what) is\(range.limits), not \(Int(wrong))", at: node.range)
    case (.flag, .boolean(let truth)):
      return .flag(truth)
    case (.flag, .number(let number)) where number == 0 || number == 1:
      return .flag(number == 1)
    case (.flag, _):
      throw Diagnostic("\(what) is true or false, not \(value.kindText)", at: node.range)
    case (.sides(_, _, false), .tensor):
      throw Diagnostic("\(what) is one whole number", at: node.range)
    default:
      throw Diagnostic("\(what) is a number, not \(value.kindText)", at: node.range)
    }
  }

  private static func numbers(
    _ numbers: [Double], in range: ClosedRange<Double>, _ what: String, _ node: Node
  ) throws(Diagnostic) -> SettingValue {
    guard let wrong = numbers.first(where: { !range.contains($0) }) else {
      return .numbers(numbers)
    }
    throw Diagnostic(
      "each number of \(what) is\(range.limits), not \(NumberText.text(wrong))", at: node.range)
  }

  /// What was written as a word, quoted or not.
  private static func word(_ node: Node) -> String? {
    switch node.kind {
    case .text(let text): text
    case .path(let path) where path.parts.isEmpty: path.root.text
    default: nil
    }
  }

  private static func choice(
    _ node: Node, among words: [String], for setting: Setting
  ) throws(Diagnostic) -> String {
    let written = word(node)
    if let written, let found = words.first(where: { $0.folded == written.folded }) {
      return found
    }
    var one = "one of"
    if case .sides = setting.kind { one = "a whole number, or one of" }
    throw Diagnostic(
      "\(setting.name) is \(one) \(words.joined(separator: ", "))", at: node.range,
      suggestion: written.flatMap { Nearest.word(to: $0, among: words) })
  }
}

extension ClosedRange where Bound == Int {
  /// " from 1 to 10", " at least 1"
  fileprivate var limits: String {
    upperBound >= 1 << 53 ? " at least \(lowerBound)" : " from \(lowerBound) to \(upperBound)"
  }
}

extension ClosedRange where Bound == Double {
  fileprivate var limits: String {
    " from \(NumberText.text(lowerBound)) to \(NumberText.text(upperBound))"
  }
}
