/// What is wrong with data that was read, and where.
public enum DataError: Error, Equatable, Sendable {
  /// The bytes are no UTF-8 text.
  case notText
  /// There are no rows below the header, or none at all.
  case empty
  /// A cell should hold a number. Lines count from 1, and so do columns.
  case notNumber(line: Int, column: Int, name: String, text: String)
  /// A cell holds no value: it is empty, or says NA, N/A, NaN, null or ?.
  case missing(line: Int, column: Int, name: String)
  /// A cell holds a word that does not occur in the data that this was to be read like.
  case unknownCategory(line: Int, column: Int, name: String, text: String, known: [String])
  /// A column of words has more than `limit` different ones.
  case tooManyCategories(column: Int, name: String, limit: Int)
  /// A row has another number of cells than the first one.
  case ragged(line: Int, cells: Int, expected: Int)
  /// A quotation mark was opened and not closed.
  case openQuote(line: Int, column: Int)
  /// No column has that name.
  case noColumn(name: String, columns: [String])
  /// Several columns have that name; `numbers` count from 1.
  case twoColumns(name: String, numbers: [Int])
  /// There is one column only: nothing is left to read once the target is taken out.
  case noFeatures
  /// Inputs and targets hold different numbers of samples.
  case rowCountsDiffer(inputs: Int, targets: Int)
  /// So few samples cannot be parted into some to learn from and some to hold out.
  case tooFewToSplit(count: Int)
  /// The bytes are not what their format says. Offsets count from 0, in what is left after
  /// unpacking where the file is compressed as a whole.
  case damaged(offset: Int, Damage)
  /// `what` would take `bytes`, or more than can be counted, where `limit` bytes are allowed.
  /// Nothing was allocated.
  case tooLarge(what: String, shape: [Int], bytes: Int?, limit: Int)
  /// An array has the wrong number of axes; `needs` says which it should have.
  case wrongShape(what: String, shape: [Int], needs: String)
  /// An archive holds no array of that name.
  case noArray(name: String, arrays: [String])
  /// Element `index` of an array is no finite number.
  case notFinite(what: String, index: Int)
  /// Element `index` of the targets is no class: a whole number from 0 to `most`.
  case notClass(index: Int, value: Float, most: Int)
  /// A second file is needed, with the targets.
  case noTargets

  /// What is wrong at some byte.
  public enum Damage: Sendable, Equatable {
    /// So many more bytes should follow.
    case truncated(needed: Int)
    /// These bytes do not begin what should begin here: "a NumPy array", "a zip entry".
    case noStart(of: String)
    /// A header of text does not follow its grammar.
    case badHeader
    /// The compressed bytes do not follow DEFLATE's grammar.
    case badCompression
    /// The bytes are not those that were summed up when the file was written.
    case checksum
    /// The length is not the one that the file states.
    case length(stated: Int, found: Int)
    /// A name stands twice where each stands once.
    case twice(String)
    /// The bytes of an array are said to go from `begin` to `end`, and its numbers take `bytes`, or
    /// more than can be counted; or they end behind the file.
    case extent(of: String, begin: Int, end: Int, bytes: Int?)
    /// The bytes of an array begin here, and not at `expected`, where those before it end.
    case notNext(String, expected: Int)
    /// The format allows this and Gradus does not read it: "encryption", "numbers of type >f4".
    case unsupported(String)
  }
}
