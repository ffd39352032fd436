import NeuralNetwork

/// What `l0.weight[2,1].grad`, `l1.output` or `l0.n1` leads to in a network.
struct LayerAddress {
  enum Part: Equatable {
    /// The layer itself.
    case whole
    case parameter(ParameterSlice)
    /// What goes into the layer, one row a sample.
    case input
    /// What comes out of it.
    case output
    /// One column of the output.
    case neuron(Int)
    case fact(LayerFact)
  }

  var layer: Int
  var part: Part
  /// Whether `.grad` follows: the derivative of the loss by this.
  var isGradient = false
  var indices: (nodes: [Node], range: SourceRange)?
  var range: SourceRange

  /// The layer that `l0`, `l1`, … names, whether it exists or not.
  static func index(of word: Word) -> Int? { number(in: word, after: UInt8(ascii: "l")) }

  /// The neuron that `n0`, `n1`, … names.
  static func neuron(of word: Word) -> Int? { number(in: word, after: UInt8(ascii: "n")) }

  private static func number(in word: Word, after letter: UInt8) -> Int? {
    let bytes = Array(word.text.utf8)
    guard bytes.count > 1, bytes.count < 10, bytes[0] | 0x20 == letter,
      bytes.dropFirst().allSatisfy(\.isDigit)
    else { return nil }
    return Int(String(decoding: bytes.dropFirst(), as: UTF8.self))
  }

  /// - Throws: where there is no such layer, part or neuron.
  init(_ path: Path, in session: Session) throws(Diagnostic) {
    guard let layer = Self.index(of: path.root) else {
      throw Names.unknown(path.root, session: session)
    }
    try session.checkLayer(layer, at: path.root.range)
    self.layer = layer
    range = path.range
    part = .whole
    var parts = path.parts
    // Some of PyTorch's names have a dot in them: out_proj.weight.
    if let slice = Self.dottedParameter(parts, ofLayer: layer, session: session) {
      part = .parameter(slice)
      parts.removeSubrange(0..<1)
    }
    for (place, step) in parts.enumerated() {
      switch step {
      case .member where place == 0 && part != .whole: continue
      case .member(let word) where place == 0:
        part = try Self.part(word, ofLayer: layer, session: session)
      case .member(let word) where word.folded == "grad" && !isGradient && hasGradient:
        isGradient = true
      case .index(let nodes, let range) where indices == nil && place > 0:
        indices = (nodes, range)
      case .member(let word):
        throw Diagnostic(
          "nothing is called \"\(word.text)\" there", at: word.range,
          hint: hasGradient && !isGradient ? ".grad is the derivative of the loss" : nil,
          suggestion: Nearest.word(to: word.text, among: ["grad"]))
      case .index(_, let range):
        throw Diagnostic(
          "these indices have nothing to choose from", at: range, hint: "l0.weight[0,1]")
      }
    }
  }

  /// Throws where the part of a layer is nearly a usual one: which parts there are, only a network
  /// knows.
  static func checkPart(of path: Path) throws(Diagnostic) {
    guard index(of: path.root) != nil, let word = path.firstMember, neuron(of: word) == nil else {
      return
    }
    let usual = ["weight", "bias", "input", "output"] + LayerFact.allCases.map(\.rawValue)
    guard !usual.contains(word.folded), !word.folded.contains("_"),
      let near = Nearest.word(to: word.text, among: usual)
    else { return }
    throw Diagnostic(
      "a layer has no part \"\(word.text)\"", at: word.range,
      hint: "it has \(usual.joined(separator: ", "))", suggestion: near)
  }

  /// "l1.output.grad"
  var text: String {
    let name: String =
      switch part {
      case .whole: ""
      case .parameter(let slice): ".\(slice.name)"
      case .input: ".input"
      case .output: ".output"
      case .neuron(let neuron): ".n\(neuron)"
      case .fact(let fact): ".\(fact.rawValue)"
      }
    return "l\(layer)\(name)\(isGradient ? ".grad" : "")"
  }

  private var hasGradient: Bool {
    switch part {
    case .parameter, .input, .output, .neuron: true
    case .whole, .fact: false
    }
  }

  /// The parameter whose name is the first two words.
  private static func dottedParameter(
    _ parts: [Path.Part], ofLayer layer: Int, session: Session
  ) -> ParameterSlice? {
    guard parts.count > 1, case .member(let first) = parts[0], case .member(let second) = parts[1]
    else { return nil }
    let name = "\(first.folded).\(second.folded)"
    return session.network.slices.first { $0.layer == layer && $0.name.folded == name }
  }

  private static func part(
    _ word: Word, ofLayer layer: Int, session: Session
  ) throws(Diagnostic) -> Part {
    let network = session.network
    let own = network.slices.filter { $0.layer == layer }
    if let slice = own.first(where: { $0.name.folded == word.folded }) { return .parameter(slice) }
    if word.folded == "input" { return .input }
    if word.folded == "output" { return .output }
    if let fact = LayerFact.allCases.first(where: { $0.rawValue == word.folded }) {
      return .fact(fact)
    }
    let label = network.layers[layer].label
    if let neuron = Self.neuron(of: word) {
      let count = network.layers[layer].outputShape.count
      guard neuron < count else {
        throw Diagnostic(
          "l\(layer) \(label) has no neuron \(neuron): they go from n0 to n\(count - 1)",
          at: word.range)
      }
      return .neuron(neuron)
    }
    let known = own.map(\.name) + ["input", "output"] + LayerFact.allCases.map(\.rawValue)
    let isParameter = word.folded == "weight" || word.folded == "bias"
    throw Diagnostic(
      isParameter
        ? "l\(layer) \(label) has no \(word.folded): it learns nothing"
        : "l\(layer) \(label) has no part \"\(word.text)\"",
      at: word.range, hint: "l\(layer) has \(known.joined(separator: ", "))",
      suggestion: isParameter ? nil : Nearest.word(to: word.text, among: known))
  }
}

/// What one can ask about a layer besides its numbers: `l1.kind`.
enum LayerFact: String, CaseIterable {
  case kind
  case inputs
  case outputs
  case parameters

  var summary: String {
    switch self {
    case .kind: "the kind of layer: \"linear\", \"tanh\""
    case .inputs: "how many values one sample brings into it"
    case .outputs: "how many values come out of it: its neurons"
    case .parameters: "how many numbers it learns"
    }
  }

  func value(ofLayer index: Int, in network: Network) -> Value {
    let layer = network.layers[index]
    return switch self {
    case .kind: .text(type(of: layer).declaration.name)
    case .inputs: .number(Double(layer.inputShape.count))
    case .outputs: .number(Double(layer.outputShape.count))
    case .parameters: .number(Double(network.range(ofLayer: index).count))
    }
  }
}

extension Session {
  /// Throws where there is no layer of that index.
  func checkLayer(_ index: Int, at range: SourceRange?) throws(Diagnostic) {
    guard network.layers.indices.contains(index) else {
      throw Diagnostic(NetworkError.noLayer(index: index, count: network.layers.count), at: range)
    }
  }

  func kind(ofLayer index: Int, at range: SourceRange) throws(Diagnostic) -> String {
    try checkLayer(index, at: range)
    return type(of: network.layers[index]).declaration.name
  }

  /// The value at an address that begins with a layer.
  func value(at path: Path, evaluator: inout Evaluator) throws(Diagnostic) -> Value {
    let address = try LayerAddress(path, in: self)
    let tensor: Tensor
    switch address.part {
    case .whole: return .text(network.layers[address.layer].label)
    case .fact(let fact): return fact.value(ofLayer: address.layer, in: network)
    case .parameter(let slice):
      let values = address.isGradient ? try presentGradients(at: address.range) : network.parameters
      if address.isGradient { try checkGradientIsReached(slice, at: address.range) }
      // A single weight is read where it lies: the array around it may be large.
      if let indices = address.indices {
        let (offset, shape) = try evaluator.place(
          of: indices.nodes, in: slice.shape, at: indices.range)
        let from = slice.range.lowerBound + offset
        if shape.isEmpty { return .number(Double(values[from])) }
        return .tensor(
          Tensor(shape: shape, values: Array(values[from..<from + shape.reduce(1, *)])))
      }
      return .tensor(Tensor(shape: slice.shape, values: Array(values[slice.range])))
    case .input: tensor = try activation(address.layer, address, &evaluator)
    case .output: tensor = try activation(address.layer + 1, address, &evaluator)
    case .neuron(let neuron):
      let all = try activation(address.layer + 1, address, &evaluator)
      let width = network.layers[address.layer].outputShape.count
      let column = stride(from: neuron, to: all.values.count, by: width).map { all.values[$0] }
      tensor = Tensor(shape: [column.count], values: column)
    }
    guard let indices = address.indices else { return .tensor(tensor) }
    return try evaluator.element(of: .tensor(tensor), at: indices.nodes, in: indices.range)
  }

  /// [samples × shape] of what stands before layer `place`, or its gradient.
  private func activation(
    _ place: Int, _ address: LayerAddress, _ evaluator: inout Evaluator
  ) throws(Diagnostic) -> Tensor {
    let pass: Pass
    if let revealed = try revealedPass(
      address, place: place, name: address.text)
    {
      pass = revealed
    } else if address.isGradient {
      guard let last = moment.pass, moment.passWentBack else {
        throw Diagnostic(
          "the loss has not gone back through the network as it is now", at: address.range,
          hint: moment.pass == nil ? "forward; backward" : "backward")
      }
      pass = last.whole
    } else {
      pass = try evaluator.pass(at: address.range)
    }
    let values = address.isGradient ? pass.outputGradients[place] : pass.outputs[place]
    return Tensor(shape: [pass.count] + network.shapes[place].dimensions, values: values)
  }

  private func presentGradients(at range: SourceRange) throws(Diagnostic) -> [Float] {
    guard hasGradients else {
      throw Diagnostic(
        "there are no gradients yet: in PyTorch this would be None", at: range,
        hint: moment.pass == nil ? "forward; backward" : "backward")
    }
    return gradients
  }
}
