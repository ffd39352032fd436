import Interpreter
import Markdown

/// Expected outputs and figures, held against what came.
extension Rehearsal {
  func outputs(of walk: Walk) -> [TestCase] {
    var cases: [TestCase] = []
    for (entry, run) in walk.player.transcripts ?? [] {
      var testCase = TestCase(.output, at: walk.player, detail: entry.command.text)
      testCase.place = entry.command.place
      testCase.faults = faults(of: run, expecting: entry)
      cases.append(testCase)
    }
    for case .figure(let request, let alternative, let session) in walk.events {
      guard let figure = figure(request, alternative),
        !alternative.allSatisfy(\.isWhitespace)
      else { continue }
      var testCase = TestCase(.figure, at: walk.player, detail: request.name)
      testCase.place = figure.place
      testCase.faults = faults(of: figure, in: session)
      cases.append(testCase)
    }
    let bugs = bugs(walk.events)
    if !bugs.isEmpty, walk.player.currentExercise == nil || cases.isEmpty {
      cases.append(TestCase(.reading, at: walk.player, faults: bugs))
    }
    return cases
  }

  private func faults(of run: Run, expecting entry: Transcript.Entry) -> [TestFault] {
    if entry.expectedError != nil {
      // A failure with other words is told as a fault of the lesson by the player.
      return run.failure != nil
        ? []
        : [fault("this command is expected to fail, and does not", at: entry.command.place)]
    }
    guard let expected = entry.expected, run.failure == nil else { return [] }
    let output = run.steps.map { render($0.outcome, $0.after) }.joined(separator: "\n")
    guard !OutputPattern(expected).matches(output),
      let source = lesson.sources.first(where: { $0.name == entry.command.place.file })
    else { return [] }
    let (lines, indent) = source.expectedLines(under: entry.command.place)
    return [
      drifted(
        "the output is not as expected", at: entry.command.place,
        OutputDrift(
          file: source.name, lines: lines, expected: expected,
          got: OutputPattern.lines(of: output), indent: indent))
    ]
  }

  private func faults(of figure: Figure, in session: Session) -> [TestFault] {
    let drawn = render(Outcome([.picture(figure.request)]), session)
    let expected = OutputPattern.lines(of: figure.alternative)
    guard !OutputPattern(expected).matches(drawn),
      let source = lesson.sources.first(where: { $0.name == figure.place.file })
    else { return [] }
    let (lines, indent) = source.bodyLines(ofFenceAt: figure.place)
    return [
      drifted(
        "the figure is not as its text has it", at: figure.place,
        OutputDrift(
          file: source.name, lines: lines, expected: expected,
          got: OutputPattern.lines(of: drawn), indent: indent))
    ]
  }

  private func drifted(
    _ message: String, at place: SourcePlace, _ drift: OutputDrift
  ) -> TestFault {
    let difference = zip(drift.expected, drift.got).first { !OutputPattern([$0]).matches($1) }
    let hint =
      if let (wanted, found) = difference {
        "expected \"\(wanted)\", got \"\(found)\""
      } else {
        "\(drift.expected.count) lines are expected, and there are \(drift.got.count)"
      }
    var fault = TestFault(.drifted, lesson.error(message, at: place, hint: hint))
    fault.drift = drift
    return fault
  }

  private func figure(_ request: PictureRequest, _ alternative: String) -> Figure? {
    for step in lesson.places {
      for case .figure(let figure) in step.elements
      where figure.request == request && figure.alternative == alternative {
        return figure
      }
    }
    return nil
  }
}
