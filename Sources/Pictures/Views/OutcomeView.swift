public import Canvas
public import Interpreter

/// What a command did, as text and pictures: the same in every driver.
public enum OutcomeView {
  /// The reports under one another, as tall as they need to be.
  ///
  /// - Parameters:
  ///   - after: the session after the command, which pictures are drawn of.
  ///   - rows: how tall a picture may be.
  public static func canvas(
    _ outcome: Outcome, after session: Session, width: Int, rows: Int, theme: Theme
  ) -> Canvas {
    let width = max(0, width)
    let parts = outcome.reports.map { report in
      canvas(report, after: session, width: width, rows: rows, theme: theme)
    }
    return Canvas.stacked(parts, width: width)
  }

  private static func canvas(
    _ report: Report, after session: Session, width: Int, rows: Int, theme: Theme
  ) -> Canvas {
    switch report {
    case .note(let sentence):
      Canvas(lines: note(sentence, width: width, theme: theme), width: width)
    case .value(let label, let value):
      Canvas(lines: ValueView.lines(label, value, width: width, theme: theme), width: width)
    case .table(let table): TableView.canvas(table, width: width, theme: theme)
    case .training(let training): TrainingView.canvas(training, width: width, theme: theme)
    case .picture(let request):
      Gallery.draw(
        request, of: session, size: Size(columns: width, rows: rows), theme: theme)
    case .explanation(let explanation):
      ExplanationView.canvas(explanation, width: width, rows: rows, theme: theme)
    case .diagnosis(let diagnosis):
      DiagnosisView.canvas(diagnosis, width: width, theme: theme)
    case .curve(let curve):
      CurveView.canvas(curve, width: width, rows: rows, theme: theme)
    case .watched(let values):
      Canvas(lines: WatchView.lines(values, width: width, theme: theme), width: width)
    case .sweep(let report): SweepView.canvas(report, width: width, theme: theme)
    case .help(let page): HelpView.canvas(page, width: width, theme: theme)
    }
  }

  /// A sentence may have lines, which are kept.
  static func note(_ sentence: String, width: Int, theme: Theme) -> [StyledText] {
    StyledText.lines(theme.isASCII ? ASCIIForm.of(sentence) : sentence)
      .flatMap { $0.wrapped(to: min(width, MarkdownView.measure)) }
  }
}
