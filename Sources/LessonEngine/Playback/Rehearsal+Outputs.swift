import Interpreter
import Markdown

/// Expected outputs and figures, held against what came.
extension Rehearsal {
  func outputs(of walk: Walk) -> [TestCase] {
    var cases: [TestCase] = []
    for (entry, run) in walk.player.transcripts ?? [] {
      var testCase = TestCase(.output, at: walk.player, detail: entry.command.text)
      testCase.place = entry.command.place
      hold(run, against: entry, in: &testCase)
      cases.append(testCase)
    }
    for case .figure(let request, let alternative, let session) in walk.events {
      guard let figure = figure(request, alternative),
        !alternative.allSatisfy(\.isWhitespace)
      else { continue }
      var testCase = TestCase(.figure, at: walk.player, detail: request.name)
      testCase.place = figure.place
      hold(figure, in: session, &testCase)
      cases.append(testCase)
    }
    let bugs = bugs(walk.events)
    if !bugs.isEmpty, walk.player.currentExercise == nil || cases.isEmpty {
      cases.append(TestCase(.reading, at: walk.player, faults: bugs))
    }
    return cases
  }

  private func hold(_ run: Run, against entry: Transcript.Entry, in testCase: inout TestCase) {
    let place = entry.command.place
    // A failure that nobody expects is told by the player.
    if run.failure != nil, entry.expectedError == nil { return }
    guard let output = lesson.output(of: run, under: entry, render) else { return }
    testCase.output = output
    if output.isMet { return }
    if run.failure == nil, entry.expectedError != nil {
      testCase.faults.append(
        fault("this command is expected to fail, and does not", at: place, hint: output.summary))
    } else {
      testCase.faults.append(drifted("the output is not as expected", at: place, output))
    }
  }

  private func hold(_ figure: Figure, in session: Session, _ testCase: inout TestCase) {
    guard let source = lesson.sources.first(where: { $0.name == figure.place.file }) else { return }
    let drawn = render(Outcome([.picture(figure.request)]), session)
    let expected = OutputPattern.lines(of: figure.alternative)
    let output = OutputDrift(
      file: source.name, origin: .figure,
      lines: source.expectedLines(of: figure, count: expected.count),
      OutputDrift.Draw(
        expected: expected, got: OutputPattern.lines(of: drawn), values: lesson.variables))
    testCase.output = output
    guard !output.isMet else { return }
    testCase.faults.append(
      drifted("the figure is not as its text has it", at: figure.place, output))
  }

  private func drifted(_ message: String, at place: SourcePlace, _ output: OutputDrift) -> TestFault
  {
    var fault = TestFault(.drifted, lesson.error(message, at: place, hint: output.summary))
    fault.drift = output
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
