import Canvas
import Interpreter
import LessonEngine
import Pictures

/// The lesson pane: everything that was said, drawn for the pane's width, to scroll through.
struct StudioTranscript {
  private var entries: [Entry] = []
  private var spacing = Spacing()
  private(set) var scrollback: Scrollback
  private var layout: StudioLayout
  private let theme: Theme

  /// One event with what is needed to draw it for another width.
  private struct Entry {
    var event: PlayerEvent
    /// Whether a blank line stands above it.
    var isSpaced: Bool
    var canvas: Canvas
    /// Old events with a session in them are not drawn again, so that sessions do not pile up.
    var isFrozen = false
  }

  /// How many events keep the session that their picture is of.
  private static let livePictures = 20

  init(layout: StudioLayout, theme: Theme) {
    self.layout = layout
    self.theme = theme
    scrollback = Scrollback(rows: layout.lesson.rows)
  }

  mutating func append(_ events: [PlayerEvent], answers: Bool = false) {
    let new = events.map { event in
      let kept = lightened(event)
      return Entry(event: kept, isSpaced: false, canvas: draw(kept))
    }.filter { $0.canvas.size.rows > 0 }.map { entry in
      var entry = entry
      entry.isSpaced = spacing.isBlank(before: entry.event)
      if entry.isSpaced { entry.canvas = Self.spaced(entry.canvas) }
      return entry
    }
    entries += new
    freezeOldPictures()
    scrollback.append(new.map(\.canvas), answers: answers)
  }

  mutating func fit(_ layout: StudioLayout) {
    guard layout != self.layout else { return }
    self.layout = layout
    for index in entries.indices where !entries[index].isFrozen {
      let canvas = draw(entries[index].event)
      entries[index].canvas = entries[index].isSpaced ? Self.spaced(canvas) : canvas
    }
    scrollback.replace(with: entries.map(\.canvas), rows: layout.lesson.rows)
  }

  mutating func scroll(_ change: (inout Scrollback) -> Void) { change(&scrollback) }

  var canvas: Canvas { scrollback.window(columns: layout.lesson.columns) }

  private static func spaced(_ canvas: Canvas) -> Canvas {
    var spaced = Canvas(Size(columns: canvas.size.columns, rows: canvas.size.rows + 1))
    spaced.draw(canvas, row: 1, column: 0)
    return spaced
  }

  private func draw(_ event: PlayerEvent) -> Canvas {
    let rows = max(6, min(16, layout.lesson.rows - 2))
    let width = layout.lesson.columns - (layout.picture == nil ? 0 : 1)
    return EventView.canvas(
      withoutStagedPictures(event), width: max(10, width), rows: rows, theme: theme)
  }

  /// A picture that stands in the picture pane is not drawn twice, only pointed at.
  private func withoutStagedPictures(_ event: PlayerEvent) -> PlayerEvent {
    guard layout.picture != nil,
      case .ran(let command, var outcome, let after, let byLesson) = event
    else { return event }
    outcome.reports = outcome.reports.map { report in
      if case .picture = report { .note("→ at the right") } else { report }
    }
    return .ran(command: command, outcome, after: after, byLesson: byLesson)
  }

  /// The event without the session, where no picture needs it.
  private func lightened(_ event: PlayerEvent) -> PlayerEvent {
    guard case .ran(let command, let outcome, _, let byLesson) = event, !event.hasPicture else {
      return event
    }
    return .ran(command: command, outcome, after: Session(), byLesson: byLesson)
  }

  private mutating func freezeOldPictures() {
    let live = entries.indices.filter { !entries[$0].isFrozen && entries[$0].event.hasPicture }
    for index in live.dropLast(Self.livePictures) {
      entries[index].isFrozen = true
      entries[index].event = .note("")
    }
  }
}

extension PlayerEvent {
  /// Whether drawing the event needs the session in it.
  var hasPicture: Bool {
    switch self {
    case .ran(_, let outcome, _, _):
      outcome.reports.contains { if case .picture = $0 { true } else { false } }
    case .figure: true
    default: false
    }
  }
}
