public import Canvas
import Interpreter
public import LessonEngine
import Markdown

/// What the lesson says and what commands did, each event as text and pictures.
public enum EventView {
  /// The event as tall as it needs to be; nothing for what is not shown.
  ///
  /// - Parameter rows: how tall a picture may be.
  public static func canvas(
    _ event: PlayerEvent, width: Int, rows: Int, theme: Theme
  ) -> Canvas {
    let page = Page(width: max(0, width), theme: theme)
    switch event {
    case .lessonBegins(let header): return page.canvas(page.header(header))
    case .step(let number, let count, let title):
      return page.canvas(page.step(number, of: count, title: title))
    case .prose(let blocks): return MarkdownView.canvas(blocks, width: page.width, theme: theme)
    case .figure(let request, let alternative, let session):
      return figure(request, alternative, session, page, rows: rows)
    case .typed(let prompt, let line): return page.canvas(page.typed(prompt, line))
    case .ran(let command, let outcome, let session, let byLesson):
      let echo = byLesson ? page.canvas(page.typed("> ", command)) : page.canvas([])
      let result = OutcomeView.canvas(
        outcome, after: session, width: page.width, rows: rows, theme: theme)
      return Canvas.stacked([echo, result], width: page.width)
    case .failed(let diagnostic):
      return DiagnosticView.canvas(diagnostic, width: page.width, theme: theme)
    case .goals(let goals): return page.canvas(page.goals(goals))
    case .feedback(let text, let tone): return page.canvas(page.feedback(text, tone))
    case .quiz(let quiz): return page.canvas(page.quiz(quiz))
    case .question(let question): return page.canvas(page.question(question))
    case .prediction(let foretold, let came, let isRight):
      return page.canvas(page.prediction(foretold, came, isRight))
    case .hint(let number, let count, let blocks):
      return page.canvas(page.hint(number, of: count, blocks))
    case .solution(let answers, let explanation):
      return page.canvas(page.solution(answers, explanation))
    case .note(let sentence): return page.canvas(page.note(sentence))
    case .pause: return page.canvas(page.pause())
    case .stepDone(let title): return page.canvas(page.stepDone(title))
    case .lessonDone(let summary): return page.canvas(page.lessonDone(summary))
    case .lessonBug(let message): return page.canvas(page.lessonBug(message))
    case .record, .openMenu, .quit: return Canvas(Size(columns: page.width, rows: 0))
    }
  }

  /// The picture as it is now; its text from the lesson where there is none of that name.
  private static func figure(
    _ request: PictureRequest, _ alternative: String, _ session: Session, _ page: Page, rows: Int
  ) -> Canvas {
    guard Gallery.declarations.contains(where: { $0.name == request.name }) else {
      return page.canvas(StyledText.lines(alternative).map { $0.truncated(to: page.width) })
    }
    return Gallery.draw(
      request, of: session, size: Size(columns: page.width, rows: rows), theme: page.theme)
  }
}
