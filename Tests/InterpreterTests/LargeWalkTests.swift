import Interpreter
import NeuralNetwork
import Testing

/// Walks through batches so large that only the followed sample's numbers are computed at once.
@Suite struct `Walking through large batches` {
  private static let networks = [
    "input 2; data spiral n=3000; add linear 24; add tanh; add layer_norm; add linear 24; add relu; "
      + "add residual 2; add linear 1; loss bce_with_logits",
    "data bars n=2500 size=4; input 1 4 4; add conv2d 4 kernel=3 padding=1; add relu; add max_pool2d 2; "
      + "add conv2d 6 kernel=2; add gelu; add flatten; add linear 2; loss cross_entropy",
    "input 2; data spiral n=4000; batch 3000; add linear 30; add dropout 0.5; add linear 20; add tanh; add linear 1; loss mse; "
      + "mode eval; freeze l0",
  ]

  /// The pass as the engine computes it at once.
  private static func whole(_ session: Session) throws -> (pass: Pass, gradients: [Float]) {
    let data = try #require(session.trainingData)
    let indices = try #require(session.walk?.whole.indices)
    let plan = try TrainingPlan(
      network: session.network, loss: session.loss, capacity: indices.count)
    var pass = try plan.forward(
      parameters: session.network.parameters, buffers: session.network.buffers, data: data,
      indices: indices)
    var gradients = [Float](repeating: 0, count: session.network.parameters.count)
    try plan.backward(
      &pass, parameters: session.network.parameters, data: data, gradients: &gradients)
    for layer in session.frozenLayers {
      for index in session.network.range(ofLayer: layer) { gradients[index] = 0 }
    }
    return (pass, gradients)
  }

  private static func row(_ values: [Float], _ row: Int, of count: Int) -> [UInt32] {
    let width = values.count / max(count, 1)
    return values[row * width..<(row + 1) * width].map(\.bitPattern)
  }

  private static func run(_ session: inout Session, _ line: String) {
    let run = session.run(line, in: .fake())
    #expect(run.failure == nil, "\(line): \(run.failure?.message ?? "")")
  }

  @Test(arguments: networks) func `the followed sample has the numbers of the whole batch's pass`(
    _ network: String
  ) throws {
    var session = Session.after("seed 4; \(network); sample 11; forward neuron")
    let (due, gradients) = try Self.whole(session)
    func check() throws {
      guard let walk = session.walk else { return }
      #expect(walk.pass.count == 1 && walk.count == due.count)
      for (place, values) in walk.pass.outputs.enumerated() {
        #expect(
          Self.row(values, 0, of: 1)
            == Self.row(due.outputs[place], walk.place, of: due.count))
      }
      for (place, values) in walk.pass.outputGradients.enumerated() {
        #expect(
          Self.row(values, 0, of: 1)
            == Self.row(due.outputGradients[place], walk.place, of: due.count))
      }
      // Of layers that are done, the gradients are those of all samples.
      guard walk.direction == .backward, walk.layer + 1 < session.network.layers.count else {
        return
      }
      for layer in walk.layer + 1..<session.network.layers.count {
        let range = session.network.range(ofLayer: layer)
        #expect(session.gradients[range].map(\.bitPattern) == gradients[range].map(\.bitPattern))
      }
    }
    try check()
    for line in ["neuron 3", "op 2", "sample 40", "finish", "op", "layer", "sample 3", "forward"] {
      Self.run(&session, line)
      try check()
    }
    let loss = try #require(session.knownLoss)
    #expect(Float(loss).bitPattern == due.loss?.bitPattern)
    #expect(
      session.pass?.outputs.map { $0.map(\.bitPattern) } == due.outputs.map { $0.map(\.bitPattern) }
    )
    for line in [
      "backward layer", "neuron", "op 3", "sample 40", "neuron", "finish", "layer", "op",
    ] {
      Self.run(&session, line)
      try check()
    }
    Self.run(&session, "backward")
    #expect(session.walk == nil)
    #expect(session.gradients.map(\.bitPattern) == gradients.map(\.bitPattern))
    #expect(
      session.pass?.outputGradients.map { $0.map(\.bitPattern) }
        == due.outputGradients.map { $0.map(\.bitPattern) })
  }

  @Test func `forward, backward and step are one step of train, bit for bit`() {
    for network in Self.networks.prefix(2) {
      var walked = Session.after("seed 2; \(network); optimizer adam lr=0.01")
      var trained = walked
      for _ in 0..<3 {
        Self.run(&walked, "zero_grad; forward; backward; step")
        Self.run(&trained, "train 1 steps")
      }
      #expect(
        walked.network.parameters.map(\.bitPattern) == trained.network.parameters.map(\.bitPattern))
    }
  }

  @Test func `what mixes samples is computed at once`() throws {
    let session = Session.after(
      "input 2; data spiral n=3000; add linear 24; add batch_norm1d; add linear 1; loss mse; "
        + "forward neuron")
    #expect(session.walk?.pass.count == 3000)
  }

  @Test func `numbers of other samples are computed when they are asked for`() throws {
    var session = Session.after("\(Self.networks[0]); forward layer; neuron 2")
    let (due, _) = try Self.whole(session)
    guard case .number(let value) = try session.evaluate("l0.output[2999, 5]") else {
      Issue.record("no number")
      return
    }
    #expect(value == Double(due.outputs[1][2999 * 24 + 5]))
    #expect(session.says("print l1.n5[3]")[0].contains("not computed yet"))
    Self.run(&session, "forward")
    #expect(session.says("print l1.n5[3]")[0].hasPrefix("l1.n5[3] "))
  }

  @Test(arguments: 0..<12) func `any way of walking, undoing and training comes to the same`(
    _ seed: Int
  ) {
    var generator = MersenneTwister(seed: UInt64(seed))
    let network = Self.networks[seed % 3]
    var session = Session.after("seed \(seed); \(network)")
    let start = session
    var script: [String] = []
    var place = 0
    let choices = [
      "forward neuron", "neuron", "op 3", "layer", "finish", "forward", "backward",
      "backward layer",
      "zero_grad", "step", "train 2 steps", "sample 9", "sample 77", "undo", "undo", "redo",
      "print l0.output[7]", "where", "watch loss", "set l0.bias[0] 0.1",
    ]
    var checked = 0
    for _ in 0..<60 {
      let command = choices[generator.integer(below: choices.count)]
      if command == "undo", place == 0 { continue }
      guard session.run(command, in: .fake()).failure == nil else { continue }
      switch command {
      case "undo": place -= 1
      case "redo": place += 1
      case "where", "print l0.output[7]": continue
      default:
        script = Array(script.prefix(place)) + [command]
        place += 1
      }
      guard generator.integer(below: 4) == 0 else { continue }
      var straight = start
      for line in script.prefix(max(0, place)) { Self.run(&straight, line) }
      checked += 1
      let isSame = session.whereabouts == straight.whereabouts && session.isBitEqual(to: straight)
      #expect(isSame, "\(script.prefix(place).joined(separator: "; "))")
      #expect(session.pastBytes != nil)
      guard isSame else { return }
    }
    #expect(checked > 3)
  }
}
