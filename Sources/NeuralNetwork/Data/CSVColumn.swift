/// One column of a table as inputs: its numbers, or a 0 or 1 for each of its categories.
struct CSVColumn {
  private let index: Int
  private let name: String
  /// In alphabetical order; empty where the column holds numbers.
  private let categories: [String]
  private let places: [String: Int]

  private static let mostCategories = 1000

  init(
    _ table: CSVTable, _ rows: ArraySlice<CSVTable.Row>, _ index: Int, _ name: String,
    like reference: Dataset?
  ) throws(DataError) {
    self.index = index
    self.name = name
    let known = reference.map { Self.categories(of: name, in: $0.featureNames) } ?? []
    var words: Set<String> = []
    if known.isEmpty, !rows.contains(where: { table.number(table.cell($0, index)) != nil }) {
      for row in rows {
        words.insert(try table.word(row, index, name))
        guard words.count <= Self.mostCategories else {
          throw .tooManyCategories(
            column: index + 1, name: name, limit: Self.mostCategories)
        }
      }
    }
    categories = known.isEmpty ? words.sorted() : known
    places = Dictionary(uniqueKeysWithValues: zip(categories, 0...))
  }

  /// "width", or "color=blue", "color=red".
  var featureNames: [String] {
    categories.isEmpty ? [name] : categories.map { "\(name)=\($0)" }
  }

  private static func categories(of name: String, in features: [String]) -> [String] {
    let start = "\(name)="
    return features.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
  }

  func append(
    _ row: CSVTable.Row, of table: CSVTable, to inputs: inout [Float]
  ) throws(DataError) {
    guard !categories.isEmpty else {
      inputs.append(try table.value(row, index, name))
      return
    }
    let place = try Self.place(of: try table.word(row, index, name), row, index, name, places)
    for category in categories.indices { inputs.append(category == place ? 1 : 0) }
  }

  private static func place(
    of word: String, _ row: CSVTable.Row, _ index: Int, _ name: String, _ places: [String: Int]
  ) throws(DataError) -> Int {
    guard let place = places[word] else {
      throw .unknownCategory(
        line: row.line, column: index + 1, name: name, text: word, known: places.keys.sorted())
    }
    return place
  }

  /// One column as targets.
  static func targets(
    _ table: CSVTable, _ rows: ArraySlice<CSVTable.Row>, _ index: Int, _ name: String,
    _ kind: Dataset.TargetKind, like reference: Dataset?
  ) throws(DataError) -> (Targets, classNames: [String]) {
    let known = reference?.classNames ?? []
    let areNumbers = rows.allSatisfy { table.number(table.cell($0, index)) != nil }
    let hasNumbers = rows.contains { table.number(table.cell($0, index)) != nil }
    let hasWords = rows.contains { row in
      table.number(table.cell(row, index)) == nil && !table.isMissing(table.cell(row, index))
    }
    // A word among numbers is a slip, unless classes were asked for.
    if known.isEmpty, kind == .values || kind == .automatic && (hasNumbers || !hasWords) {
      var values: [Float] = []
      for row in rows { values.append(try table.value(row, index, name)) }
      return (.values(values, width: 1), [])
    }
    var words: [String] = []
    for row in rows { words.append(try table.word(row, index, name)) }
    let classNames =
      known.isEmpty
      ? Set(words).sorted { left, right in
        guard areNumbers, let first = Double(left), let second = Double(right) else {
          return left < right
        }
        return first < second
      } : known
    let places = Dictionary(zip(classNames, 0...)) { first, _ in first }
    var classes: [Int32] = []
    for (row, word) in zip(rows, words) {
      classes.append(Int32(try place(of: word, row, index, name, places)))
    }
    return (.classes(classes, count: classNames.count), classNames)
  }
}

extension CSVTable {
  /// What stands for a number as Swift reads one: where semicolons part the cells, a comma may be
  /// the point. Nil for what Swift reads and nobody writes in a table, as `0x10`.
  private func decimal(_ cell: Cell) -> String? {
    let written = bytes[cell.range]
    if written.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) { return nil }
    let text = text(cell)
    guard separator == UInt8(ascii: ";"), !written.contains(UInt8(ascii: ".")),
      written.count(where: { $0 == UInt8(ascii: ",") }) == 1
    else { return text }
    return text.replacing(",", with: ".")
  }

  /// The number in a cell; nil where it holds none.
  func number(_ cell: Cell) -> Float? {
    var whole = 0
    for byte in bytes[cell.range] {
      guard byte >= 0x30, byte <= 0x39, cell.range.count < 8 else {
        return decimal(cell).flatMap { Float($0) }.flatMap { $0.isNaN ? nil : $0 }
      }
      whole = whole * 10 + Int(byte - 0x30)
    }
    return cell.range.isEmpty ? nil : Float(whole)
  }

  /// Nothing is there, or a word that says so. What is quoted is meant.
  func isMissing(_ cell: Cell) -> Bool {
    if cell.range.isEmpty { return true }
    guard !cell.isQuoted, cell.range.count <= 4 else { return false }
    return ["na", "n/a", "nan", "null", "?"].contains(text(cell).lowercased())
  }

  /// The finite number in a cell.
  func value(_ row: Row, _ index: Int, _ name: String) throws(DataError) -> Float {
    let cell = self.cell(row, index)
    if let value = number(cell), value.isFinite { return value }
    guard !isMissing(cell) else {
      throw .missing(line: row.line, column: index + 1, name: name)
    }
    throw .notNumber(line: row.line, column: index + 1, name: name, text: text(cell))
  }

  /// The text in a cell, which is not empty.
  func word(_ row: Row, _ index: Int, _ name: String) throws(DataError) -> String {
    let cell = self.cell(row, index)
    guard !isMissing(cell) else {
      throw .missing(line: row.line, column: index + 1, name: name)
    }
    return text(cell)
  }
}
