import NeuralNetwork

/// Finds what may stand at one place of a statement.
struct CompletionContext {
  let session: Session
  let environment: Environment
  let extra: [String]

  /// Marks a chunk that the word at the cursor hangs on: `lr=`, `abs(`.
  private static let glue: Character = "\u{0}"

  func words(after chunks: ArraySlice<String>, partial: String) -> [String] {
    var chunks = chunks
    guard let first = chunks.popFirst() else { return Commands.all.map(\.verb) + extra }
    guard first.last != Self.glue,
      let command = try? Commands.command(named: Word(text: first, range: SourceRange(0, 0)))
    else { return [] }
    if case .command? = command.forms.first?.first?.kind {
      return words(after: chunks, partial: partial).filter { $0 != command.verb }
    }
    if var last = chunks.last, last.last == Self.glue {
      last.removeLast()
      chunks.removeLast()
      return gluedWords(command, chunks, last, partial)
    }
    var found: [String] = []
    // A word that begins one way of writing the command excludes the others.
    let literal = command.forms.first { form in
      form.first.map { $0.kind == .literal && $0.name.folded == chunks.first?.folded } ?? false
    }
    for form in literal.map({ [$0] }) ?? command.forms {
      found += words(form, chunks, partial)
    }
    return found
  }

  /// What may stand behind `lr=`, `[` or `+`.
  private func gluedWords(
    _ command: CommandDeclaration, _ chunks: ArraySlice<String>, _ glued: String, _ partial: String
  ) -> [String] {
    guard glued.last == "=" else { return expressionWords(partial) }
    let key = String(glued.dropLast())
    for form in command.forms {
      if let parameter = form.first(where: { $0.isKeyed && $0.name.folded == key.folded }) {
        return words(for: parameter, partial)
      }
    }
    if command.forms.contains(where: { $0.contains { $0.kind == .grid } }),
      let names = SweepAxis.names(of: key)
    {
      return names
    }
    if let setting = block(command, chunks)?.settings.first(where: { setting in
      ([setting.name] + setting.aliases).contains { $0.folded == key.folded }
    }) {
      switch setting.kind {
      case .flag: return ["true", "false"]
      case .choice(let words), .sides(_, let words, _): return words
      case .numberOrNone: return ["none"]
      case .integer, .number, .numbers: break
      }
    }
    return expressionWords(partial)
  }

  private func words(
    _ form: [Parameter], _ chunks: ArraySlice<String>, _ partial: String
  ) -> [String] {
    let isKey = { (chunk: String) in chunk.contains("=") && !chunk.contains("==") }
    let given = chunks.filter(isKey).map { $0.prefix { $0 != "=" } }
    let placed = chunks.filter { !isKey($0) }
    let places = form.filter { !$0.isKeyed }
    if let first = places.first, first.kind == .literal, let word = placed.first,
      word.folded != first.name.folded
    {
      return []
    }
    let keys = form.filter { $0.isKeyed && !given.contains(Substring($0.name)) }.map {
      "\($0.name)="
    }
    guard let last = places.last else { return keys }
    if placed.isEmpty, places.first?.kind == .literal { return [places[0].name] }
    let place = min(placed.count, places.count - 1)
    let parameter = places[place]
    if placed.count >= places.count {
      // Behind the last place: only what takes more than one word goes on.
      switch last.kind {
      case .block:
        let name = placed[placed.index(placed.startIndex, offsetBy: places.count - 1)]
        return settingWords(last.kind, name, given) + keys
      case .columns: return columnWords + keys
      case .expression, .expressions, .values: return expressionWords(partial) + keys
      default: return keys
      }
    }
    var found = words(for: parameter, partial)
    // `train steps`: the number may be passed over.
    if parameter.isOptional, place + 1 < places.count, case .choice = places[place + 1].kind {
      found += words(for: places[place + 1], partial)
    }
    return found + keys
  }

  private func block(
    _ command: CommandDeclaration, _ chunks: ArraySlice<String>
  ) -> BlockDeclaration? {
    for form in command.forms {
      for parameter in form {
        guard case .block(let family) = parameter.kind else { continue }
        for chunk in chunks {
          let word = Word(text: chunk, range: SourceRange(0, 0))
          if let index = try? family.index(named: word) { return family.declarations[index] }
        }
      }
    }
    return nil
  }

  private func settingWords(
    _ kind: Parameter.Kind, _ name: String, _ given: [Substring]
  ) -> [String] {
    guard case .block(let family) = kind,
      let index = try? family.index(named: Word(text: name, range: SourceRange(0, 0)))
    else { return [] }
    return family.declarations[index].settings.map(\.name)
      .filter { !given.contains(Substring($0)) }.map { "\($0)=" }
  }

  private func words(for parameter: Parameter, _ partial: String) -> [String] {
    switch parameter.kind {
    case .literal: [parameter.name]
    case .choice(let words): words
    case .block(let family): family.declarations.map(\.name)
    case .layer: session.network.layers.indices.map { "l\($0)" }
    case .address: addressWords(partial, settable: true) + ["lr"]
    case .picture(let verb): environment.pictures.filter { $0.verb == verb }.map(\.name)
    case .topic:
      HelpTopics.topics + Commands.all.map(\.verb)
        + BlockFamily.allCases.flatMap { $0.declarations.map(\.name) }
    case .columns: columnWords
    case .grid: SweepAxis.known.map { "\($0)=" } + ["until"]
    case .value, .values, .expression, .expressions: expressionWords(partial)
    case .part:
      partial.contains(".")
        ? addressWords(partial, settable: false)
        : session.network.layers.indices.map { "l\($0)" }
    case .subject:
      (["loss"] + session.network.layers.indices.map { "l\($0)" })
        + addressWords(partial, settable: false)
    case .mark: session.markNames
    case .moment: session.markNames + session.runNames + ["start", "now"]
    case .newName, .file, .newFile, .command: []
    }
  }

  private var columnWords: [String] {
    let columns = session.rawTrainingData.map { FeatureColumns($0).words } ?? []
    return columns + Functions.all.filter(\.isElementwise).map { "\($0.name)(" }
  }

  // MARK: Expressions

  private func expressionWords(_ partial: String) -> [String] {
    Names.all.map(\.name) + session.variables.keys.sorted()
      + addressWords(partial, settable: false) + Functions.all.map { "\($0.name)(" }
      + ["and", "or", "not", "true", "false"]
  }

  private static let mostNeurons = 16

  /// `l0.` first, and what stands behind its point once the point is typed.
  private func addressWords(_ partial: String, settable: Bool) -> [String] {
    let network = session.network
    if partial.hasPrefix(".") { return [".grad"] }
    guard let point = partial.firstIndex(of: "."),
      let layer = LayerAddress.index(
        of: Word(text: String(partial[..<point]), range: SourceRange(0, 0))),
      network.layers.indices.contains(layer)
    else { return network.layers.indices.map { "l\($0)." } }
    let root = partial[..<point]
    let parameters = network.slices.filter { $0.layer == layer }.map { "\(root).\($0.name)" }
    if settable { return parameters }
    let neurons = min(network.layers[layer].outputShape.count, Self.mostNeurons)
    let numbers =
      parameters + ["\(root).input", "\(root).output"] + (0..<neurons).map { "\(root).n\($0)" }
    let facts = LayerFact.allCases.map { "\(root).\($0.rawValue)" }
    let isSecondPoint = partial[partial.index(after: point)...].contains(".")
    return isSecondPoint ? numbers.map { "\($0).grad" } : numbers + facts
  }
}
