import Canvas
import Interpreter
import LessonEngine
import Pictures

/// The picture pane: the network, or what `show` and `plot` asked for last, always of the session
/// as it is.
struct StudioStage {
  private(set) var request = PictureRequest(name: "network")

  /// Takes the last picture that was asked for.
  mutating func observe(_ events: [PlayerEvent]) {
    for event in events {
      switch event {
      case .ran(_, let outcome, _, _):
        for case .picture(let request) in outcome.reports { self.request = request }
      case .figure(let request, _, _): self.request = request
      case .lessonBegins: request = PictureRequest(name: "network")
      default: break
      }
    }
  }

  /// A tall pane has the loss under the picture, once there is one.
  func canvas(of session: Session, size: Size, theme: Theme) -> Canvas {
    guard size.rows >= Self.rowsForTwo, request.name != "loss", session.step > 0 else {
      return Gallery.draw(request, of: session, size: size, theme: theme)
    }
    let below = size.rows / 3
    var canvas = Canvas(size)
    canvas.draw(
      Gallery.draw(
        request, of: session, size: Size(columns: size.columns, rows: size.rows - below - 1),
        theme: theme), row: 0, column: 0)
    canvas.draw(
      Gallery.draw(
        PictureRequest(name: "loss"), of: session,
        size: Size(columns: size.columns, rows: below), theme: theme),
      row: size.rows - below, column: 0)
    return canvas
  }

  private static let rowsForTwo = 28
}
