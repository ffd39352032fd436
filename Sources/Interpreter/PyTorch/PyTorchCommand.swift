import NeuralNetwork

/// What the last command does, in PyTorch: lines that run behind the script's others.
struct PyTorchCommand {
  private let session: Session

  init(_ session: Session) {
    self.session = session
  }

  var lines: [String] {
    guard let command = session.lastCommand, let statement = Statement.first(of: command),
      let parsed = try? Command(statement)
    else { return [] }
    return ["# \(Diagnostic.shortened(command))"] + Self.body(parsed, session)
  }

  private static func body(_ command: Command, _ session: Session) -> [String] {
    let isComplete = session.trainingData != nil && session.loss != nil
    switch command.declaration.verb {
    case "train" where isComplete: return train(command, session)
    case "forward" where isComplete: return forward
    case "backward" where isComplete: return forward + ["loss.backward()"]
    case "step" where isComplete:
      return forward + ["loss.backward()"] + session.optimizer.gradientRules.pytorch
        + ["optimizer.step()"]
    case "zero_grad": return ["optimizer.zero_grad()"]
    case "predict":
      return command.arguments.sampleText(session).map { text in
        ["net.eval()", "print(net(torch.tensor(\(text))))"]
      } ?? []
    case "new", "input", "add", "insert", "remove", "replace", "seed", "data", "loss",
      "optimizer", "schedule", "freeze", "unfreeze", "mode", "features", "standardise":
      return ["# is in the lines above"]
    default:
      // An example of the same, which need not fit this network.
      return comment("for example: \(command.declaration.pytorch)")
    }
  }

  /// Lines short enough that no view breaks one where Python would read on.
  private static func comment(_ text: String) -> [String] {
    var lines = ["#"]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + word.count > 76 { lines.append("#  ") }
      lines[lines.count - 1] += " \(word)"
    }
    return lines
  }

  private static let forward = ["loss = loss_fn(net(x), y)", "print(loss.item())"]

  private static func train(_ command: Command, _ session: Session) -> [String] {
    let step =
      ["optimizer.zero_grad()", "loss.backward()"] + session.optimizer.gradientRules.pytorch
      + ["optimizer.step()"]
      + (session.moment.schedule?.unit == .step ? ["scheduler.step()"] : [])
    let count =
      (try? command.arguments.integer(
        "COUNT", "the number to train", in: 1...1_000_000_000, session: session)) ?? nil
    let most =
      (try? command.arguments.integer("max", "max", in: 1...1_000_000_000, session: session))
      ?? nil
    let isSteps = command.arguments.word("UNIT")?.text == "steps"
    let epochs = command.arguments.form == 0 ? most ?? 1000 : count ?? 1
    var lines: [String]
    if let size = session.batchSize, !session.isFullBatch {
      // As many epochs as hold so many steps.
      let passes = isSteps ? (epochs + session.stepsPerEpoch - 1) / session.stepsPerEpoch : epochs
      lines = [
        "for epoch in range(\(passes)):",
        "    for batch in torch.randperm(len(x)).split(\(size)):",
        "        loss = loss_fn(net(x[batch]), y[batch])",
      ]
      lines += step.map { "        " + $0 }
      if isSteps, epochs % session.stepsPerEpoch != 0 {
        lines.insert("# \(epochs) steps, and the rest of their last epoch", at: 0)
      }
    } else {
      lines = ["for epoch in range(\(epochs)):", "    loss = loss_fn(net(x), y)"]
      lines += step.map { "    " + $0 }
    }
    if let schedule = session.moment.schedule, schedule.unit != .step {
      lines.append("    scheduler.step()")
    }
    if command.arguments.form == 0, let node = command.arguments.node("CONDITION") {
      lines.append("    # until \(command.arguments.text(in: node.range)): if …: break")
    }
    // What training ends with is the loss in use.
    if !session.layersThatDifferByMode.isEmpty { lines.append("net.eval()") }
    return lines + ["print(loss_fn(net(x), y).item())"]
  }
}

extension Arguments {
  /// The values of `predict` as one sample: "[[1.0, 0.0]]"
  fileprivate func sampleText(_ session: Session) -> String? {
    var evaluator = Evaluator(session)
    var inputs: [Float] = []
    for node in nodes("VALUES") {
      switch try? evaluator.value(of: node) {
      case .number(let number): inputs.append(Float(number))
      case .tensor(let tensor): inputs += tensor.values
      default: return nil
      }
    }
    guard let shape = session.network.input?.dimensions, inputs.count == shape.reduce(1, *),
      inputs.count <= 200
    else { return nil }
    return PyTorchScript.tensor(inputs[...], [1] + shape)
  }
}

extension Statement {
  /// The first command of a line; nil where there is none.
  fileprivate static func first(of line: String) -> Statement? {
    guard let source = try? SourceText(line) else { return nil }
    return statements(of: source).first
  }
}
