import Canvas

/// Where the panes of the studio are, for one size of the window.
///
///     ┌ lesson ──────────┬ picture ────────┐
///     │                  │                 │
///     ├ status ──────────┴─────────────────┤
///     └ prompt ────────────────────────────┘
///
/// A window that is too narrow has no picture pane; pictures then stand in the lesson.
struct StudioLayout: Equatable {
  let window: Size
  let lesson: Size
  /// Nil where there is no room.
  let picture: Size?
  let prompt: Size
  /// The row of the status line.
  var statusRow: Int { lesson.rows }
  var promptRow: Int { min(window.rows - 1, lesson.rows + 1) }
  /// The first column of the picture; the one before it holds the line between the panes.
  var pictureColumn: Int { lesson.columns + 1 }

  /// The narrowest window with a picture pane.
  static let narrowestWithPicture = 72
  /// Below this, the plain driver is the better one.
  static let smallest = Size(columns: 60, rows: 16)

  init(window: Size) {
    self.window = window
    let promptRows =
      switch window.rows {
      case 36...: 6
      case 24...: 4
      case 12...: 3
      case 6...: 2
      default: 1
      }
    prompt = Size(columns: window.columns, rows: promptRows)
    let rows = max(0, window.rows - promptRows - 1)
    if window.columns >= Self.narrowestWithPicture {
      // Prose is read most easily in lines of 40 to 88 characters; the rest is the picture's.
      let left = min(88, max(40, window.columns * 11 / 20))
      lesson = Size(columns: left, rows: rows)
      picture = Size(columns: window.columns - left - 1, rows: rows)
    } else {
      lesson = Size(columns: window.columns, rows: rows)
      picture = nil
    }
  }
}
