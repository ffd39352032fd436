import Canvas

/// A tall canvas behind a short window: what was shown, and which part of it is in view.
struct Scrollback {
  /// What was said, as it is drawn; drawn again when the width changes.
  private(set) var content: [Canvas] = []
  private(set) var height = 0
  /// The row of the content at the top of the window.
  private(set) var top = 0
  /// The row below the last one that was ever in view.
  private(set) var seen = 0
  private(set) var rows: Int
  /// Where what came last begins.
  private var turnStart = 0

  init(rows: Int) { self.rows = max(0, rows) }

  /// Rows below the window.
  var below: Int { max(0, height - top - rows) }
  /// Whether something below was never in view.
  var hasUnseen: Bool { seen < height }

  /// Adds what came in one go. What is longer than the window is shown from its beginning.
  ///
  /// - Parameter answers: it belongs to what was added last, and the beginning is that of both.
  mutating func append(_ canvases: [Canvas], answers: Bool = false) {
    if !answers { turnStart = height + (canvases.first?.blankRowsAtTop ?? 0) }
    content += canvases
    height += canvases.reduce(0) { $0 + $1.size.rows }
    move(to: height - turnStart > rows ? turnStart : height - rows)
  }

  /// Takes other canvases of the same things, and another height of the window. What was in view
  /// stays in view, as far as can be told.
  mutating func replace(with canvases: [Canvas], rows: Int) {
    let wasAtEnd = below == 0
    let share = height > 0 ? Double(top) / Double(height) : 0
    let unseen = hasUnseen
    content = canvases
    height = canvases.reduce(0) { $0 + $1.size.rows }
    self.rows = max(0, rows)
    seen = unseen ? min(seen, max(0, height - 1)) : height
    turnStart = height
    move(to: wasAtEnd ? height - self.rows : Int(share * Double(height)))
  }

  mutating func move(by rows: Int) { move(to: top + rows) }
  mutating func moveToTop() { move(to: 0) }
  mutating func moveToEnd() { move(to: height - rows) }
  /// Goes on to what was not seen yet.
  mutating func moveToUnseen() { move(to: min(seen, height - rows)) }

  private mutating func move(to row: Int) {
    top = max(0, min(row, height - rows))
    seen = max(seen, min(height, top + rows))
  }

  /// What the window shows.
  func window(columns: Int) -> Canvas {
    var window = Canvas(Size(columns: columns, rows: rows))
    var row = -top
    for canvas in content {
      if row >= rows { break }
      if row + canvas.size.rows > 0 { window.draw(canvas, row: row, column: 0) }
      row += canvas.size.rows
    }
    return window
  }
}

extension Canvas {
  fileprivate var blankRowsAtTop: Int {
    (0..<size.rows).first { row($0).contains { $0 != .blank } } ?? 0
  }
}
