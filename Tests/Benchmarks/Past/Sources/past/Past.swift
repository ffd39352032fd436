import Foundation
import Interpreter
import NeuralNetwork

/// A thousand steps of the digits' 64-128-64-10 with a past and without one, in turn.
///
///     past LESSONS [ROUNDS [THREADS]]
@main
struct Past {
  /// As Tests/Benchmarks/workloads has it, after one epoch.
  private static let script = """
    seed 42; data digits; input 64; add linear 128; add relu; add linear 64; add relu; add linear 10
    loss cross_entropy; optimizer adam lr=0.001; batch 32; train 57 steps
    """

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let lessons = URL(fileURLWithPath: arguments.first ?? "Lessons")
    let rounds = arguments.dropFirst().first.flatMap { Int($0) } ?? 25
    Threads.use(arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1)
    let clock = ContinuousClock()
    let start = clock.now
    var environment = Environment(
      readShipped: { path throws(Diagnostic) in
        guard let data = try? Data(contentsOf: lessons.appending(path: path)) else {
          throw Diagnostic("there is no shipped file \(path)")
        }
        return Array(data)
      }, readFile: { _ throws(Diagnostic) in [] }, now: { clock.now - start })
    let session = after(script, Session(), in: environment)
    let limits = [0, environment.pastLimit]
    var best = [Duration.seconds(1000), .seconds(1000)]
    var ratios: [Double] = []
    // In turn, as machines are noisy; what is the least is the least disturbed.
    for _ in 0..<rounds {
      let took = limits.indices.map { index in
        environment.pastLimit = limits[index]
        return clock.measure { _ = after("train 1000 steps", session, in: environment) }
      }
      for index in limits.indices { best[index] = min(best[index], took[index]) }
      ratios.append(took[1] / took[0])
    }
    print(
      "1000 steps without a past \(best[0]), with it \(best[1]): ratio of the best \(best[1] / best[0]), "
        + "median of the ratios \(ratios.sorted()[ratios.count / 2]) in \(rounds) rounds")
  }

  /// The session after these commands; ends the program where one fails.
  private static func after(
    _ script: String, _ session: Session, in environment: Environment
  ) -> Session {
    var session = session
    if let failure = session.run(script, in: environment).failure {
      FileHandle.standardError.write(Data("\(failure.message)\n".utf8))
      exit(1)
    }
    return session
  }
}
