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
      place = "\(file):\(line): column \(column) (\(name)) is empty"
    case .ragged(let line, let cells, let expected):
      place = "\(file):\(line): \(cells) cells, and the first row has \(expected)"
    case .openQuote(let line, let column):
      place = "\(file):\(line): the quote in column \(column) is never closed"
    case .noColumn(let name, let columns):
      self.init(
        "\(file) has no column \"\(Self.shortened(name))\"", at: range,
        hint: "its columns are \(Self.shortened(columns.prefix(12).joined(separator: ", ")))",
        suggestion: Nearest.word(to: name, among: columns))
      return
    case .noFeatures:
      place = "\(file) has one column only: nothing is left to learn from beside the target"
    case .rowCountsDiffer(let inputs, let targets):
      place = "x has \(inputs) rows and y has \(targets): one each for every sample"
    }
    self.init(place, at: range)
  }

  /// What a file or a command says may be long, and have several lines.
  static func shortened(_ text: String) -> String {
    let text = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return text.count > 60 ? text.prefix(57) + "…" : text
  }
}
