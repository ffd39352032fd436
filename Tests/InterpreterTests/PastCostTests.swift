import Foundation
import Interpreter
import NeuralNetwork
import Testing

@Suite(.serialized) struct `The cost of the past` {
  /// How often both are measured; `GRADUS_ROUNDS` sets another number, and has the times printed.
  private static let rounds = ProcessInfo.processInfo.environment["GRADUS_ROUNDS"].flatMap {
    Int($0)
  }

  /// The digits and 64-128-64-10, as the benchmark has them.
  private static let script = """
    seed 42; data digits; input 64; add linear 128; add relu; add linear 64; add relu; add linear 10
    loss cross_entropy; optimizer adam lr=0.001; batch 32; train 57 steps
    """

  @Test func `a thousand steps take at most a quarter more time when they can be undone`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let clock = ContinuousClock()
    let start = clock.now
    var environment = Environment(
      readShipped: { path throws(Diagnostic) in
        guard let data = try? Data(contentsOf: root.appending(path: "Lessons/\(path)")) else {
          throw Diagnostic("there is no shipped file \(path)")
        }
        return Array(data)
      }, readFile: { _ throws(Diagnostic) in [] }, now: { clock.now - start })
    let session = Session.after(Self.script, in: environment)
    let standard = environment.pastLimit
    var best = [Duration.seconds(1000), .seconds(1000)]
    var ratios: [Double] = []
    // In turn, as machines are noisy; what is the least is the least disturbed.
    for _ in 0..<(Self.rounds ?? 9) {
      var took: [Duration] = []
      for (index, limit) in [0, standard].enumerated() {
        environment.pastLimit = limit
        var copy = session
        let duration = clock.measure {
          #expect(copy.run("train 1000 steps", in: environment).failure == nil)
        }
        #expect(copy.waypointCount == (limit == 0 ? 0 : session.waypointCount + 15))
        took.append(duration)
        best[index] = min(best[index], duration)
      }
      ratios.append(took[1] / took[0])
    }
    let ratio = best[1] / best[0]
    if Self.rounds != nil {
      let median = ratios.sorted()[ratios.count / 2]
      print(
        "1000 steps without a past \(best[0]), with it \(best[1]): ratio of the best \(ratio), "
          + "median of the ratios \(median)")
    }
    #expect(ratio < 1.25)
  }
}
