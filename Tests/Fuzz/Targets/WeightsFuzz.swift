import Interpreter
import NeuralNetwork

enum WeightsFuzz {
  /// Networks of each kind of name: plain, with running means, within blocks and modules.
  private static let networks = [
    "input 2; add linear 1",
    "input 3; add linear 3; add tanh; add residual 2; add batch_norm1d; add linear 2",
    "input 2 3; add lstm 2",
  ]

  /// Whole weights for one of the networks, or an error and nothing changed.
  static func run(_ bytes: [UInt8]) {
    if let file = try? SafeTensors(bytes, memoryLimit: 8 << 20) { check(file) }
    var environment = World.environment()
    environment.readFile = { _ throws(Diagnostic) in bytes }
    for network in networks {
      var session = Session(seed: 1)
      _ = session.run(network, in: environment)
      let before = session
      let run = session.run("load net.safetensors", in: environment)
      precondition(session.network.hasSameStructure(as: before.network))
      precondition(session.network.parameters.count == before.network.parameters.count)
      precondition(session.network.buffers.count == before.network.buffers.count)
      if run.failure != nil {
        precondition(session == before, "a failure changed something")
      } else {
        _ = session.run("undo", in: environment)
        precondition(session.network == before.network, "undo did not bring the weights back")
      }
    }
  }

  private static func check(_ file: SafeTensors) {
    for entry in file.entries {
      guard let values = file.values(of: entry) else { continue }
      precondition(values.count == Shape(entry.shape).count, "numbers do not fill their shape")
    }
    // What was read can be written, and is the same then, bit for bit.
    let items = file.entries.compactMap { entry in
      file.values(of: entry).map {
        SafeTensors.Item(name: entry.name, shape: entry.shape, values: $0[...])
      }
    }
    let written = SafeTensors.file(
      of: items, metadata: file.metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    guard let again = try? SafeTensors(written) else {
      preconditionFailure("what was written cannot be read")
    }
    precondition(again.metadata == file.metadata)
    let readable = file.entries.filter { file.values(of: $0) != nil }
    for (new, old) in zip(again.entries, readable) {
      precondition(new.name == old.name && new.shape == old.shape)
      precondition(
        again.values(of: new)?.map(\.bitPattern) == file.values(of: old)?.map(\.bitPattern))
    }
  }
}
