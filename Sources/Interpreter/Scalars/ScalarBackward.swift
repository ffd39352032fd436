public import NeuralNetwork

/// `backward y` and `backward op`: reverse mode through what `let` has computed, at once or an
/// operation at a time.
extension Session {
  /// The node of a name, or why it has none.
  func scalarNode(_ word: Word) throws(Diagnostic) -> Int {
    guard let variable = variables[word.text] else {
      let known = variables.filter { $0.value.node != nil }.keys.sorted()
      throw Diagnostic(
        "nothing is called \"\(word.text)\"", at: word.range,
        hint: known.isEmpty ? "let a = 2; let y = a * a; backward y" : nil,
        suggestion: Nearest.word(to: word.text, among: known))
    }
    guard let node = variable.node else {
      throw Diagnostic(
        "\(word.text) is \(variable.value.kindText), and only single numbers have a graph",
        at: word.range, hint: "let y = a * b")
    }
    return node
  }

  /// `a.grad`
  func scalarGradient(of word: Word) throws(Diagnostic) -> Double {
    let node = try scalarNode(word)
    guard let gradient = tape.gradient(of: node) else {
      throw Diagnostic(
        "\(word.text) has no gradient yet: in PyTorch this would be None", at: word.range,
        hint: "backward y, where y is computed from \(word.text)")
    }
    return gradient
  }

  /// What `backward` does where it is about a number of `let`; nil where it is about the network.
  ///
  /// `backward y` and `backward op y` say so. `backward op` goes on with the way back that was begun
  /// last, the number's or the network's; where there is none, and no forward pass, it begins at the
  /// number that was computed last from others.
  mutating func scalarWalk(_ arguments: Arguments) throws(Diagnostic) -> Outcome? {
    do throws(Diagnostic) {
      if let name = arguments.word("NAME") { return try scalarBackward(from: name) }
      guard arguments.form == WalkScale.allCases.firstIndex(of: .op) else { return nil }
      if case .path(let path)? = arguments.node("COUNT")?.kind, path.parts.isEmpty,
        let node = variables[path.root.text]?.node, tape.graph.operations[node] != .leaf
      {
        return try scalarBackwardOperation(from: path.root)
      }
      guard arguments.node("COUNT") == nil, moment.walk?.direction != .backward else { return nil }
      if tape.walk?.next != nil { return try scalarBackwardOperation(from: nil) }
      if moment.pass == nil, let name = lastComputed, variables[name]?.node != tape.walk?.root {
        return try scalarBackwardOperation(
          from: Word(text: name, range: arguments.statement.range))
      }
      return network.layers.isEmpty ? try scalarBackwardOperation(from: nil) : nil
    } catch {
      throw error.placed(at: arguments.statement.range)
    }
  }

  /// The name that was computed last from other names.
  private var lastComputed: String? {
    let graph = tape.graph
    return variables.compactMap { name, variable in variable.node.map { (name: name, node: $0) } }
      .filter { last in
        graph.cone(of: last.node).contains { $0 != last.node && isVariable(at: $0) }
      }
      .max { $0.node < $1.node }?.name
  }

  /// Whether a node is what a name stands for.
  private func isVariable(at node: Int) -> Bool {
    if case .variable? = tape.graph.address(of: node) { true } else { false }
  }

  /// The whole way back from a name; what is left of it, where it has begun.
  mutating func scalarBackward(from word: Word) throws(Diagnostic) -> Outcome {
    let root = try scalarNode(word)
    let added = !isOnWay(from: root) && moment.tape.holdsGradients(under: root)
    if !isOnWay(from: root) { moment.tape.begin(word.text, at: root) }
    var count = 0
    while moment.tape.step() != nil { count += 1 }
    let names = gradientNames(under: root)
    var text =
      "backward from \(word.text): \(counted(count, "operation"))"
    if !names.isEmpty { text += " · \(names.joined(separator: " · "))" }
    var outcome = Outcome.note(text)
    if added { outcome.reports.append(.note(Self.addedRemark)) }
    return outcome
  }

  /// The next operation of the way back from a name, or of the one that is under way.
  mutating func scalarBackwardOperation(from word: Word?) throws(Diagnostic) -> Outcome {
    var remarks: [Report] = []
    if let word {
      let root = try scalarNode(word)
      if !isOnWay(from: root) {
        if moment.tape.holdsGradients(under: root) { remarks.append(.note(Self.addedRemark)) }
        moment.tape.begin(word.text, at: root)
      }
    }
    guard let walk = moment.tape.walk else {
      throw Diagnostic(
        "backward op goes through what let has computed, and needs a name to begin from",
        hint: "let a = 2; let y = a * a; backward op y")
    }
    guard walk.next != nil else {
      throw Diagnostic(
        "the way back from \(walk.name) has come to its end", hint: "backward op \(walk.name)")
    }
    guard let node = moment.tape.step() else { return Outcome() }
    return Outcome([.explanation(explanation(of: node, walk))] + remarks)
  }

  private static let addedRemark =
    "these gradients are added to those from before: zero_grad keeps them apart"

  /// Whether a way back from this node has begun and not ended.
  private func isOnWay(from root: Int) -> Bool {
    moment.tape.walk.map { $0.root == root && $0.next != nil } ?? false
  }

  /// "a.grad -3.0000" for each name that the root depends on and that depends on nothing.
  private func gradientNames(under root: Int) -> [String] {
    let graph = moment.tape.graph
    return graph.cone(of: root).compactMap { node in
      guard graph.operations[node] == .leaf, case .variable(let name)? = graph.address(of: node),
        variables[name]?.node == node, let gradient = moment.tape.gradient(of: node)
      else { return nil }
      return "\(name).grad \(gradient.signed)"
    }
  }

  /// One operation: the formula with its numbers, and what each operand gets.
  private func explanation(of node: Int, _ walk: ScalarTape.Walk) -> Explanation {
    let tape = moment.tape
    let formula = Formula(graph: tape.graph, sample: nil)
    let root = walk.name
    func text(_ node: Int) -> String { formula.name(node) ?? "(\(formula.symbols(node)))" }
    let gradient = tape.graph.gradients[node]
    var backward = ["d\(root)/d\(text(node)) = \(gradient.signed)"]
    for (operand, slope) in tape.graph.inputs(of: node) {
      guard tape.graph.address(of: operand) != .constant else { continue }
      let part = gradient * slope
      backward.append(
        "d\(root)/d\(text(operand)) gets \(gradient.signed) × \(slope.signed) = \(part.signed)")
      let whole = tape.gradient(of: operand) ?? part
      if whole != part { backward.append("  and is \(whole.signed) with what it had") }
    }
    let number = walk.done + 1
    var explanation = Explanation(
      title: "backward from \(root), operation \(number) of \(walk.order.count): "
        + tape.graph.word(node),
      forward: [formula.line(node)], backward: backward)
    if let function = tape.graph.function(of: node) {
      explanation.forward.append("derivative: \(function.derivativeFormula)")
    }
    if number == walk.order.count { explanation.backward.append("that was the last") }
    return explanation
  }
}

extension ScalarGraph {
  /// What a node computes, in a word: "+", "×", "tanh".
  public func word(_ node: Int) -> String {
    switch operations[node] {
    case .leaf: "number"
    case .copy: "="
    case .sum: "+"
    case .difference, .negative: "-"
    case .product: "×"
    case .quotient: "/"
    case .power: "^"
    case .maximum, .shift: "max"
    case .minimum: "min"
    case .function: function(of: node)?.name ?? ""
    }
  }
}
