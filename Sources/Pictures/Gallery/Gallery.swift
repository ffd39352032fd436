public import Canvas
public import Interpreter

/// A picture of the session: how it is asked for, and how it is drawn.
///
/// A new picture is one file with a type that conforms, and one entry in `Gallery.all`.
protocol Picture: Sendable {
  /// Verb, name, summary, subject: read by the parser, help and completion.
  static var declaration: PictureDeclaration { get }

  /// The picture in at most `size`, its caption included; or why there is none, in words.
  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas
}

/// Why a picture cannot be drawn now, and what to try: "no data yet: try data xor".
struct NoPicture: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

/// All pictures.
public enum Gallery {
  static let all: [any Picture.Type] = [
    NetworkPicture.self, WeightsPicture.self, GradientsPicture.self, ActivationsPicture.self,
    DataPicture.self, LossPicture.self, CurvesPicture.self,
    RatePicture.self, BoundaryPicture.self, GraphPicture.self,
  ]

  /// What `show` and `plot` can be followed by.
  public static var declarations: [PictureDeclaration] { all.map { $0.declaration } }

  /// A picture of the session, at most `size` large, without blank rows at its end. Where there is
  /// nothing to draw, it says why.
  public static func draw(
    _ request: PictureRequest, of session: Session, size: Size, theme: Theme
  ) -> Canvas {
    let size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    guard size.columns > 0, size.rows > 0 else { return Canvas(size) }
    guard let picture = all.first(where: { $0.declaration.name == request.name }) else {
      return words("there is no picture \(request.name)", size: size, theme: theme)
    }
    let scene = Scene(request: request, session: session, size: size, theme: theme)
    do throws(NoPicture) {
      let canvas = try picture.draw(scene).withoutBlankRows
      return canvas.resized(to: Size(columns: size.columns, rows: min(size.rows, canvas.size.rows)))
    } catch {
      return words(error.reason, size: size, theme: theme)
    }
  }

  private static func words(_ reason: String, size: Size, theme: Theme) -> Canvas {
    let lines = theme.text(reason, style: theme.style(.faint)).wrapped(to: size.columns)
    return Canvas(lines: Array(lines.prefix(size.rows)), width: size.columns)
  }
}
