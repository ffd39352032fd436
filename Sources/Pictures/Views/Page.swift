import Canvas
import LessonEngine
import Markdown
import NeuralNetwork

/// The lines of what a lesson says, for one width and theme.
struct Page {
  let width: Int
  let theme: Theme

  func canvas(_ lines: [StyledText]) -> Canvas { Canvas(lines: lines, width: width) }

  // MARK: The frame of a lesson

  func header(_ header: LessonHeader) -> [StyledText] {
    let title = theme.text(header.title, style: theme.style(.heading)).wrapped(to: measure)
    let columns = title.map(\.width).max() ?? 0
    var lines = title + [rule(theme.sign("═", ascii: "="), columns: columns)]
    if let summary = header.summary { lines += plain(summary) }
    var facts = [counted(header.stepCount, "step")]
    if let minutes = header.minutes { facts.append("about \(counted(minutes, "minute"))") }
    return lines + faint(facts.joined(separator: " · "))
  }

  /// `── Step 3 of 12 · The hidden layer ─────`
  func step(_ number: Int, of count: Int, title: String) -> [StyledText] {
    let dash = theme.sign("─", ascii: "-")
    let place = "Step \(number) of \(count)"
    guard 2 + DisplayWidth.columns(" \(place) · \(title) ") <= measure else {
      // Too long for one line: the title stands below.
      var line = rule(dash, columns: 2)
      line.append(theme.text(" \(place) ", style: theme.style(.faint)))
      line.append(rule(dash, columns: measure - line.width))
      let heading = theme.text(title, style: theme.style(.heading))
      return [line.truncated(to: width, ellipsis: "")] + heading.wrapped(to: measure)
    }
    var line = rule(dash, columns: 2)
    line.append(theme.text(" Step \(number) of \(count) · ", style: theme.style(.faint)))
    line.append(theme.text(title, style: theme.style(.heading)))
    line.append(" ")
    line.append(rule(dash, columns: measure - line.width))
    return [line.truncated(to: width, ellipsis: theme.sign("…", ascii: "~"))]
  }

  func stepDone(_ title: String) -> [StyledText] {
    var line = theme.tick(true)
    line.append(theme.text("Done: \(title)", style: theme.style(.good)))
    return line.wrapped(to: measure)
  }

  func lessonDone(_ summary: LessonSummary) -> [StyledText] {
    var title = theme.tick(true)
    title.append(theme.text("Lesson finished: \(summary.title)", style: theme.style(.good)))
    let parts = [
      (summary.solved, "solved"), (summary.solvedWithHints, "solved with hints"),
      (summary.shown, "shown"), (summary.skipped, "skipped"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var lines = title.wrapped(to: measure)
    lines += plain(([counted(summary.stepCount, "step")] + parts).joined(separator: " · "))
    if !summary.learned.isEmpty {
      lines += plain("You met: \(summary.learned.joined(separator: ", "))")
    }
    if let sentence = summary.foresight.sentence { lines += plain(sentence) }
    if let next = summary.next { lines += plain("Next: \(next)") }
    return lines
  }

  func lessonBug(_ message: String) -> [StyledText] {
    var line = StyledText("The lesson is at fault, not you: ", style: theme.style(.bad))
    line.append(theme.text(message))
    return line.wrapped(to: measure)
  }

  // MARK: Attempts

  func typed(_ prompt: String, _ line: String) -> [StyledText] {
    var typed = theme.text(prompt, style: theme.style(.faint))
    typed.append(StyledText(line, style: theme.style(.command)))
    return typed.cut(into: width)
  }

  /// All goals, a tick before each that is met, and how far one is from the others.
  func goals(_ goals: [Goal]) -> [StyledText] {
    goals.flatMap { goal in
      let tick = theme.tick(goal.isMet)
      if goal.isMet { return hanging(tick, theme.text(goal.text)) }
      var text = theme.text(goal.text)
      if goal.differences.count == 1, let difference = goal.difference {
        text.append(theme.text("  (\(difference))", style: theme.style(.faint)))
        return hanging(tick, text)
      }
      // Several fields differ: each on a line of its own.
      let indent = StyledText(String(repeating: " ", count: tick.width + 2))
      return hanging(tick, text)
        + goal.differences.flatMap { difference in
          hanging(indent, theme.text(difference.description, style: theme.style(.faint)))
        }
    }
  }

  func feedback(_ text: String, _ tone: PlayerEvent.Tone) -> [StyledText] {
    switch tone {
    case .praise:
      hanging(theme.tick(true), theme.text(text, style: theme.style(.good)))
    case .correction:
      hanging(
        StyledText(theme.sign("✗ ", ascii: "-> "), style: theme.style(.ask)), theme.text(text))
    }
  }

  func note(_ sentence: String) -> [StyledText] {
    OutcomeView.note(sentence, width: width, theme: theme)
  }

  func pause() -> [StyledText] {
    faint("press Enter to go on")
  }

  // MARK: Questions

  func quiz(_ quiz: Quiz) -> [StyledText] {
    let ask = quiz.allowsSeveral ? "type the numbers of all that are true" : "type a number"
    return choices(quiz.choices) + faint(ask)
  }

  private func choices(_ choices: [[Block]]) -> [StyledText] {
    choices.enumerated().flatMap { index, blocks in
      let mark = StyledText("\(index + 1). ", style: theme.style(.ask))
      let lines = MarkdownLayout(theme: theme).lines(blocks, width: measure - mark.width)
      return hanging(mark, lines: lines)
    }
  }

  func question(_ question: Question) -> [StyledText] {
    switch question {
    case .number: faint("type a number, or an expression")
    case .text: faint("type your answer")
    case .shape: faint("type a shape: its sizes with commas between")
    case .order(let lines):
      numbered(lines) + faint("type the numbers in the right order, with spaces between")
    case .choice(let choices): numbered(choices) + faint("type its number")
    case .prediction(let question):
      listed(question) + faint("what do you expect? \(expected(question))")
        + faint("a percentage behind it says how sure you are: 80%")
    }
  }

  private func listed(_ question: Question) -> [StyledText] {
    switch question {
    case .choice(let lines), .order(let lines): numbered(lines)
    case .number, .text, .shape, .prediction: []
    }
  }

  private func expected(_ question: Question) -> String {
    switch question {
    case .number, .prediction: "type a number"
    case .text: "type a word"
    case .shape: "type a shape: its sizes with commas between"
    case .choice: "type its number"
    case .order: "type the numbers, the smallest first, with spaces between"
    }
  }

  private func numbered(_ texts: [String]) -> [StyledText] {
    texts.enumerated().flatMap { index, text in
      hanging(StyledText("\(index + 1). ", style: theme.style(.ask)), theme.text(text))
    }
  }

  func prediction(_ foretold: String, _ came: String, _ isRight: Bool) -> [StyledText] {
    let text = theme.text("you expected \(foretold); it is \(came)")
    return hanging(
      isRight
        ? theme.tick(true)
        : StyledText(theme.sign("≠ ", ascii: "!= "), style: theme.style(.ask)), text)
  }

  // MARK: Help in a lesson

  func hint(_ number: Int, of count: Int, _ blocks: [Block]) -> [StyledText] {
    let bar = StyledText(theme.sign("┃ ", ascii: "| "), style: theme.style(.ask))
    let title = count > 1 ? "Hint \(number) of \(count)" : "Hint"
    let body = MarkdownLayout(theme: theme).lines(blocks, width: measure - bar.width)
    return ([StyledText(title, style: theme.style(.ask))] + body).map { line in
      var whole = bar
      whole.append(line)
      return whole
    }
  }

  func solution(_ answers: [[String]], _ explanation: [Block]) -> [StyledText] {
    var lines = [StyledText(answers.count > 1 ? "Solutions" : "Solution", style: theme.style(.ask))]
    for (index, commands) in answers.enumerated() {
      if index > 0 { lines.append(StyledText("  or", style: theme.style(.faint))) }
      lines += commands.flatMap { command in
        hanging(StyledText("    "), theme.text(command, style: theme.style(.code)))
      }
    }
    let body = MarkdownLayout(theme: theme).lines(explanation, width: measure)
    return body.isEmpty ? lines : lines + [StyledText()] + body
  }

  // MARK: Pieces

  /// Prose is not set wider than is easily read.
  private var measure: Int { min(width, MarkdownView.measure) }

  private func plain(_ text: String) -> [StyledText] { theme.text(text).wrapped(to: measure) }

  private func faint(_ text: String) -> [StyledText] {
    theme.text(text, style: theme.style(.faint)).wrapped(to: measure)
  }

  private func rule(_ sign: String, columns: Int) -> StyledText {
    StyledText(String(repeating: sign, count: max(0, columns)), style: theme.style(.faint))
  }

  private func hanging(_ mark: StyledText, _ text: StyledText) -> [StyledText] {
    hanging(
      mark, lines: text.wrapped(to: measure - mark.width, keeping: theme.style(.code)))
  }

  private func hanging(_ mark: StyledText, lines: [StyledText]) -> [StyledText] {
    lines.enumerated().map { index, line in
      var whole = index == 0 ? mark : StyledText(String(repeating: " ", count: mark.width))
      whole.append(line)
      return whole
    }
  }
}
