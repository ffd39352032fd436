import NeuralNetwork

/// The sentences for what is wrong with a data file.
extension Diagnostic {
  /// - Parameter file: its name, for the message.
  init(_ error: DataError, file: String, at range: SourceRange?) {
    let place: String
    switch error {
    case .notText:
      place = "\(file) is no text: a table of comma-separated values is expected"
    case .empty:
      place = "\(file) has no rows"
    case .notNumber(let line, let column, let name, let text):
      place =
        "\(file):\(line): column \(column) (\(name)) holds \"\(Self.shortened(text))\", and a number "
        + "is expected there"
    case .missing(let line, let column, let name):
      place = "\(file):\(line): column \(column) (\(name)) holds no value"
    case .unknownCategory(let line, let column, let name, let text, let known):
      self.init(
        "\(file):\(line): column \(column) (\(name)) holds \"\(Self.shortened(text))\", which does "
          + "not occur in the data to learn from", at: range,
        hint: "known are \(Self.shortened(known.prefix(12).joined(separator: ", ")))",
        suggestion: Nearest.word(to: text, among: known))
      return
    case .tooManyCategories(let column, let name, let limit):
      place =
        "\(file): column \(column) (\(name)) holds more than \(limit) different words: too many to "
        + "be categories"
    case .ragged(let line, let cells, let expected):
      place =
        "\(file):\(line): \(counted(cells, "cell")), and the first row has "
        + "\(expected)"
    case .openQuote(let line, let column):
      place = "\(file):\(line): the quote in column \(column) is never closed"
    case .noColumn(let name, let columns):
      self.init(
        "\(file) has no column \"\(Self.shortened(name))\"", at: range,
        hint: "its columns are \(Self.shortened(columns.prefix(12).joined(separator: ", ")))",
        suggestion: Nearest.word(to: name, among: columns))
      return
    case .twoColumns(let name, let numbers):
      let list = numbers.map(String.init).joined(separator: " and ")
      self.init(
        "columns \(list) of \(file) are both called \"\(Self.shortened(name))\"", at: range,
        hint: "target=\(numbers[0])")
      return
    case .noFeatures:
      place = "\(file) has one column only: nothing is left to learn from beside the target"
    case .rowCountsDiffer(let inputs, let targets):
      place = "x has \(inputs) rows and y has \(targets): one each for every sample"
    case .tooFewToSplit(let count):
      place = "\(count == 1 ? "one sample" : "\(count) samples") cannot be split"
    case .damaged(let offset, let damage):
      place = "\(file), byte \(offset): \(Self.words(damage))"
    case .tooLarge(let what, let shape, let bytes, let limit):
      let size = bytes.map(Self.size) ?? "more than can be counted"
      self.init(
        "\(file): \(what) of \(Shape(shape)) would take \(size), and \(Self.size(limit)) are allowed",
        at: range, hint: Self.wayToMemory(bytes))
      return
    case .wrongShape(let what, let shape, let needs):
      place =
        "\(file): the \(what) have the shape \(shape.isEmpty ? "of one number" : "\(Shape(shape))"), "
        + "and \(needs) is expected"
    case .noArray(let name, let arrays):
      self.init(
        "\(file) holds no array \"\(Self.shortened(name))\"", at: range,
        hint: "inputs= and target= name two of "
          + Self.shortened(arrays.prefix(12).joined(separator: ", ")),
        suggestion: Nearest.word(to: name, among: arrays))
      return
    case .notFinite(let what, let index):
      place = "\(file): value \(index) of the \(what) is no finite number"
    case .notClass(let index, let value, let most):
      place =
        "\(file): target \(index) is \(NumberText.text(Double(value))), and a class is a whole number from 0 to "
        + "\(most)"
    case .noTargets:
      self.init(
        "\(file) holds inputs alone: the targets are in a second file", at: range,
        hint: "labels=FILE names it")
      return
    }
    self.init(place, at: range)
  }

  private static func words(_ damage: DataError.Damage) -> String {
    switch damage {
    case .truncated(let needed):
      "the file ends where \(counted(needed, "more byte")) should follow"
    case .noStart(let what): "this is not how \(what) begins"
    case .badHeader: "the header cannot be read"
    case .badCompression: "the compressed bytes are damaged"
    case .checksum: "the checksum is wrong, so the file was changed or damaged"
    case .length(let stated, let found):
      "\(stated) bytes were promised, and \(found) are there"
    case .twice(let name): "\(shortened(name)) stands there twice"
    case .extent(let name, let begin, let end, let bytes):
      "\(shortened(name)) is said to lie from byte \(begin) to \(end) of the numbers, and "
        + (bytes.map { $0 == end - begin ? "they end before" : "its shape takes \($0) bytes" }
          ?? "its shape takes more than can be counted")
    case .notNext(let name, let expected):
      "the numbers of \(shortened(name)) begin here, and those before them end at byte \(expected)"
    case .unsupported(let what): "\(shortened(what)) cannot be read"
    }
  }

  /// What a file or a command says may be long, and have several lines.
  static func shortened(_ text: String) -> String {
    let text = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return text.count > 60 ? text.prefix(57) + "…" : text
  }
}
