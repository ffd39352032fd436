import Interpreter
import NeuralNetwork
import Testing

/// A layer as a walk's test builds it, and what it reads.
struct WalkedLayer: Sendable, CustomStringConvertible {
  let axes: [Int]
  let script: String
  var isOfEntries = false

  var description: String { script }

  static let all: [WalkedLayer] =
    [
      "tanh", "sigmoid", "relu", "leaky_relu", "elu", "silu", "gelu", "softplus", "step",
      "softmax", "log_softmax", "dropout 0.4", "batch_norm1d", "flatten",
    ].map { WalkedLayer(axes: [3], script: "add linear 4; add \($0)") } + [
      WalkedLayer(axes: [3], script: "add linear 4; add linear 3 bias=false"),
      WalkedLayer(axes: [4], script: "add layer_norm"),
      WalkedLayer(axes: [2, 3, 3], script: "add batch_norm2d"),
      WalkedLayer(axes: [4], script: "add embedding 5 3", isOfEntries: true),
      WalkedLayer(axes: [3, 4], script: "add self_attention 2"),
      WalkedLayer(axes: [3, 4], script: "add positions; add self_attention 2"),
      WalkedLayer(axes: [2, 4, 4], script: "add conv2d 4 3 groups=2 dilation=1"),
      WalkedLayer(axes: [3], script: "add linear 3; freeze l0; add tanh"),
      WalkedLayer(axes: [3, 2], script: "add rnn 2"),
      WalkedLayer(axes: [3, 2], script: "add lstm 2"),
      WalkedLayer(axes: [3, 2], script: "add gru 2"),
      WalkedLayer(axes: [3], script: "add linear 3; add tanh; add residual 2"),
      WalkedLayer(axes: [2, 6], script: "add conv1d 2 3"),
      WalkedLayer(axes: [2, 4, 4], script: "add conv2d 2 3 padding=1; add relu"),
      WalkedLayer(axes: [2, 4, 4], script: "add max_pool2d 2"),
      WalkedLayer(axes: [2, 4, 4], script: "add avg_pool2d 2"),
      WalkedLayer(axes: [2, 4, 3], script: "add adaptive_max_pool2d 1"),
      WalkedLayer(axes: [2, 4, 3], script: "add adaptive_avg_pool2d 1"),
    ]

  /// A network of it, with data for it and an optimizer.
  func session(batch: Int?, generator: inout MersenneTwister) -> Session {
    let samples = 4
    func number() -> String {
      isOfEntries
        ? String(generator.integer(below: 5))
        : String(Int(generator.integer(below: 41)) - 20) + "/9"
    }
    func array(_ axes: ArraySlice<Int>) -> String {
      guard let count = axes.first else { return number() }
      return "[" + (0..<count).map { _ in array(axes.dropFirst()) }.joined(separator: ", ") + "]"
    }
    let inputs = array([samples] + axes[...])
    let targets = (0..<samples).map { _ in "[\(number()), \(number())]" }.joined(separator: ", ")
    return .after(
      """
      seed \(generator.integer(below: 1000))
      input \(axes.map(String.init).joined(separator: " ")); \(script); add flatten; add linear 2
      loss mse; optimizer adam; data values x=\(inputs) y=[\(targets)]
      \(batch.map { "batch \($0)" } ?? "batch all"); sample \(generator.integer(below: samples))
      """)
  }
}

@Suite struct `Walks at random` {
  @Test func `every layer of the catalog is walked through`() {
    let scripts = WalkedLayer.all.map(\.script).joined(separator: "; ") + ";"
    for type in Catalog.layers {
      #expect(
        scripts.split(whereSeparator: { $0 == " " || $0 == ";" })
          .contains { $0 == type.declaration.name }, "\(type.declaration.name)")
    }
  }

  @Test(arguments: WalkedLayer.all)
  func `whatever the pieces, the end is that of the pass at once`(_ layer: WalkedLayer) {
    for seed in 0..<6 {
      var generator = MersenneTwister(seed: UInt64(seed))
      var walked = layer.session(batch: seed % 3 == 2 ? 2 : nil, generator: &generator)
      var straight = walked
      for round in 0..<2 {
        for direction in ["forward", "backward"] {
          walk(direction, &walked, &generator)
          #expect(straight.run(direction, in: .fake()).failure == nil)
          #expect(walked.isSameMoment(as: straight), "\(layer) seed \(seed) \(direction)")
          #expect(walked.walk == nil)
          // The loss and the like are printed alike.
          #expect(walked.says("print loss, l0.output") == straight.says("print loss, l0.output"))
        }
        // Gradients of the first pass stay in those of the second.
        if round == 1 {
          #expect(walked.run("step", in: .fake()).failure == nil)
          #expect(straight.run("step", in: .fake()).failure == nil)
          #expect(walked.isSameMoment(as: straight))
        }
      }
    }
  }

  /// Goes one way in pieces of random size, and back and forth in time.
  private func walk(
    _ direction: String, _ session: inout Session, _ generator: inout MersenneTwister
  ) {
    var commands = 0
    repeat {
      let draw = generator.integer(below: 20)
      let piece =
        switch draw {
        case 0...5: "op \(1 + generator.integer(below: 9))"
        case 6...12: "neuron"
        case 13...15: "neuron \(1 + generator.integer(below: 5))"
        case 16, 17: "layer"
        case 18: commands == 0 ? "layer" : "sample \(generator.integer(below: 4))"
        default: ""
        }
      let sampleBefore = session.sample
      let line =
        piece.hasPrefix("sample")
        ? piece
        : generator.integer(below: 2) == 0 && commands > 0 && !piece.isEmpty
          ? piece : "\(direction) \(piece)"
      let before = session
      #expect(session.run(line, in: .fake()).failure == nil, "\(line)")
      if generator.integer(below: 4) == 0 {
        let after = session
        #expect(session.run("undo", in: .fake()).failure == nil)
        #expect(session.isSameMoment(as: before) && session.walk == before.walk)
        #expect(session.run("redo", in: .fake()).failure == nil)
        #expect(session.isSameMoment(as: after) && session.walk == after.walk)
      }
      if piece.hasPrefix("sample") {
        #expect(session.run("sample \(sampleBefore)", in: .fake()).failure == nil)
      }
      commands += 1
    } while session.walk != nil
  }

  @Test(arguments: Catalog.losses.map { $0.declaration.name })
  func `every loss is walked through, operation by operation`(_ loss: String) {
    let targets =
      switch loss {
      case "cross_entropy", "nll": "labels=[0, 1, 1]"
      case "hinge", "perceptron": "y=[[1, -1], [-1, 1], [1, 1]]"
      default: "y=[[1, 0], [0, 1], [0.5, 1]]"
      }
    let last = loss == "bce" ? "; add sigmoid" : loss == "nll" ? "; add log_softmax" : ""
    var session = Session.after(
      "input 2; add linear 2\(last); loss \(loss); data values x=[[1, 2], [0, 1], [3, 1]] \(targets)"
    )
    var straight = session
    #expect(
      session.run("forward layer \(session.network.layers.count)", in: .fake()).failure == nil)
    for direction in ["forward", "backward"] {
      for _ in 0..<1000 where session.walk != nil || direction == "backward" {
        #expect(session.run("op", in: .fake()).failure == nil)
        if session.walk == nil { break }
      }
      #expect(straight.run(direction, in: .fake()).failure == nil)
      #expect(session.isSameMoment(as: straight))
    }
  }
}

@Suite struct `What ends a walk` {
  private static let start = `A walk by hand`.network + "\nforward; backward layer 3"

  @Test(arguments: [
    "set l0.weight[0,0] 1", "optimizer adam", "set lr 0.1", "loss mse", "add relu", "remove 1",
    "data xor", "seed 3", "init zeros", "train 1",
  ])
  func `a change of what the pass follows from`(_ change: String) {
    var session = Session.after(Self.start)
    let said = session.says(change)
    #expect(
      said.contains { $0.hasPrefix("the walk backward ends here: it was of what has changed") })
    #expect(session.walk == nil && session.pass == nil)
    #expect(session.says("forward layer").last?.hasPrefix("!") == false)
    #expect(session.says("undo 2; op").count >= 1)
  }

  @Test func `what it has added to the gradients is taken back`() {
    var session = Session.after(`A walk by hand`.network + "\nforward; backward; forward")
    let gradients = session.gradients
    #expect(session.run("backward layer 3; backward neuron", in: .fake()).failure == nil)
    #expect(session.gradients != gradients)
    #expect(session.run("set lr 0.1", in: .fake()).failure == nil)
    #expect(session.gradients == gradients)
    session = .after(Self.start + "; set lr 0.1")
    #expect(!session.hasGradients)
  }

  @Test(arguments: ["print 1", "let k = 3", "sample 0", "where", "show network", "help", "history"])
  func `looking and naming do not`(_ line: String) {
    var session = Session.after(Self.start)
    let walk = session.walk
    _ = session.says(line)
    #expect(session.walk == walk)
  }

  @Test func `another sample begins the layer anew`() {
    var session = Session.after(
      "input 2; add linear 2; loss mse; data values x=[[1, 2], [3, 4]] y=[[0, 0], [1, 1]]")
    #expect(session.run("forward neuron; sample 1", in: .fake()).failure == nil)
    #expect(session.position.prefix(4) == ["sample 1/2", "forward", "l0 linear", "n0"])
    #expect(session.run("forward; backward layer; backward neuron", in: .fake()).failure == nil)
    #expect(session.gradients != [0, 0, 0, 0, 0, 0])
    #expect(session.run("sample 0", in: .fake()).failure == nil)
    #expect(session.gradients == [0, 0, 0, 0, 0, 0])
  }
}

@Suite struct `The place in a walk` {
  @Test func `is in the status line and in where`() {
    var session = Session.after(
      "input 2; add linear 2; add tanh; add linear 1; loss mse; data xor; sample 3; forward layer")
    #expect(session.position == ["sample 3/4", "forward", "l1 tanh", "n0", "step 0", "undo 8"])
    #expect(session.run("forward; backward layer 3; op 2", in: .fake()).failure == nil)
    #expect(
      session.position.prefix(5) == [
        "sample 3/4", "backward", "l0 linear", "n0", "op mul 3/3",
      ])
    #expect(
      session.says("where") == [
        """
        backward · sample 3 of 4 in the batch · l0 linear 2→2
        next is operation 3 of 3 of neuron n0 of 2
        nothing comes behind this layer
        """
      ])
    #expect(
      session.says("backward; where") == [
        "backward: gradients of 9 parameters · norm "
          + NumberText.decimal(
            session.gradients.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()),
        "the pass has gone forward and back: step changes the weights, forward begins anew",
      ])
  }
}
