import Interpreter
import NeuralNetwork

enum CommandFuzz {
  /// A session with something to ask about.
  private static let session: Session = {
    var session = Session(seed: 1)
    _ = session.run(
      """
      data xor; input 2; add linear 3; add tanh; add linear 1; add sigmoid; loss bce
      optimizer adam lr=0.1; train 2; let a = 2; let b = a * 3; forward; backward; mark m
      """, in: World.environment())
    return session
  }()

  /// Lines at the prompt: what fails changes nothing.
  static func run(_ bytes: [UInt8]) {
    guard bytes.count <= 2_000 else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    let environment = World.environment()
    var session = Self.session
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).prefix(8) {
      let line = String(line)
      _ = isIncomplete(line)
      _ = Completion.candidates(
        line: line, cursor: line.utf8.count, session: session, environment: environment)
      let before = session
      let run = session.run(line, in: environment)
      if run.failure != nil {
        let expected = run.steps.last?.after ?? before
        // What holds numbers that are none does not even equal itself.
        precondition(session == expected || expected != expected, "a failure changed something")
      }
    }
  }

  /// A condition: true, false, a value or an error.
  static func evaluate(_ bytes: [UInt8]) {
    guard bytes.count <= 1_000 else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let expression = try? Expression(parsing: text) else { return }
    for part in expression.conjuncts { _ = part.comparison?.left.text }
    _ = try? session.evaluate(expression, names: ["attempts": .number(1), "hints": .number(0)])
  }
}
