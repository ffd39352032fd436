public import Interpreter
import NeuralNetwork

/// The report as tables and lines to paste, 80 columns wide.
extension ClassReport {
  /// Wrong states of fewer steps than this are listed for each step.
  private static let clusterLimit = 5
  /// Ids of more letters are none of ours.
  private static let idLimit = 60
  /// A `when` of more bytes is nothing that anybody would paste.
  private static let signatureLimit = 2000

  /// What is to be shown, in order.
  ///
  /// - Parameter known: the lessons that are at hand, for their titles and the order of their steps.
  public func reports(of known: [LessonEngine.Lesson]) -> [Report] {
    var reports: [Report] = [.note(summary)]
    for lesson in lessons {
      let text = known.first { $0.id == lesson.id }
      let opening = text?.opening.map { [$0.id] } ?? []
      let steps = lesson.ordered(by: opening + (text?.steps.map(\.id) ?? []))
      reports.append(.table(Self.table(lesson, steps, title: text?.title)))
      let gaps = steps.filter { !$0.unanswered.isEmpty }
      if gaps.isEmpty { continue }
      reports.append(
        .note(
          "Wrong answers in \"\(text?.title ?? Self.name(lesson.id))\" that no when answers yet:"))
      reports += gaps.map { .note(Self.gaps($0)) }
    }
    return reports
  }

  private var summary: String {
    var words = "\(counted(journals, "learner")), \(counted(records, "record"))"
    if emptyJournals > 0 {
      words += "; \(counted(emptyJournals, "file")) without any record left out"
    }
    if damagedLines > 0 {
      words += "; \(counted(damagedLines, "damaged line")) left out"
    }
    if newerJournals > 0 {
      words += "; \(counted(newerJournals, "journal")) of a newer Gradus, not read whole"
    }
    return words + "."
  }

  private static func table(_ lesson: Lesson, _ steps: [Step], title: String?) -> Table {
    Table(
      title: title ?? Self.name(lesson.id),
      columns: ["step", "began", "alone", "hints", "shown", "skip", "tries", "time"],
      rows: steps.map { step in
        func count(_ ending: StepHistory.Ending) -> String {
          step.endings[ending].map(String.init) ?? ""
        }
        let isRead = step.tries.isEmpty
        return [
          Self.name(step.id, limit: 26), "\(step.learners)",
          step.endings[.read] != nil && isRead ? "read" : count(.solved),
          count(.solvedWithHints), count(.shown), count(.skipped),
          isRead ? "" : Self.brief(step.medianTries),
          step.seconds.isEmpty ? "" : TimeText.text(step.medianSeconds),
        ]
      },
      footer: "\(counted(lesson.learners, "learner")), \(lesson.finished) to the end. "
        + "tries, time: of the learner in the middle.")
  }

  private static func brief(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }

  /// The wrong states of a step, each with the line that would answer it.
  private static func gaps(_ step: Step) -> String {
    let clusters = step.unanswered
    var lines = ["step \(name(step.id))"]
    for cluster in clusters.prefix(clusterLimit) {
      lines.append("  \(counted(cluster.learners, "learner")), \(counted(cluster.times, "time")):")
      let size = cluster.signature.utf8.count
      lines.append(
        "    " + (size <= signatureLimit ? stub(cluster.signature) : "of \(size) bytes, left out"))
    }
    if clusters.count > clusterLimit {
      lines.append("  and \(clusters.count - clusterLimit) others")
    }
    return lines.joined(separator: "\n")
  }

  /// An id as a journal has it: it is the learner's own file, and can hold anything.
  private static func name(_ id: String, limit: Int = idLimit) -> String {
    let id = id.onOneLine.unicodeScalars
    return id.count <= limit ? String(id) : String(id.prefix(limit - 1)) + "…"
  }

  /// The line to paste below `require`, or behind the right answer.
  static func stub(_ signature: String) -> String {
    // A journal is the learner's own file: what it says stays on its line.
    let signature = signature.onOneLine
    // Infinity and what is no number are nothing that a when can ask for.
    if let number = signature.firstRange(of: " +- ").flatMap({ Double(signature[..<$0.lowerBound]) }
    ),
      !number.isFinite
    {
      return "\(number), which no when can answer: a key is a finite number"
    }
    return signature.hasPrefix("choice ")
      ? "below \(signature):\n    > what to say to it" : "when \(signature) -- what to say to it"
  }
}
