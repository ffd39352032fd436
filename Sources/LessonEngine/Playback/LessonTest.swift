public import Interpreter
import Markdown
import NeuralNetwork

/// The test of a lesson file: every route, with several draws of its variables.
public struct LessonTest: Sendable {
  /// Reads the lesson with the variables that a draw chooses.
  public typealias Reading = @Sendable (_ draw: UInt64) throws(LessonError) -> Lesson

  private let file: String
  private let readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])?
  private let render: Playback.Renderer
  private let read: Reading

  /// How many draws of the variables are tried.
  public static let draws = 20

  /// A test of a file; the other parameters are those of `Playback`.
  public init(
    file: String, readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])? = nil,
    render: @escaping Playback.Renderer, reading: @escaping Reading
  ) {
    self.file = file
    self.readLessonFile = readLessonFile
    self.render = render
    read = reading
  }

  /// Takes every route, and says what came of each.
  public func report(in environment: Environment) -> LessonReport {
    var report = LessonReport(file: file)
    var known: [[String: String]] = []
    for draw in 0..<UInt64(Self.draws) {
      let lesson: Lesson
      do throws(LessonError) {
        lesson = try read(draw)
      } catch {
        report.refusal = report.refusal ?? error
        return report
      }
      report.title = lesson.title
      // Each choice of values once; a lesson without variables has one.
      if known.contains(lesson.variables) { continue }
      known.append(lesson.variables)
      let rehearsal = Rehearsal(
        lesson: lesson, readLessonFile: readLessonFile, render: render)
      let meter = LessonBudget.meterOfTest()
      let cases = meter.measuring { rehearsal.cases(in: environment) }
      guard meter.hasRunOut else {
        report.cases += Self.named(cases, of: lesson)
        continue
      }
      report.cases += Self.named(Self.untilExcess(cases), of: lesson)
      break
    }
    Self.gatherDraws(in: &report.cases)
    return report
  }

  /// Tells each output that is not as expected what came in its place with the other values.
  private static func gatherDraws(in cases: inout [TestCase]) {
    struct Place: Hashable {
      var file: String
      var line: Int
    }
    func place(_ output: OutputDrift) -> Place {
      Place(file: output.file, line: output.lines.range.lowerBound)
    }
    var draws: [Place: [OutputDrift.Draw]] = [:]
    let drifted = Set(cases.flatMap(\.faults).compactMap { $0.drift.map(place) })
    for output in cases.compactMap(\.output) where drifted.contains(place(output)) {
      if draws[place(output)]?.contains(output.shown) == true { continue }
      draws[place(output), default: []].append(output.shown)
    }
    for index in cases.indices {
      for number in cases[index].faults.indices {
        guard let drift = cases[index].faults[number].drift else { continue }
        cases[index].faults[number].drift?.draws = draws[place(drift)] ?? [drift.shown]
      }
    }
  }

  /// What was tried until the budget ended: whatever fails behind that fails for want of one.
  private static func untilExcess(_ cases: [TestCase]) -> [TestCase] {
    func isOver(_ fault: TestFault) -> Bool { fault.kind == .overBudget }
    guard let end = cases.firstIndex(where: { $0.faults.contains(where: isOver) }) else {
      return cases
    }
    var cases = Array(cases[...end])
    cases[end].faults = cases[end].faults.first(where: isOver).map { [$0] } ?? []
    return cases
  }

  /// With the values of the variables, where there are any.
  private static func named(_ cases: [TestCase], of lesson: Lesson) -> [TestCase] {
    guard !lesson.variables.isEmpty else { return cases }
    let values = lesson.variables.asDrawn
    return cases.map { testCase in
      var named = testCase
      named.detail = named.detail.isEmpty ? "with \(values)" : "\(named.detail), with \(values)"
      for index in named.faults.indices {
        let hint = named.faults[index].error.hint
        named.faults[index].error.hint = (hint.map { "\($0); " } ?? "") + "with \(values)"
      }
      return named
    }
  }
}
