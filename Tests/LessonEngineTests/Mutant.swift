/// A lesson with one thing in it changed, as a slip of an author's hand might change it.
struct Mutant: Sendable {
  enum Change: String, CaseIterable {
    case numberInCommand
    case numberInAnswer
    case numberInOutput
    case numberInRequire
    case comparison
    case rightChoice
    case fence
  }

  var change: Change
  /// The line that was changed, from 1.
  var line: Int
  var before: String
  var after: String
  var text: String

  /// Why neither the test nor a rule can find it, where neither does.
  var reason: String {
    switch change {
    case .fence where before.contains("try"): "another good answer is left"
    case .fence: "the lesson asks for nothing that it shows there"
    case .numberInCommand where before.contains("train"): "a step more or less leads as far"
    case .numberInCommand where before.hasPrefix(">"): "what is shown is another example"
    case .numberInCommand: "another good answer, or a look at another sample"
    case .numberInAnswer: "only an author knows which mistakes are made"
    case .numberInOutput, .numberInRequire, .comparison, .rightChoice: "another goal that is met"
    }
  }

  /// "12 numberInCommand: add linear 4 → add linear 5"
  var description: String { "\(line) \(change.rawValue): \(before) → \(after)" }

  /// All mutants of a lesson, in the order of its lines.
  static func all(of text: String) -> [Mutant] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var mutants: [Mutant] = []
    func add(_ change: Change, _ index: Int, _ line: String) {
      guard line != lines[index] else { return }
      var changed = lines
      changed[index] = line
      mutants.append(
        Mutant(
          change: change, line: index + 1, before: lines[index], after: line,
          text: changed.joined(separator: "\n")))
    }
    var fence: (role: String, start: Int)?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let open = fence {
          fence = nil
          guard !open.role.isEmpty else { continue }
          var changed = lines
          changed.removeSubrange(open.start...index)
          mutants.append(
            Mutant(
              change: .fence, line: open.start + 1, before: lines[open.start], after: "",
              text: changed.joined(separator: "\n")))
        } else {
          let words = line.dropFirst(3).split(separator: " ").map(String.init)
          let isOurs = ["gradus", "answer", "figure"].contains(words.first)
          fence = (isOurs ? words.dropFirst().first ?? "" : "", index)
        }
        continue
      }
      guard let role = fence?.role else {
        if line.hasPrefix("- [x]") { add(.rightChoice, index, "- [ ]" + line.dropFirst(5)) }
        continue
      }
      let (condition, words) = parts(of: line)
      switch role {
      case "run" where !line.hasPrefix(">"):
        for other in numbers(in: line) { add(.numberInOutput, index, other) }
      // A reject is a test of the lesson's, not a part of it that a learner meets.
      case "run", "setup", "try":
        for other in numbers(in: line) { add(.numberInCommand, index, other) }
      case "check":
        if line.hasPrefix("require") {
          for other in numbers(in: condition) { add(.numberInRequire, index, other + words) }
        }
        for other in comparisons(in: condition) { add(.comparison, index, other + words) }
      case "number", "shape":
        for other in numbers(in: condition) { add(.numberInAnswer, index, other + words) }
      case "predict":
        for other in comparisons(in: line) { add(.comparison, index, other) }
        for other in numbers(in: line) { add(.numberInCommand, index, other) }
      default: break
      }
    }
    return mutants
  }

  /// What stands before ` -- `, and the rest.
  private static func parts(of line: String) -> (String, String) {
    guard let range = line.firstRange(of: " -- ") else { return (line, "") }
    return (String(line[..<range.lowerBound]), String(line[range.lowerBound...]))
  }

  /// The line with each of its numbers changed by one in its last digit but one, so that no
  /// tolerance hides it. The digits of names, as of l0, are not changed.
  private static func numbers(in line: String) -> [String] {
    var found: [String] = []
    var index = line.startIndex
    while index < line.endIndex {
      guard line[index].isASCII, line[index].isNumber else {
        index = line.index(after: index)
        continue
      }
      let start = index
      while index < line.endIndex, line[index].isNumber || line[index] == "." {
        index = line.index(after: index)
      }
      if start > line.startIndex, line[line.index(before: start)].isLetter { continue }
      guard let number = Double(line[start..<index]) else { continue }
      let other =
        line[start..<index].contains(".")
        ? "\(number * 1.5 + 0.1)" : String(Int(number) + 1)
      found.append(line[..<start] + other + line[index...])
    }
    return found
  }

  private static func comparisons(in line: String) -> [String] {
    let flips = [
      (" == ", " != "), (" != ", " == "), (" < ", " >= "), (" > ", " <= "), (" <= ", " > "),
      (" >= ", " < "),
    ]
    return flips.flatMap { old, new in
      line.ranges(of: old).map { line[..<$0.lowerBound] + new + line[$0.upperBound...] }
    }
  }
}
