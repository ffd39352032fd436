import NeuralNetwork

/// The sentences for what a network, a loss or data cannot be.
extension Diagnostic {
  init(_ error: NetworkError, at range: SourceRange? = nil) {
    switch error {
    case .noInput:
      self.init(
        "the network has no input yet", at: range, hint: "input 2 reads two values a sample")
    case .noLayer(let index, let count):
      let known =
        switch count {
        case 0: "the network has no layers yet"
        case 1: "the only layer is l0"
        default: "layers go from l0 to l\(count - 1)"
        }
      self.init(
        "there is no layer \(index): \(known)", at: range, hint: count == 0 ? "add linear 4" : nil)
    case .mismatch(let layer, let needs, let after, let gives) where layer.hasPrefix("residual"):
      self.init(
        "\(layer) adds what went into its block, \(Self.shape(needs)), to what \(after) gives, "
          + "\(Self.shape(gives)): the two must be the same", at: range,
        hint: needs.dimensions.count == 1 ? "end the block with linear \(needs.count)" : nil)
    case .mismatch(let layer, let needs, let after, let gives):
      let shape = Self.shape(gives)
      let hint: String? =
        layer.hasPrefix("linear")
        ? "leave the input size out: it is inferred"
        : "a layer that reads \(gives) and gives \(needs)"
      self.init(
        "\(layer) cannot follow \(after), which gives \(shape)", at: range, hint: hint)
    case .wrongRank(let layer, _, let gives) where layer.hasPrefix("residual"):
      self.init(
        "\(layer) ends a block of the layers in front of it, and there "
          + (gives.count == 1 ? "is 1" : "are \(gives.count)"), at: range,
        hint: "add linear 4; add relu; add residual 2")
    case .wrongRank(let layer, let needs, let gives):
      self.init(
        "\(layer) reads \(needs), and gets \(gives)", at: range,
        hint: Self.way(toRead: needs, from: gives))
    case .kernelTooLarge(let layer, let kernel, let padding, let gives):
      let padded = padding == 0 ? "" : " with a padding of \(padding)"
      self.init(
        "the kernel of \(layer), over \(Shape(kernel)), does not fit into \(gives)\(padded)",
        at: range, hint: "a smaller kernel, or more padding")
    case .paddingTooLarge(let layer, let padding, let kernel):
      self.init(
        "\(layer) with padding=\(padding) has windows with nothing in them: at most half of the "
          + "kernel of \(kernel)", at: range, hint: "padding=\(kernel / 2)")
    case .strideWithSamePadding(let layer, let stride):
      self.init(
        "\(layer) with padding=same gives as many outputs as inputs, which a stride of "
          + "\(Shape(stride)) does not", at: range, hint: "stride=1, or a padding in numbers")
    case .tooLarge(let what, let shape, let bytes, let limit):
      let size = bytes.map { " (\(Self.size($0)))" } ?? ""
      self.init(
        "\(what) of \(shape.map(String.init).joined(separator: "×")) numbers\(size) is too large: "
          + "at most \(Self.size(limit))", at: range, hint: Self.wayToMemory(bytes))
    case .lossMismatch(let loss, let output, let target):
      self.init(
        "\(loss) cannot compare an output of \(Self.values(output.count)) with targets of \(target)",
        at: range, hint: Self.way(from: loss, output: output, target: target))
    case .weightMismatch(let loss, let setting, let given, let output):
      self.init(
        "\(loss)'s \(setting) has \(counted(given, "number")), and the "
          + "network's output is \(output)",
        hint: "give one number for each of the output's \(output.count)")
    case .badTarget(let loss, let value):
      self.init(
        "\(loss) reads targets as probabilities, from 0 to 1, and one of them is "
          + NumberText.decimal(Double(value)), at: range, hint: "loss mse")
    case .inputMismatch(let network, let data):
      self.init(
        "the network reads \(Self.values(network.count)) a sample, and the data has "
          + "\(Self.values(data.count))", at: range, hint: "new; input \(data.hint)")
    case .badShape(let shape):
      self.init(
        "an input of \(shape) is no shape: each size is 1 or more", at: range, hint: "input 2")
    case .noEntry(let layer, let value, let count):
      self.init(
        "\(layer) reads whole numbers from 0 to \(count - 1), and one of them is "
          + NumberText.decimal(Double(value)), at: range)
    case .oneSample(let layer):
      self.init(
        "\(layer) learns from how the samples of a batch differ, and a batch has one sample",
        at: range, hint: "batch 4, or a number that leaves no single sample at the end")
    case .tooMuchWork(let limit):
      self.init(
        "this goes beyond the \(Self.operations(limit)) that a lesson's own commands may do",
        at: range, hint: "fewer steps, fewer samples or a smaller network")
    case .nesterovWithoutMomentum:
      self.init(
        "nesterov looks ahead along the momentum: it needs some, and no dampening; PyTorch raises an "
          + "error too", at: range, hint: "optimizer sgd momentum=0.9 nesterov=true")
    case .noData:
      self.init("there is no data yet", at: range, hint: "data xor")
    case .noLoss:
      self.init("no loss is chosen yet", at: range, hint: "loss mse")
    }
  }

  private static func shape(_ shape: Shape) -> String {
    shape.dimensions.count == 1 ? values(shape.count) : "\(shape)"
  }

  private static func values(_ count: Int) -> String {
    counted(count, "value")
  }

  private static func way(from loss: String, output: Shape, target: String) -> String {
    if target.hasSuffix("classes") {
      return ["cross_entropy", "nll"].contains(loss)
        ? "end the network with one output a class: \(target) need add linear \(target.prefix { $0 != " " })"
        : "loss cross_entropy"
    }
    // These two read classes, whatever the network's output.
    return ["cross_entropy", "nll"].contains(loss)
      ? "loss bce_with_logits or loss mse" : "end with add linear \(target.prefix { $0 != " " })"
  }

  /// What to try where a layer reads another number of axes: the same values in that shape, where
  /// they are known to have one.
  private static func way(toRead needs: String, from gives: Shape) -> String? {
    let axes = gives.dimensions
    let side = Int(Double(gives.count).squareRoot())
    switch needs {
    case "channels × height × width":
      if axes.count == 2 { return "input 1 \(axes[0]) \(axes[1])" }
      let isSquare = axes.count == 1 && side > 1 && side * side == gives.count
      return isSquare ? "input 1 \(side) \(side)" : "input 1 8 8, for pictures of 8 by 8"
    case "channels × length":
      return axes.count == 1 ? "input 1 \(axes[0])" : "input 1 40, for signals of 40 values"
    case "steps × values", "places × values":
      return axes.count == 1 ? "input \(axes[0]) 1" : "input 10 4, for 10 times 4 values"
    case "features, or channels × places": return axes.count == 3 ? "batch_norm2d" : nil
    default:
      if needs.contains("heads") { return "heads=1, or what divides \(axes.last ?? 1)" }
      if needs.contains("groups") { return "groups=1" }
      return needs.hasPrefix("an axis") ? "dim=-1, the last axis" : nil
    }
  }

  /// What to try where something needs more memory than is allowed.
  static func wayToMemory(_ bytes: Int?) -> String {
    guard let bytes, bytes <= 1 << 46 else { return "smaller sizes: no computer holds as much" }
    // The next power of two, in the letters of the option.
    var (allowed, letters) = (1 << 20, "M")
    while allowed < bytes { allowed *= 2 }
    if allowed >= 1 << 30 { letters = "G" }
    return "smaller sizes, or gradus --memory \(allowed >> (letters == "G" ? 30 : 20))\(letters)"
      + " on a computer that has as much"
  }

  /// "50 billion operations"
  private static func operations(_ count: Int) -> String {
    for (size, name) in [(1_000_000_000, "billion"), (1_000_000, "million")]
    where count >= size && count % size == 0 {
      return "\(count / size) \(name) operations"
    }
    return "\(count) operations"
  }

  static func size(_ bytes: Int) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    var size = Double(bytes)
    var unit = 0
    while size >= 1024, unit < units.count - 1 {
      size /= 1024
      unit += 1
    }
    return unit == 0 ? "\(bytes) bytes" : "\(NumberText.decimal(size, digits: 1)) \(units[unit])"
  }

  /// Runs `body` and words what it throws.
  static func wording<Result>(
    at range: SourceRange? = nil, _ body: () throws(NetworkError) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(NetworkError) {
      return try body()
    } catch {
      throw Diagnostic(error, at: range)
    }
  }

  /// With a place, where it had none.
  func placed(at range: SourceRange?) -> Self {
    var placed = self
    if placed.range == nil { placed.range = range }
    return placed
  }

  /// For an expression that stands on its own: its text as the source.
  func moved(into expression: Expression) -> Self {
    var moved = self
    moved.source = expression.text
    if let range {
      let start = expression.node.range.lower
      moved.range = SourceRange(max(0, range.lower - start), max(0, range.upper - start))
    }
    return moved
  }
}

extension Shape {
  /// As `input` takes it: "1 8 8".
  var hint: String { dimensions.map(String.init).joined(separator: " ") }
}
