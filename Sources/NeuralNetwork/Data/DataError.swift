/// What is wrong with data that was read, and where.
public enum DataError: Error, Equatable, Sendable {
  /// The bytes are no UTF-8 text.
  case notText
  /// There are no rows below the header, or none at all.
  case empty
  /// A cell should hold a number. Lines count from 1, and so do columns.
  case notNumber(line: Int, column: Int, name: String, text: String)
  /// A cell is empty.
  case missing(line: Int, column: Int, name: String)
  /// A row has another number of cells than the first one.
  case ragged(line: Int, cells: Int, expected: Int)
  /// A quotation mark was opened and not closed.
  case openQuote(line: Int, column: Int)
  /// No column has that name.
  case noColumn(name: String, columns: [String])
  /// There is one column only: nothing is left to read once the target is taken out.
  case noFeatures
  /// Inputs and targets hold different numbers of samples.
  case rowCountsDiffer(inputs: Int, targets: Int)
}
