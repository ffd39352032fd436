import Interpreter
import NeuralNetwork

/// An expected output, and what came in its place.
package struct OutputDrift: Sendable, Equatable {
  /// What is expected and what came with one choice of the lesson's variables.
  package struct Draw: Sendable, Equatable {
    /// As the file has it, its variables filled in.
    package var expected: [String]
    package var got: [String]
    /// The values of the variables.
    package var values: [String: String]
  }

  /// What says the expected output.
  package enum Origin: Sendable, Equatable {
    /// The lines under a command.
    case command
    /// The body of a figure, in which braces are ordinary text.
    case figure
  }

  package var file: String
  package var origin: Origin
  /// Where the file says what is expected.
  package var lines: ExpectedLines
  /// Where they differ.
  package var shown: Draw
  /// Each that was tried, with those in which nothing differs: what is written must hold in all.
  package var draws: [Draw]

  init(file: String, origin: Origin, lines: ExpectedLines, _ draw: Draw) {
    self.file = file
    self.origin = origin
    self.lines = lines
    shown = draw
    draws = [draw]
  }

  package var expected: [String] { shown.expected }
  package var got: [String] { shown.got }

  /// A line of the file as it stands in the lesson with these values.
  func filled(_ line: String, with draw: Draw) -> String {
    guard origin == .command else { return line.withoutTrailingSpace }
    return Filling(line, values: draw.values).text.withoutTrailingSpace
  }

  /// Whether what came is as expected.
  var isMet: Bool { OutputPattern(expected).matches(got.joined(separator: "\n")) }

  /// "expected "loss 0.25", got "loss 0.3"": where they part first.
  var summary: String {
    if let (wanted, found) = zip(expected, got).first(where: { !OutputPattern([$0]).matches($1) }) {
      return "expected \"\(wanted)\", got \"\(found)\""
    }
    return "\(counted(expected.count, "line")) expected, \(counted(got.count, "line")) came"
  }
}

extension [String: String] {
  /// Values of variables: "lr 0.5, n 4".
  var asDrawn: String {
    sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}

extension Lesson {
  /// What a command of the lesson did, held against the output that the file expects under it; nil
  /// where it says nothing of that.
  func output(
    of run: Run, under entry: Transcript.Entry, _ render: Playback.Renderer
  ) -> OutputDrift? {
    guard let expected = entry.expected,
      let source = sources.first(where: { $0.name == entry.command.place.file })
    else { return nil }
    return OutputDrift(
      file: source.name, origin: .command, lines: source.expectedLines(of: entry),
      OutputDrift.Draw(expected: expected, got: run.transcript(render), values: variables))
  }
}

extension Run {
  /// What a lesson's file has under the command: what it shows, and last the error, if it failed.
  func transcript(_ render: Playback.Renderer) -> [String] {
    let shown = steps.map { render($0.outcome, $0.after) }.joined(separator: "\n")
    let error = failure.map { ["error: \($0.message.onOneLine)"] } ?? []
    return OutputPattern.lines(of: shown) + error
  }
}
