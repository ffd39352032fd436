import Canvas
import Foundation
import Interpreter
import Pictures
import Testing

/// Sessions that tests draw: made by the commands that a learner would type.
enum Sessions {
  /// The repository's lessons, for the digits.
  private static let lessons = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appending(path: "../../Lessons")

  static let environment = Environment(
    readShipped: { (path: String) throws(Diagnostic) -> [UInt8] in
      guard let data = try? Data(contentsOf: lessons.appending(path: path)) else {
        throw Diagnostic("\(path) is missing")
      }
      return Array(data)
    },
    readFile: { (path: String) throws(Diagnostic) -> [UInt8] in
      throw Diagnostic("tests read no file \(path)")
    },
    now: { .zero }, pictures: Gallery.declarations)

  /// The session after these commands, every one of which has to succeed.
  static func after(
    _ commands: String, sourceLocation: SourceLocation = #_sourceLocation
  ) -> Session {
    var session = Session(seed: 42)
    let run = session.run(commands, in: environment)
    if let failure = run.failure {
      Issue.record("\(failure.source): \(failure.message)", sourceLocation: sourceLocation)
    }
    return session
  }

  static let xor = """
    input 2; add linear 4; add tanh; add linear 1; add sigmoid; loss bce; optimizer adam lr=0.1; \
    data xor
    """
  static let digits = """
    data digits; split 0.8; input 64; add linear 32; add relu; add linear 10; \
    loss cross_entropy; optimizer adam lr=0.003; batch 64
    """

  static let colorless = Theme(colors: .none)

  static func picture(
    _ name: String, of commands: String, layer: Int? = nil, columns: Int, rows: Int,
    theme: Theme, sourceLocation: SourceLocation = #_sourceLocation
  ) -> Canvas {
    Gallery.draw(
      PictureRequest(name: name, layer: layer),
      of: after(commands, sourceLocation: sourceLocation),
      size: Size(columns: columns, rows: rows), theme: theme)
  }
}
