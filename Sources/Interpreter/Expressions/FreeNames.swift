extension Node {
  /// The words that the session must know when this is worked out: names and variables, neither
  /// functions nor layers.
  var freeNames: [Word] {
    var found: [Word] = []
    if case .path(let path) = kind, LayerAddress.index(of: path.root) == nil,
      Names.name(folded: path.root.folded) == nil,
      Names.name(folded: "\(path.root.folded).\(path.firstMember?.folded ?? "")") == nil
    {
      found.append(path.root)
    }
    return found + kind.children.flatMap(\.freeNames)
  }

  /// Checks what can be checked without a session: functions, that what is asked of a layer is not
  /// nearly the name of a part, and that every other word is among `known`.
  func check(known: Set<String>) throws(Diagnostic) {
    switch kind {
    case .call(let word, let arguments):
      let function = try Functions.function(named: word)
      guard function.arity.contains(arguments.count) else {
        throw Diagnostic(
          "\(function.name) does not take \(arguments.count) values", at: range,
          hint: function.usage)
      }
      if function.name == "used", case .text(let verb)? = arguments.first?.kind {
        _ = try Commands.command(named: Word(text: verb, range: arguments[0].range))
      }
    case .path(let path):
      for word in freeNames where word == path.root && !known.contains(word.text) {
        throw Names.unknown(word, session: Session(), extra: known)
      }
      try LayerAddress.checkPart(of: path)
    default: break
    }
    for child in kind.children { try child.check(known: known) }
  }
}

extension Expression {
  /// The names that neither the language nor a network provides: variables, and what a lesson adds.
  public var freeNames: [String] { node.freeNames.map(\.text) }

  /// Checks, without a session, that every name and function exists; the linter asks for this.
  ///
  /// - Parameter names: variables, and what a lesson adds.
  public func check(names: Set<String>) throws(Diagnostic) {
    do throws(Diagnostic) {
      try node.check(known: names)
    } catch {
      throw error.moved(into: self)
    }
  }
}

extension Arguments {
  /// All expressions among the arguments.
  var expressionNodes: [Node] {
    values.sorted { $0.key < $1.key }.flatMap { _, argument -> [Node] in
      switch argument {
      case .node(let node): [node]
      case .nodes(let nodes): nodes
      case .path(let path): path.parts.flatMap(\.indices)
      case .block(let block): block.given.map(\.node)
      case .grids(let grids): grids.filter { !SweepAxis.takesNames($0.key) }.flatMap(\.nodes)
      case .word, .statement: []
      }
    }
  }
}
