import NeuralNetwork

/// Works out an expression on one session. It reads and never changes anything.
struct Evaluator {
  let session: Session
  /// Names that the caller adds: what a lesson knows and the session does not.
  let extra: [String: Value]
  /// Loss and accuracy once worked out, so that a check that asks for both computes them once.
  var evaluations = Evaluations()

  init(_ session: Session, extra: [String: Value] = [:]) {
    self.session = session
    self.extra = extra
  }

  mutating func value(of node: Node) throws(Diagnostic) -> Value {
    let value = try uncountedValue(of: node)
    let entries: Int = if case .tensor(let tensor) = value { tensor.values.count } else { 0 }
    try Diagnostic.wording(at: node.range) { () throws(NetworkError) in
      try WorkMeter.charge(1 + entries)
    }
    return value
  }

  private mutating func uncountedValue(of node: Node) throws(Diagnostic) -> Value {
    switch node.kind {
    case .number(let number): return .number(number)
    case .boolean(let truth): return .boolean(truth)
    case .text(let text): return .text(text)
    case .list(let items): return .tensor(try list(items, at: node.range))
    case .path(let path): return try value(of: path)
    case .call(let word, let arguments): return try call(word, arguments, at: node.range)
    case .index(let base, let indices):
      return try element(of: value(of: base), at: indices, in: node.range)
    case .not(let operand): return .boolean(!(try truth(of: operand)))
    case .negative(let operand):
      return try Operator.minus.apply(.number(0), value(of: operand), at: operand.range)
    case .binary(.and, let left, let right):
      // What stands on the right may only exist if the left is true: layers > 1 and l1.kind == …
      return .boolean(try truth(of: left) ? truth(of: right) : false)
    case .binary(.or, let left, let right):
      return .boolean(try truth(of: left) ? true : truth(of: right))
    case .binary(let sign, let left, let right):
      return try sign.apply(value(of: left), value(of: right), at: node.range)
    }
  }

  /// True or false, and nothing that has to be read as one.
  mutating func truth(of node: Node) throws(Diagnostic) -> Bool {
    let value = try value(of: node)
    if case .boolean(let truth) = value { return truth }
    if case .tensor = value {
      throw Diagnostic(
        "this is \(value.kindText), neither true nor false", at: node.range,
        hint: "all(…) or any(…) makes one truth of many")
    }
    throw Diagnostic(
      "this is \(value.kindText), neither true nor false", at: node.range,
      hint: "compare it: loss < 0.1")
  }

  private mutating func call(
    _ word: Word, _ nodes: [Node], at range: SourceRange
  ) throws(Diagnostic) -> Value {
    let function = try Functions.function(named: word)
    guard function.arity.contains(nodes.count) else {
      throw Diagnostic(
        "\(function.name) does not take \(nodes.count) values", at: range, hint: function.usage)
    }
    var arguments: [FunctionDeclaration.Argument] = []
    for node in nodes {
      arguments.append(.init(value: try value(of: node), range: node.range))
    }
    return try function.apply(&self, arguments)
  }

  // MARK: Names and addresses

  private mutating func value(of path: Path) throws(Diagnostic) -> Value {
    if let (value, rest) = try named(path) {
      var value = value
      for part in rest {
        switch part {
        case .index(let indices, let range): value = try element(of: value, at: indices, in: range)
        case .member(let word): throw Self.noPart(word, of: path)
        }
      }
      return value
    }
    return try session.value(at: path, evaluator: &self)
  }

  /// A name's value and what still follows it, or nil where the path begins with a layer.
  private mutating func named(
    _ path: Path
  ) throws(Diagnostic) -> (value: Value, rest: ArraySlice<Path.Part>)? {
    if let value = extra[path.root.text] ?? extra[path.root.folded] {
      return (value, path.parts[...])
    }
    if let variable = session.variables[path.root.text] {
      if path.parts.count == 1, path.firstMember?.folded == "grad" {
        return (.number(try session.scalarGradient(of: path.root)), [])
      }
      return (variable.value, path.parts[...])
    }
    if let member = path.firstMember,
      let name = Names.name(folded: "\(path.root.folded).\(member.folded)")
    {
      return (try fact(name, at: path), path.parts.dropFirst())
    }
    if let name = Names.name(folded: path.root.folded) {
      return (try fact(name, at: path), path.parts[...])
    }
    return nil
  }

  private mutating func fact(
    _ name: NameDeclaration, at path: Path
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      return try name.value(&self)
    } catch {
      throw error.placed(at: path.range)
    }
  }

  static func noPart(_ word: Word, of path: Path) -> Diagnostic {
    Diagnostic("\(path.root.text) has no part \"\(word.text)\"", at: word.range)
  }

  // MARK: Lists and indices

  private mutating func list(
    _ items: [Node], at range: SourceRange
  ) throws(Diagnostic) -> Tensor {
    var values: [Float] = []
    var inner: [Int]?
    for item in items {
      let shape: [Int]
      switch try value(of: item) {
      case .number(let number):
        guard Float(number).isFinite || !number.isFinite else {
          throw Diagnostic(
            "\(NumberText.text(number)) does not fit the network's 32-bit numbers (up to 3.4e38)",
            at: item.range)
        }
        shape = []
        values.append(Float(number))
      case .tensor(let tensor):
        shape = tensor.shape
        values += tensor.values
      case let other:
        throw Diagnostic("a list holds numbers, not \(other.kindText)", at: item.range)
      }
      if let inner, inner != shape {
        throw Diagnostic(
          "this row has \(Self.sizeText(shape)), the first one \(Self.sizeText(inner))",
          at: item.range)
      }
      inner = shape
    }
    return Tensor(shape: [items.count] + (inner ?? []), values: values)
  }

  private static func sizeText(_ shape: [Int]) -> String {
    shape.isEmpty ? "1 number" : "\(shape.map(String.init).joined(separator: "×")) numbers"
  }

  /// `value[i, j]`: an entry, or a row where there are fewer indices than axes.
  mutating func element(
    of value: Value, at nodes: [Node], in range: SourceRange
  ) throws(Diagnostic) -> Value {
    guard case .tensor(let tensor) = value else {
      throw Diagnostic("\(value.kindText) has no entries to choose from", at: range)
    }
    let (offset, shape) = try place(of: nodes, in: tensor.shape, at: range)
    if shape.isEmpty { return .number(Double(tensor.values[offset])) }
    let count = shape.reduce(1, *)
    return .tensor(Tensor(shape: shape, values: Array(tensor.values[offset..<offset + count])))
  }

  /// Where `[i, j]` leads in an array of `shape`, and the shape of what lies there.
  mutating func place(
    of nodes: [Node], in shape: [Int], at range: SourceRange
  ) throws(Diagnostic) -> (offset: Int, shape: [Int]) {
    guard !nodes.isEmpty, nodes.count <= shape.count else {
      let axes = counted(shape.count, "index", "indices")
      throw Diagnostic(
        "\(nodes.count) indices for \(shape.map(String.init).joined(separator: "×")) numbers: "
          + "at most \(axes)", at: range)
    }
    var offset = 0
    for (axis, node) in nodes.enumerated() {
      let size = shape[axis]
      guard case .number(let number) = try value(of: node), let given = Int(exactly: number) else {
        throw Diagnostic("an index is a whole number", at: node.range)
      }
      // As in Python, -1 is the last.
      let index = given < 0 && given >= -size ? given + size : given
      guard (0..<size).contains(index) else {
        let allowed = size == 0 ? "there are none" : "they go from 0 to \(size - 1)"
        throw Diagnostic("there is no entry \(given) here: \(allowed)", at: node.range)
      }
      offset += index * shape[(axis + 1)...].reduce(1, *)
    }
    return (offset, Array(shape[nodes.count...]))
  }
}
