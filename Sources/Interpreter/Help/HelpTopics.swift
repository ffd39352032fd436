import NeuralNetwork

/// The pages of `help`, made from the declarations of commands, blocks, names and functions.
enum HelpTopics {
  private typealias Section = HelpPage.Section
  private typealias Entry = HelpPage.Entry

  /// Topics that are neither a command nor a block.
  static let topics =
    ["names", "functions", "addresses", "pictures"]
    + BlockFamily.allCases.map(\.rawValue)

  static var overview: HelpPage {
    var sections = CommandDeclaration.Purpose.allCases.map { purpose in
      Section(
        purpose.rawValue,
        Commands.all.filter { $0.purpose == purpose }.map { Entry($0.verb, $0.summary) })
    }
    sections.append(
      Section(
        "more",
        [
          Entry("help train", "a command: how it is written, an example, the same in PyTorch"),
          Entry("help linear", "a building block and its settings"),
          Entry("help TOPIC", "lists of \(topics.joined(separator: ", "))"),
        ]))
    return HelpPage(
      title: "Gradus",
      summary: "Commands, separated by ; or on lines of their own; # is a comment.",
      sections: sections)
  }

  static func page(
    on word: Word, pictures: [PictureDeclaration]
  ) throws(Diagnostic) -> HelpPage {
    let folded = word.folded
    switch folded {
    case "names": return names
    case "functions": return functions
    case "addresses": return addresses
    case "pictures": return list(of: pictures)
    default: break
    }
    if let family = BlockFamily.allCases.first(where: { $0.rawValue == folded }) {
      return list(of: family)
    }
    if let command = Commands.all.first(where: { command in
      ([command.verb] + command.aliases).contains { $0.folded == folded }
    }) {
      return page(on: command)
    }
    for family in BlockFamily.allCases {
      if let index = family.declarations.firstIndex(where: { block in
        ([block.name] + block.aliases).contains { $0.folded == folded }
      }) {
        return page(onBlock: index, in: family)
      }
    }
    if let command = try? Commands.command(named: word) { return page(on: command) }
    if let name = Names.name(folded: folded) {
      return HelpPage(title: name.name, summary: name.summary, sections: [])
    }
    if let function = Functions.all.first(where: { $0.name.folded == folded }) {
      return HelpPage(title: function.usage, summary: function.summary, sections: [])
    }
    let known =
      Commands.all.map(\.verb) + BlockFamily.allCases.flatMap { $0.declarations.map(\.name) }
      + topics
    throw Diagnostic(
      "help knows nothing about \"\(Diagnostic.shortened(word.text))\"", at: word.range,
      hint: "help", suggestion: Nearest.word(to: word.text, among: known))
  }

  /// The page on a building block that a command takes, where other things have the same name.
  static func page(on block: Word, of verb: Word) throws(Diagnostic) -> HelpPage {
    let family = BlockFamily.allCases.first { $0.verb == verb.folded || $0.rawValue == verb.folded }
    if let family {
      return page(onBlock: try family.index(named: block), in: family)
    }
    let command = try Commands.command(named: verb)
    guard let family = BlockFamily.allCases.first(where: { $0.verb == command.verb }) else {
      throw Diagnostic(
        "\(command.verb) takes no building blocks", at: block.range, hint: "help \(command.verb)")
    }
    return page(onBlock: try family.index(named: block), in: family)
  }

  /// What else has the same name: "the layer step".
  private static func namesakes(of name: String, besides family: BlockFamily?) -> [Entry] {
    BlockFamily.allCases.filter { $0 != family }.compactMap { other in
      let isNamed = other.declarations.contains { block in
        ([block.name] + block.aliases).contains { $0.folded == name.folded }
      }
      return isNamed ? Entry("help \(other.verb) \(name)", "the \(other.noun)") : nil
    }
  }

  private static func page(on command: CommandDeclaration) -> HelpPage {
    var sections = [Section("usage", command.usages.map { Entry("", $0) })]
    var parameters: [Parameter] = []
    for parameter in command.forms.joined()
    where !parameter.summary.isEmpty && !parameters.contains(parameter) {
      parameters.append(parameter)
    }
    if !parameters.isEmpty {
      sections.append(
        Section("where", parameters.map { Entry($0.isKeyed ? "\($0.name)=" : $0.name, $0.summary) })
      )
    }
    if !command.aliases.isEmpty {
      sections.append(Section("also", [Entry("", command.aliases.joined(separator: ", "))]))
    }
    if !command.notes.isEmpty {
      sections.append(Section("good to know", command.notes.map { Entry("", $0) }))
    }
    sections.append(Section("example", [Entry("", command.example)]))
    let others = namesakes(of: command.verb, besides: nil)
    if !others.isEmpty { sections.append(Section("of the same name", others)) }
    sections.append(Section("in PyTorch", [Entry("", command.pytorch)]))
    return HelpPage(title: command.verb, summary: command.summary, sections: sections)
  }

  private static func page(onBlock index: Int, in family: BlockFamily) -> HelpPage {
    let block = family.declarations[index]
    var sections: [Section] = []
    if !block.settings.isEmpty {
      sections.append(Section("settings", block.settings.map { Entry($0.name, $0.helpText) }))
    }
    if !block.aliases.isEmpty {
      sections.append(Section("also", [Entry("", block.aliases.joined(separator: ", "))]))
    }
    sections.append(Section("example", [Entry("", "\(family.verb) \(block.example)")]))
    sections.append(Section("source", [Entry("", block.source)]))
    let others = namesakes(of: block.name, besides: family)
    if !others.isEmpty { sections.append(Section("of the same name", others)) }
    sections.append(
      Section("in PyTorch", [Entry("", BlockLines.line(block, in: family, at: index))]))
    return HelpPage(
      title: "\(block.name), a \(family.noun)", summary: block.summary, sections: sections)
  }

  private static func list(of family: BlockFamily) -> HelpPage {
    HelpPage(
      title: family.rawValue,
      summary: "\(family.verb) NAME takes one of these; help NAME says more.",
      sections: [Section("", family.declarations.map { Entry($0.name, $0.summary) })])
  }

  private static func list(of pictures: [PictureDeclaration]) -> HelpPage {
    HelpPage(
      title: "pictures", summary: "What show and plot draw.",
      sections: [Section("", pictures.map { Entry("\($0.verb.rawValue) \($0.name)", $0.summary) })])
  }

  private static var names: HelpPage {
    HelpPage(
      title: "names",
      summary: "What print, until and a lesson's checks can ask for. A number of the network is of "
        + "the network as it is now.",
      sections: [Section("", Names.all.map { Entry($0.name, $0.summary) })])
  }

  private static var functions: HelpPage {
    HelpPage(
      title: "functions",
      summary: "Of numbers and of whole arrays; + - * / ^, comparisons, and, or, not work too.",
      sections: [Section("", Functions.all.map { Entry($0.usage, $0.summary) })])
  }

  private static var addresses: HelpPage {
    HelpPage(
      title: "addresses", summary: "What stands in a network. Layers are l0, l1, …",
      sections: [
        Section(
          "numbers",
          [
            Entry("l0.weight", "all weights of layer 0, a row for each neuron"),
            Entry("l0.weight[2,1]", "the weight of neuron 2 for input 1"),
            Entry("l0.bias[1]", "the bias of neuron 1"),
            Entry("l0.input", "what goes into layer 0, a row for each sample"),
            Entry("l0.output", "what comes out of it"),
            Entry("l0.n1", "what comes out of neuron 1, a number for each sample"),
            Entry("….grad", "the derivative of the loss by any of these"),
          ]),
        Section(
          "facts", LayerFact.allCases.map { Entry("l0.\($0.rawValue)", $0.summary) }),
      ])
  }
}

extension BlockFamily {
  /// The command that takes one.
  var verb: String {
    switch self {
    case .layers: "add"
    case .losses: "loss"
    case .optimizers: "optimizer"
    case .schedules: "schedule"
    case .initializers: "init"
    case .datasets: "data"
    }
  }
}

extension Setting {
  /// "step size; 0.01 where left out"
  var helpText: String {
    if let value = defaultValue { return "\(summary); \(value.text) where left out" }
    return isOptional ? summary : "\(summary); must be given"
  }
}

extension SettingValue {
  var text: String {
    switch self {
    case .integer(let number): String(number)
    case .number(let number): "\(number)".hasSuffix(".0") ? NumberText.text(number) : "\(number)"
    case .flag(let flag): flag ? "true" : "false"
    case .choice(let word): word
    case .numbers(let numbers): "[\(numbers.map { NumberText.text($0) }.joined(separator: ", "))]"
    }
  }
}
