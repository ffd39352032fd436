import Canvas
import Interpreter
import TestSupport
import Testing

@testable import Pictures

@Suite struct `What why has found` {
  private static let sick = """
    seed 3; data xor; input 2; add linear 3; add relu; add linear 1; add sigmoid; loss bce
    optimizer sgd lr=0.5; set l0.bias -5; set l0.weight 0.1; train 5
    """

  private func diagnosis(of commands: String) throws -> Diagnosis {
    var session = Sessions.after(commands)
    let run = session.run("why", in: Sessions.environment)
    #expect(run.failure == nil)
    guard case .diagnosis(let diagnosis)? = run.steps.first?.outcome.reports.first else {
      throw NoDiagnosis()
    }
    return diagnosis
  }

  private struct NoDiagnosis: Error {}

  @Test func `each finding has a number, its evidence, and the line to type`() throws {
    let diagnosis = try diagnosis(of: Self.sick)
    #expect(diagnosis.findings.map(\.name).contains("dead relu"))
    let text = DiagnosisView.canvas(diagnosis, width: 70, theme: Sessions.colorless).text
    expectGolden(text, "why-dead-relu")
    for finding in diagnosis.findings {
      // What is to be typed stands in one line, whole.
      #expect(text.split(separator: "\n").contains { $0 == "  try: \(finding.remedy)" })
    }
  }

  @Test func `of a healthy network, what was looked at and its numbers`() throws {
    let diagnosis = try diagnosis(of: Sessions.xor + "; train 60")
    #expect(diagnosis.findings.isEmpty)
    let text = DiagnosisView.canvas(diagnosis, width: 70, theme: .plain).text
    expectGolden(text, "why-healthy")
  }

  @Test(arguments: [20, 33, 44, 200]) func `no line is wider than the pane`(_ width: Int) throws {
    for commands in [Self.sick, Sessions.xor + "; train 60"] {
      let canvas = DiagnosisView.canvas(
        try diagnosis(of: commands), width: width, theme: Theme(colors: .none))
      #expect(canvas.size.columns <= width)
      let lines = canvas.text.split(separator: "\n").map { DisplayWidth.columns(String($0)) }
      #expect(lines.allSatisfy { $0 <= width })
    }
  }
}
