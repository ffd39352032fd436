import NeuralNetwork

/// What `data load` asks for: a file, where in it the targets are, and what is held out.
struct DataFile {
  private let arguments: Arguments
  private let environment: Environment

  static let parameters: [Parameter] = [
    Parameter("load", .literal),
    Parameter("FILE", .file, "its bytes say what it is; in quotes if the name holds a space"),
    .keyed(
      "target", .newName,
      "the column to predict, by name or number, or the array in a .npz; the last"
    ),
    .keyed("inputs", .newName, "the array of the inputs in a .npz, where its name is unusual"),
    .keyed("labels", .file, "a second file with the targets: for .npy and IDX"),
    .keyed("test", .file, "a file whose samples are held out"),
    .keyed("test_target", .newName, "its targets, where they are called something else"),
    .keyed("test_inputs", .newName, "its inputs, where they are called something else"),
    .keyed("test_labels", .file, "its second file"),
    .keyed("kind", .choice(["classes", "values"]), "how to read a target of numbers; values"),
    .keyed("header", .choice(["true", "false"]), "whether the first row names the columns"),
    .keyed("image", .choice(["true", "false"]), "whether pictures keep their rows; false"),
  ]

  init(_ arguments: Arguments, _ environment: Environment) {
    self.arguments = arguments
    self.environment = environment
  }

  func load() throws(Diagnostic) -> LearningData {
    guard let file = arguments.word("FILE") else {
      throw Diagnostic("the name of a file is missing", at: arguments.statement.range)
    }
    let train = try read(
      file, target: arguments.word("target"), inputs: arguments.word("inputs"),
      labels: arguments.word("labels"))
    guard let test = arguments.word("test") else {
      for key in ["test_target", "test_inputs", "test_labels"] {
        if let word = arguments.word(key) {
          throw Diagnostic(
            "\(key) belongs to test: the file whose samples are held out", at: word.range,
            hint: "test=\(Diagnostic.shortened(file.text))")
        }
      }
      return LearningData(train)
    }
    let held = try read(
      test, target: arguments.word("test_target") ?? arguments.word("target"),
      inputs: arguments.word("test_inputs") ?? arguments.word("inputs"),
      labels: arguments.word("test_labels"), like: train)
    guard held.inputShape == train.inputShape else {
      throw Diagnostic(
        "\(test.text) has \(held.inputShape.count) inputs a row, and \(file.text) has "
          + "\(train.inputShape.count)", at: test.range)
    }
    return LearningData(train, test: held)
  }

  private var kind: Dataset.TargetKind {
    switch arguments.word("kind")?.text {
    case "classes": .classes
    case "values": .values
    default: .automatic
    }
  }

  private func read(
    _ file: Word, target: Word?, inputs: Word?, labels: Word?, like reference: Dataset? = nil
  ) throws(Diagnostic) -> Dataset {
    let bytes = try bytes(of: file)
    let labelBytes: [UInt8]? = if let labels { try self.bytes(of: labels) } else { nil }
    let name = Self.name(of: file)
    // Numbers are classes in both files, or in neither.
    let kind: Dataset.TargetKind =
      switch reference?.targets {
      case .classes: .classes
      case .values: .values
      case nil: self.kind
      }
    do throws(DataError) {
      return try Dataset(
        file: bytes, name: name, labels: labelBytes, target: target?.text, inputs: inputs?.text,
        kind: kind, hasHeader: arguments.word("header").map { $0.text == "true" },
        isImage: arguments.word("image")?.text == "true", like: reference)
    } catch {
      // Either of the two may be the damaged one.
      let names: String =
        if case .damaged = error, let labels { "\(name) or \(Self.name(of: labels))" } else { name }
      throw Diagnostic(
        error, file: names, at: place(of: error, file: file, target: target, inputs: inputs))
    }
  }

  /// The words of the command that an error is about.
  private func place(
    of error: DataError, file: Word, target: Word?, inputs: Word?
  ) -> SourceRange {
    switch error {
    case .noColumn, .twoColumns: target?.range ?? file.range
    case .noArray(let name, _):
      [inputs, target].compactMap { $0 }.first { $0.text == name }?.range ?? file.range
    default: file.range
    }
  }

  private func bytes(of file: Word) throws(Diagnostic) -> [UInt8] {
    do throws(Diagnostic) {
      return try environment.readFile(file.text)
    } catch {
      throw error.placed(at: file.range)
    }
  }

  private static func name(of file: Word) -> String {
    file.text.split(separator: "/").last.map(String.init) ?? file.text
  }
}
