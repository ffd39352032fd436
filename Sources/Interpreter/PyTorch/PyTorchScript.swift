import NeuralNetwork

/// The present session as a script for PyTorch that runs as it stands: the network, the loss, the
/// optimizer, the data, and what the last command does.
///
/// Fresh layers draw the same numbers there as here after the same seed. Small networks bring their
/// weights along; for the samples of large data others of the same shape stand in, and a comment says
/// so.
struct PyTorchScript {
  private let session: Session
  private let network: PyTorchNetwork

  /// Weights, and numbers of samples, that are written out: what can be read on one screen.
  private static let mostWeights = 40
  private static let mostNumbers = 24

  init(_ session: Session) {
    self.session = session
    network = PyTorchNetwork(session.network)
  }

  /// The script, a line each.
  var lines: [String] {
    var lines = ["import torch", "from torch import nn, optim", ""]
    lines += network.definitions.flatMap { [$0, ""] }
    lines.append("torch.manual_seed(\(session.seed))")
    lines += network.lines
    lines += weights
    for layer in session.frozenLayers {
      if let address = network.address(ofLayer: layer) {
        lines.append("\(address).requires_grad_(False)")
      }
    }
    if session.mode == .evaluation { lines.append("net.eval()") }
    if let loss = session.loss { lines.append("loss_fn = \(loss.pytorch)") }
    // An optimizer of nothing is an error there.
    if !session.network.parameters.isEmpty {
      lines.append("optimizer = \(session.optimizer.pytorch)")
    }
    if let schedule = session.schedule, !session.network.parameters.isEmpty {
      lines.append("scheduler = \(schedule.pytorch)")
    }
    lines += data
    return lines + [""] + PyTorchCommand(session).lines
  }

  /// The weights, where they are few enough to be read.
  private var weights: [String] {
    let structure = session.network
    guard !structure.parameters.isEmpty else { return [] }
    guard structure.parameters.count <= Self.mostWeights else {
      return ["# fresh weights: \(structure.parameters.count) numbers are too many to write out"]
    }
    // What a training command began from, so that the script does what it did.
    let isTraining = ["train", "fit", "step"].contains {
      session.lastCommand?.hasPrefix($0) == true
    }
    let start = isTraining ? session.beforeLastCommand?.parameters : nil
    let parameters = start ?? structure.parameters
    var lines = start == nil ? [] : ["# as they were before the last command"]
    lines.append("with torch.no_grad():")
    for slice in structure.slices {
      guard let address = network.address(ofLayer: slice.layer) else { continue }
      let inner = network.inner(slice.layer)
      let values = Self.tensor(parameters[slice.range], slice.shape)
      lines.append("    \(address)\(inner).\(slice.name).copy_(torch.tensor(\(values)))")
    }
    return lines
  }

  private var data: [String] {
    guard let data = session.trainingData else { return [] }
    let input = (session.network.input ?? data.inputShape).dimensions
    let readsIndices = session.network.layers.first is Embedding
    let shape = ([data.count] + input).map(String.init).joined(separator: ", ")
    var lines: [String] = []
    if let features = session.moment.data?.features {
      lines.append("# x holds, for each sample: \(features.texts.joined(separator: ", "))")
    }
    let isStandardised = session.moment.data?.isStandardised == true
    if data.inputs.count <= Self.mostNumbers,
      data.inputShape.count == input.reduce(1, *)
    {
      if isStandardised {
        lines.append("# standardised: (x - mean) / std of the samples to learn from")
      }
      lines.append("x = torch.tensor(\(Self.tensor(data.inputs[...], [data.count] + input)))")
    } else {
      lines.append("# in the place of \(data.name): numbers of the same shape")
      lines.append(readsIndices ? "x = torch.zeros(\(shape))" : "x = torch.randn(\(shape))")
      if isStandardised {
        lines.append("mean, std = x.mean(0), x.std(0, correction=0)")
        lines.append("x = (x - mean) / std  # and x_test by the same mean and std")
      }
    }
    if readsIndices { lines.append("x = x.long()") }
    return lines + [targets(data)]
  }

  private func targets(_ data: Dataset) -> String {
    switch data.targets {
    case .classes(let classes, let count):
      return data.count <= Self.mostNumbers
        ? "y = torch.tensor([\(classes.map { "\($0)" }.joined(separator: ", "))])"
        : "y = torch.randint(\(count), (\(data.count),))"
    case .values(let values, let width):
      return values.count <= Self.mostNumbers
        ? "y = torch.tensor(\(Self.tensor(values[...], [data.count, width])))"
        : "y = torch.randint(2, (\(data.count), \(width))).float()"
    }
  }

  /// "[[0.5, 1.0], [2.0, 3.0]]"
  static func tensor(_ values: ArraySlice<Float>, _ shape: [Int]) -> String {
    guard let count = shape.first, shape.count > 1 else {
      return "[\(values.map { number($0) }.joined(separator: ", "))]"
    }
    let width = values.count / max(count, 1)
    let rows = (0..<count).map { row in
      let start = values.startIndex + row * width
      return tensor(values[start..<start + width], Array(shape.dropFirst()))
    }
    return "[\(rows.joined(separator: ", "))]"
  }

  /// The shortest digits that stand for the number; Swift and Python write them alike.
  private static func number(_ value: Float) -> String {
    if value.isNaN { return "float(\"nan\")" }
    if value.isInfinite { return value < 0 ? "-float(\"inf\")" : "float(\"inf\")" }
    return value.description
  }
}

extension Session {
  /// The network before the last command, where that is known and of the same structure.
  fileprivate var beforeLastCommand: Network? {
    guard let entry = pastMoments(1).first,
      entry.command == lastCommand.map({ Diagnostic.shortened($0) }),
      entry.moment.training.network.hasSameStructure(as: network)
    else { return nil }
    return entry.moment.training.network
  }
}
