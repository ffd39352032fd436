import NeuralNetwork

/// Sorts the tokens after a verb into the arguments that the command's declaration names.
struct ArgumentParser {
  private let declaration: CommandDeclaration
  private let form: [Parameter]
  private var cursor: TokenCursor
  private var arguments: Arguments

  /// Parses `statement`, of which `cursor` has read the verb.
  static func arguments(
    of declaration: CommandDeclaration, in statement: Statement, after cursor: TokenCursor
  ) throws(Diagnostic) -> Arguments {
    let first = cursor.next?.word?.folded
    // The form that begins with the word that stands there; else the first that begins with none.
    let chosen =
      declaration.forms.firstIndex { form in
        form.first.map { $0.kind == .literal && $0.name.folded == first } ?? false
      } ?? declaration.forms.firstIndex { $0.first?.kind != .literal } ?? 0
    var parser = Self(
      declaration: declaration, form: declaration.forms[chosen], cursor: cursor,
      arguments: Arguments(statement, form: chosen))
    return try parser.parse()
  }

  private mutating func parse() throws(Diagnostic) -> Arguments {
    let places = form.filter { !$0.isKeyed }
    for (index, parameter) in places.enumerated() {
      if !parameter.namesSomething { try takeKeys() }
      if cursor.isAtEnd || isSkipped(parameter, before: places[(index + 1)...]) {
        if parameter.isOptional { continue }
        throw missing(parameter)
      }
      try take(parameter)
    }
    try takeKeys()
    if let next = cursor.next {
      let isCommand = next.word.map { word in
        Commands.all.contains { $0.verb.folded == word.folded }
      }
      throw Diagnostic(
        "\(cursor.nextDescription) is not expected here", at: next.range,
        hint: isCommand == true ? "put ; between two commands" : usage)
    }
    for parameter in form where parameter.isKeyed && !parameter.isOptional {
      if !arguments.has(parameter.name) { throw missing(parameter) }
    }
    return arguments
  }

  /// An optional value in front of a word that belongs to a later place: `train epochs`.
  private func isSkipped(_ parameter: Parameter, before later: ArraySlice<Parameter>) -> Bool {
    guard parameter.isOptional, let word = cursor.next?.word?.folded else { return false }
    return later.contains { other in
      if case .choice(let words) = other.kind {
        words.contains { $0.folded == word }
      } else {
        false
      }
    }
  }

  private mutating func take(_ parameter: Parameter) throws(Diagnostic) {
    switch parameter.kind {
    case .literal:
      cursor.advance()
    case .choice(let words):
      arguments.set(.word(try choice(words)), for: parameter.name)
    case .values, .columns:
      var nodes: [Node] = []
      while !cursor.isAtEnd, !cursor.isAtKey {
        nodes.append(try parse { parser throws(Diagnostic) in try parser.value() })
        _ = cursor.take(",")
      }
      arguments.set(.nodes(nodes), for: parameter.name)
    case .expressions:
      var nodes: [Node] = []
      repeat {
        nodes.append(try parse { parser throws(Diagnostic) in try parser.expression() })
      } while cursor.take(",") != nil
      try cursor.expectEnd()
      arguments.set(.nodes(nodes), for: parameter.name)
    case .block(let family):
      arguments.set(.block(try block(of: family)), for: parameter.name)
    case .address:
      let path = try parse { parser throws(Diagnostic) in try parser.path() }
      _ = cursor.take("=")
      arguments.set(.path(path), for: parameter.name)
    case .newName:
      guard let word = cursor.takeWord() else {
        throw Diagnostic("a name is expected here, not \(cursor.nextDescription)", at: cursor.place)
      }
      _ = cursor.take("=")
      arguments.set(.word(word), for: parameter.name)
    case .file, .newFile, .topic, .picture, .mark, .moment:
      if let word = cursor.takeUpToSpace() { arguments.set(.word(word), for: parameter.name) }
    case .value, .layer:
      let node = try parse { parser throws(Diagnostic) in try parser.value() }
      arguments.set(.node(node), for: parameter.name)
    case .expression, .subject, .part:
      let node = try parse { parser throws(Diagnostic) in try parser.expression() }
      arguments.set(.node(node), for: parameter.name)
    case .grid: try takeCondition()
    case .command:
      if let rest = cursor.takeRest() { arguments.set(.statement(rest), for: parameter.name) }
    }
  }

  private mutating func choice(_ words: [String]) throws(Diagnostic) -> Word {
    let place = cursor.place
    let word = cursor.takeUpToSpace()
    // `train 1 epoch` is good English.
    if let word,
      let found = words.first(where: { $0.folded == word.folded || $0.folded == word.folded + "s" })
    {
      return Word(text: found, range: place)
    }
    throw Diagnostic(
      "\(words.joined(separator: " or ")) is expected here", at: word?.range ?? place, hint: usage,
      suggestion: word.flatMap { Nearest.word(to: $0.text, among: words) })
  }

  /// Runs the expression parser from here and goes on where it stopped.
  private mutating func parse<Result>(
    _ body: (inout ExpressionParser) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    var parser = ExpressionParser(cursor)
    let result = try body(&parser)
    cursor = parser.cursor
    return result
  }

  // MARK: key=value

  private mutating func takeKeys() throws(Diagnostic) {
    let keyed = form.filter(\.isKeyed)
    // Without settings, `print loss = 3` is an expression gone wrong.
    guard !keyed.isEmpty else { return }
    while cursor.isAtKey {
      guard let key = cursor.takeWord() else { return }
      guard let parameter = keyed.first(where: { $0.name.folded == key.folded }) else {
        if let grid = form.first(where: { $0.kind == .grid }) {
          try takeGrid(key, for: grid)
          continue
        }
        throw unknown(key, among: keyed.map(\.name), of: declaration.verb)
      }
      cursor.advance()
      if arguments.has(parameter.name) { throw givenTwice(key) }
      if cursor.isAtEnd { throw missing(parameter) }
      if parameter.kind == .newName {
        if let word = cursor.takeUpToSpace() { arguments.set(.word(word), for: parameter.name) }
      } else if parameter.kind == .values {
        arguments.set(.nodes(try valuesWithCommas()), for: parameter.name)
      } else {
        try take(parameter)
      }
    }
  }

  /// `lr=0.01,0.1,1`, or `lr=[0.01, 0.1, 1]`: the key is read.
  private mutating func takeGrid(_ key: Word, for parameter: Parameter) throws(Diagnostic) {
    cursor.advance()
    var grids = arguments.grids(parameter.name)
    if grids.contains(where: { $0.key.folded == key.folded }) { throw givenTwice(key) }
    if cursor.isAtEnd {
      throw Diagnostic(
        "\(key.text) has no values", at: cursor.place, hint: declaration.example)
    }
    var nodes = try valuesWithCommas()
    if let only = nodes.first, nodes.count == 1, case .list(let items) = only.kind,
      !items.isEmpty
    {
      nodes = items
    }
    grids.append(GridArgument(key: key, nodes: nodes))
    arguments.set(.grids(grids), for: parameter.name)
  }

  /// `until accuracy == 1`, without an equals sign, as `train` has it.
  private mutating func takeCondition() throws(Diagnostic) {
    guard cursor.next?.word?.folded == "until",
      let parameter = form.first(where: { $0.isKeyed && $0.name == "until" })
    else { return }
    if arguments.has(parameter.name), let word = cursor.takeWord() { throw givenTwice(word) }
    cursor.advance()
    if cursor.isAtEnd { throw missing(parameter) }
    try take(parameter)
  }

  /// Values with commas between them.
  private mutating func valuesWithCommas() throws(Diagnostic) -> [Node] {
    var nodes: [Node] = []
    repeat {
      nodes.append(try parse { parser throws(Diagnostic) in try parser.value() })
    } while cursor.take(",") != nil
    return nodes
  }

  private func unknown(_ key: Word, among keys: [String], of owner: String) -> Diagnostic {
    let known = keys.isEmpty ? "it has none" : "it has \(keys.joined(separator: ", "))"
    return Diagnostic(
      "\(owner) has no setting \"\(key.text)\": \(known)", at: key.range, hint: usage,
      suggestion: Nearest.word(to: key.text, among: keys))
  }

  private func givenTwice(_ key: Word) -> Diagnostic {
    Diagnostic("\(key.text) is given twice", at: key.range)
  }

  // MARK: Blocks

  private mutating func block(of family: BlockFamily) throws(Diagnostic) -> BlockCall {
    guard let name = cursor.takeWord() else {
      throw Diagnostic(
        "the name of a \(family.noun) is expected here, not \(cursor.nextDescription)",
        at: cursor.place, hint: "help \(family.rawValue)")
    }
    let index: Int
    do throws(Diagnostic) {
      index = try family.index(named: name)
    } catch {
      throw hinting(error, at: name)
    }
    let block = family.declarations[index]
    var given: [(setting: Setting, node: Node)] = []
    var side: [Node] = []
    while !cursor.isAtEnd {
      if cursor.isAtKey {
        guard let key = cursor.next?.word else { break }
        let setting = block.settings.first { setting in
          ([setting.name] + setting.aliases).contains { $0.folded == key.folded }
        }
        guard let setting else {
          let parts = block.settings.filter { $0.tuple?.folded == key.folded }
          if !parts.isEmpty {
            given += try values(of: parts, besides: given.map(\.setting.name))
            continue
          }
          if form.contains(where: { $0.isKeyed && $0.name.folded == key.folded }) {
            try takeKeys()
            continue
          }
          throw unknown(
            Word(text: key, range: cursor.place), among: block.settings.map(\.name),
            of: block.name)
        }
        let word = Word(text: key, range: cursor.place)
        cursor.advance()
        cursor.advance()
        if given.contains(where: { $0.setting.name == setting.name }) { throw givenTwice(word) }
        given.append((setting, try parse { parser throws(Diagnostic) in try parser.value() }))
      } else {
        side.append(try parse { parser throws(Diagnostic) in try parser.value() })
        _ = cursor.take(",")
      }
    }
    given += try settings(for: side, of: block, besides: given.map(\.setting.name))
    for setting in block.settings where setting.isRequired {
      if !given.contains(where: { $0.setting.name == setting.name }) {
        throw Diagnostic(
          "\(block.name) needs \(setting.name): \(setting.summary)",
          at: SourceRange(name.range.lower, cursor.endRange.upper),
          hint: "\(declaration.verb) \(block.example)")
      }
    }
    return BlockCall(
      family: family, index: index, declaration: block, name: name, given: given,
      range: SourceRange(name.range.lower, cursor.endRange.upper))
  }

  /// `betas=(0.9, 0.999)`, as PyTorch writes two settings in one.
  private mutating func values(
    of parts: [Setting], besides given: [String]
  ) throws(Diagnostic) -> [(setting: Setting, node: Node)] {
    guard let key = cursor.takeWord() else { return [] }
    if parts.contains(where: { given.contains($0.name) }) { throw givenTwice(key) }
    cursor.advance()
    let node = try parse { parser throws(Diagnostic) in try parser.value() }
    guard case .list(let values) = node.kind, values.count == parts.count else {
      throw Diagnostic(
        "\(key.text) is a list of \(parts.count): \(parts.map(\.name).joined(separator: ", "))",
        at: node.range)
    }
    return zip(parts, values).map { ($0, $1) }
  }

  /// Values without a key: they fill the settings that must be given, if they are not more
  /// (`linear 4`), else all settings in order (`linear 2 4`).
  private func settings(
    for values: [Node], of block: BlockDeclaration, besides given: [String]
  ) throws(Diagnostic) -> [(setting: Setting, node: Node)] {
    let open = block.settings.filter { !given.contains($0.name) }
    let required = open.filter(\.isRequired)
    let targets = values.count <= required.count ? required : open
    guard values.count <= targets.count else {
      let extra = values[targets.count]
      if case .path(let path) = extra.kind, LayerAddress.index(of: path.root) != nil,
        form.contains(where: { $0.isKeyed && $0.kind == .layer })
      {
        throw Diagnostic(
          "which layer is said by name", at: extra.range,
          hint: "\(declaration.verb) \(block.name) layer=\(path.root.text)")
      }
      let known =
        block.settings.isEmpty
        ? "\(block.name) takes no settings"
        : "\(block.name) takes \(block.settings.map(\.name).joined(separator: ", "))"
      throw Diagnostic("one value too many: \(known)", at: extra.range, hint: usage)
    }
    return Array(zip(targets, values))
  }

  // MARK: Messages

  /// The way out where a layer stands in a block's place: `init l1 zeros`.
  private func hinting(_ error: Diagnostic, at name: Word) -> Diagnostic {
    guard LayerAddress.index(of: name) != nil,
      let key = form.first(where: { $0.isKeyed && $0.kind == .layer })
    else { return error }
    var error = error
    let block = cursor.next?.word.map { "\($0) " } ?? ""
    error.hint = "\(declaration.verb) \(block)\(key.name)=\(name.text)"
    return error
  }

  private var usage: String { "help \(declaration.verb)" }

  private func missing(_ parameter: Parameter) -> Diagnostic {
    let what =
      parameter.isKeyed || parameter.kind == .literal
      ? "\(parameter.usage) is missing"
      : parameter.summary.isEmpty
        ? "\(parameter.name) is missing" : "\(parameter.name) is missing: \(parameter.summary)"
    return Diagnostic(what, at: cursor.place, hint: declaration.example)
  }
}

extension Parameter {
  /// Whether `x =` at this place is the name itself and no key.
  fileprivate var namesSomething: Bool { kind == .newName || kind == .address }
}

extension Setting {
  /// Whether it must be given.
  var isRequired: Bool { !isOptional && defaultValue == nil }
}
