import Foundation
import Interpreter
import Testing

extension Environment {
  /// A world with the data sets that ship, and with files of noise.
  static let shipped: Environment = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Lessons")
    var environment = Environment.fake(files: [
      "rare.csv": Noise.rareClass, "few.csv": Noise.samples(40, seed: 1),
      "many.csv": Noise.samples(200, seed: 2),
    ])
    environment.readShipped = { path throws(Diagnostic) in
      guard let data = try? Data(contentsOf: folder.appending(path: path)) else {
        throw Diagnostic("there is no shipped file \(path)")
      }
      return Array(data)
    }
    return environment
  }()
}

/// Samples that are mostly chance, the same at each run.
private struct Noise {
  private var state: UInt64

  /// Evenly from −1.7 to 1.7: deviation 1.
  private mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 40) / Double(1 << 24) - 0.5) * 3.4
  }

  /// One of 20 samples is of class 1, and the classes overlap.
  static var rareClass: String {
    var noise = Noise(state: 7)
    let rows = (0..<200).map { index in
      let rare = index % 20 == 0
      return "\(noise.next() * 0.7 + (rare ? 1 : 0)),\(noise.next() * 0.7 - (rare ? 1 : 0)),"
        + (rare ? "1" : "0")
    }
    return (["a,b,class"] + rows).joined(separator: "\n")
  }

  /// Six values, of which the first has a little to do with the class.
  static func samples(_ count: Int, seed: UInt64) -> String {
    var noise = Noise(state: seed)
    let rows = (0..<count).map { _ in
      let x = (0..<6).map { _ in noise.next() }
      return x.map { "\($0)" }.joined(separator: ",") + (x[0] + noise.next() > 0 ? ",1" : ",0")
    }
    return (["a,b,c,d,e,f,class"] + rows).joined(separator: "\n")
  }
}

extension Session {
  /// What `why` says of it now.
  func why(sourceLocation: SourceLocation = #_sourceLocation) -> Diagnosis? {
    var copy = self
    let run = copy.run("why", in: .shipped)
    #expect(run.failure == nil, sourceLocation: sourceLocation)
    #expect(copy.network == network, sourceLocation: sourceLocation)
    if case .diagnosis(let diagnosis)? = run.steps.first?.outcome.reports.first {
      return diagnosis
    }
    return nil
  }
}

extension Diagnosis {
  /// "dead relu (certain): 4 of 4 neurons …", for a failing test.
  var text: String {
    findings.map { "\($0.name) (\($0.confidence)): \($0.evidence.joined(separator: "; "))" }
      .joined(separator: "\n")
  }
}
