import Interpreter
import NeuralNetwork
import Pictures

/// A world with little in it, in which nothing takes long or much.
enum World {
  static func environment() -> Environment {
    Environment(
      readShipped: { path throws(Diagnostic) in
        guard path.hasSuffix(".csv") else { throw Diagnostic("there is no \(path)") }
        return Array("a,b,y\n1,2,u\n3,4,v\n5,6,u\n".utf8)
      },
      readFile: { path throws(Diagnostic) in
        guard path.hasSuffix(".csv") else { throw Diagnostic("there is no \(path)") }
        return Array("a,b,y\n1,2,0\n3,4,1\n5,6,0\n".utf8)
      },
      now: { .zero }, pictures: Gallery.declarations)
  }

  /// Runs `body` with a small budget, that of the learner's own lines as well.
  static func metered<Result>(_ body: () -> Result) -> Result {
    WorkMeter(operations: 3_000_000, bytes: 4 << 20).measuring(body)
  }
}
