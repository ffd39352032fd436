import Interpreter

/// A lesson as one has done it, to keep or to hand in: the lesson's text, own commands and answers, and
/// what came of them.
public struct LessonExport: Sendable {
  /// How it is written.
  public enum Format: String, Sendable, CaseIterable {
    /// To be read.
    case markdown
    /// A row for each thing that was done.
    case csv
    /// An object a line for each thing that was done.
    case jsonl
  }

  private let lesson: Lesson
  private let episodes: [Episode]
  private let render: Playback.Renderer

  /// What to write of a lesson.
  ///
  /// - Parameters:
  ///   - episodes: see `LessonPlayer.retelling`.
  ///   - render: how an outcome looks as text.
  public init(_ lesson: Lesson, _ episodes: [Episode], render: @escaping Playback.Renderer) {
    self.lesson = lesson
    self.episodes = episodes
    self.render = render
  }

  /// The whole text.
  ///
  /// - Parameter shown: takes out of a text what could steer a terminal, or is not seen. Of a table it
  ///   is asked for each cell: a sign that comes to the front by it is seen there.
  public func text(_ format: Format, shown: (String) -> String) -> String {
    switch format {
    case .markdown: shown(markdown)
    case .csv:
      CSVText.row(Self.columns) + entries.map { CSVText.row($0.map { shown($0.text) }) }.joined()
    case .jsonl: shown(entries.map(object).joined())
    }
  }

  private func object(of cells: [Cell]) -> String {
    var object = FlatObjectText()
    for (column, cell) in zip(Self.columns, cells) where cell != .nothing {
      switch cell {
      case .text(let text): object.add(column, text)
      case .number(let number): object.add(column, number)
      case .truth(let truth): object.add(column, truth)
      case .nothing: break
      }
    }
    return object.closed() + "\n"
  }

  // MARK: A row for each thing that was done

  private static let columns = [
    "lesson", "step", "title", "time", "event", "text", "right", "ending", "refused", "output",
  ]

  private enum Cell: Equatable {
    case nothing
    case text(String)
    case number(Double)
    case truth(Bool)

    var text: String {
      switch self {
      case .nothing: ""
      case .text(let text): text
      case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
      case .truth(let truth): truth ? "true" : "false"
      }
    }
  }

  private var entries: [[Cell]] {
    episodes.compactMap { episode in
      guard let record = episode.record else { return nil }
      var (text, right, ending, refused): (Cell, Cell, Cell, Cell) =
        (.nothing, .nothing, .nothing, .nothing)
      let event: String
      switch record.event {
      case .command(let line): (event, text) = ("command", .text(line))
      case .answer(let line, let isRight):
        (event, text, right) = ("answer", .text(line), .truth(isRight))
      case .foretold(let line, _, let isRight, _):
        (event, text, right) = ("prediction", .text(line), .truth(isRight))
      case .attempt: event = "refused"
      case .hint(let number): (event, text) = ("hint", .number(Double(number)))
      case .shown: event = "solution"
      case .solved(let how, let attempts):
        (event, ending, refused) = ("done", .text(how.rawValue), .number(Double(attempts)))
      case .skipped: event = "skipped"
      case .back: event = "back"
      case .reset: event = "reset"
      case .finished: event = "finished"
      default: return nil
      }
      let output = record.isDeed ? output(of: episode) : ""
      return [
        .text(lesson.id), .text(record.step), .text(episode.title),
        record.time.map { .number($0) } ?? .nothing, .text(event), text, right, ending, refused,
        output.isEmpty ? .nothing : .text(output),
      ]
    }
  }

  /// What a command printed, and what the lesson said to an answer.
  private func output(of episode: Episode) -> String {
    episode.events.compactMap { event -> String? in
      switch event {
      case .ran(_, let outcome, let after, byLesson: false): render(outcome, after)
      case .failed(let diagnostic): diagnostic.message
      case .feedback(let words, _): words
      case .prediction(_, let came, _): came
      default: nil
      }
    }.joined(separator: "\n")
  }

  // MARK: To be read

  private var markdown: String {
    var parts = ["# \(MarkdownText.escaped(lesson.title))"]
    for episode in episodes {
      switch episode.record?.event {
      case .command(let line)?: parts.append(typed(line, episode))
      case .answer(let line, _)?, .foretold(let line, _, _, _)?:
        parts.append("**My answer:** \(MarkdownText.code(line))")
      case .shown?: parts.append("*I looked at the solution.*")
      case .skipped?: parts.append("*I skipped this step.*")
      case .back?: parts.append("*I went back.*")
      default: break
      }
      parts += episode.events.compactMap(markdown)
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func typed(_ line: String, _ episode: Episode) -> String {
    let printed = episode.events.compactMap { event -> String? in
      if case .ran(_, let outcome, let after, byLesson: false) = event {
        return render(outcome, after)
      }
      return nil
    }
    return MarkdownText.fence((["> \(line)"] + printed).joined(separator: "\n"), info: "text")
  }

  private func markdown(_ event: PlayerEvent) -> String? {
    switch event {
    case .step(_, _, let title): return "## \(MarkdownText.escaped(title))"
    case .prose(let blocks): return blocks.markdown
    case .ran(let command, let outcome, let after, byLesson: true):
      return MarkdownText.fence("> \(command)\n\(render(outcome, after))", info: "text")
    case .figure(let request, _, let session):
      return MarkdownText.fence(render(Outcome([.picture(request)]), session), info: "text")
    case .quiz(let quiz):
      return quiz.choices.enumerated().map { index, blocks in
        blocks.markdown.indented(first: "\(index + 1). ", others: "   ")
      }.joined(separator: "\n")
    case .feedback(let words, _):
      return MarkdownText.escaped(words).indented(first: "> ", others: "> ")
    case .prediction(_, let came, let isRight):
      return
        "> It came out as \(MarkdownText.code(came)): \(isRight ? "as I said" : "not as I said")."
    case .hint(let number, _, let blocks):
      return "*Hint \(number):*\n\n\(blocks.markdown)"
    default: return nil
    }
  }
}

extension JournalRecord {
  /// Whether it is something that was typed and led to something.
  fileprivate var isDeed: Bool {
    switch event {
    case .command, .answer, .foretold: true
    default: false
    }
  }
}
