extension Dataset {
  /// What the target column of a table holds.
  public enum TargetKind: Sendable, Equatable {
    /// Numbers are values, words are classes.
    case automatic
    /// Each distinct word or number is a class.
    case classes
    case values
  }

  /// Reads comma-separated text: one sample a row, one column the target.
  ///
  /// The first row is a header where none of its cells is a number.
  ///
  /// - Parameters:
  ///   - target: the name of the target's column, or its number counted from 1; nil is the last.
  /// - Throws: `DataError`, with line and column.
  public init(
    csv bytes: [UInt8], name: String, target: String? = nil, kind: TargetKind = .automatic
  ) throws(DataError) {
    let table = try CSVTable(bytes)
    guard let first = table.rows.first else { throw .empty }
    let width = first.cells.count
    for row in table.rows where row.cells.count != width {
      throw .ragged(line: row.line, cells: row.cells.count, expected: width)
    }
    let hasHeader = first.cells.allSatisfy { table.number($0) == nil }
    let rows = hasHeader ? table.rows.dropFirst() : table.rows[...]
    guard !rows.isEmpty else { throw .empty }
    let names = hasHeader ? first.cells.map(table.text) : (1...width).map { "column \($0)" }
    guard width > 1 else { throw .noFeatures }
    let column = try Self.column(named: target, in: names)

    var inputs: [Float] = []
    inputs.reserveCapacity(rows.count * (width - 1))
    for row in rows {
      for index in 0..<width where index != column {
        inputs.append(try table.value(row, index, names[index]))
      }
    }
    let (targets, classNames) = try Self.targets(table, rows, column, names[column], kind)
    var featureNames = names
    featureNames.remove(at: column)
    self.init(
      name: name, inputShape: [width - 1], inputs: inputs, targets: targets,
      featureNames: featureNames, classNames: classNames)
  }

  private static func column(
    named target: String?, in names: [String]
  ) throws(DataError) -> Int {
    guard let target else { return names.count - 1 }
    if let exact = names.firstIndex(of: target) { return exact }
    if let number = Int(target), names.indices.contains(number - 1) { return number - 1 }
    throw .noColumn(name: target, columns: names)
  }

  private static func targets(
    _ table: CSVTable, _ rows: ArraySlice<CSVTable.Row>, _ column: Int, _ name: String,
    _ kind: TargetKind
  ) throws(DataError) -> (Targets, classNames: [String]) {
    let areNumbers = rows.allSatisfy { table.number($0.cells[column]) != nil }
    let hasWords = rows.contains { row in
      !row.cells[column].range.isEmpty && table.number(row.cells[column]) == nil
    }
    if kind == .values || kind == .automatic && (areNumbers || !hasWords) {
      var values: [Float] = []
      for row in rows { values.append(try table.value(row, column, name)) }
      return (.values(values, width: 1), [])
    }
    var words: [String] = []
    for row in rows {
      let word = table.text(row.cells[column])
      guard !word.isEmpty else { throw .missing(line: row.line, column: column + 1, name: name) }
      words.append(word)
    }
    let classNames = Set(words).sorted { left, right in
      guard areNumbers, let first = Double(left), let second = Double(right) else {
        return left < right
      }
      return first < second
    }
    let index = Dictionary(uniqueKeysWithValues: zip(classNames, Int32(0)...))
    return (.classes(words.map { index[$0] ?? 0 }, count: classNames.count), classNames)
  }
}

extension CSVTable {
  /// The number in a cell; nil where it holds none.
  func number(_ cell: Cell) -> Float? {
    var whole = 0
    for byte in bytes[cell.range] {
      guard byte >= 0x30, byte <= 0x39, cell.range.count < 8 else { return Float(text(cell)) }
      whole = whole * 10 + Int(byte - 0x30)
    }
    return cell.range.isEmpty ? nil : Float(whole)
  }

  /// The finite number in a cell.
  func value(_ row: Row, _ index: Int, _ name: String) throws(DataError) -> Float {
    let cell = row.cells[index]
    guard !cell.range.isEmpty else {
      throw .missing(line: row.line, column: index + 1, name: name)
    }
    guard let value = number(cell), value.isFinite else {
      throw .notNumber(line: row.line, column: index + 1, name: name, text: text(cell))
    }
    return value
  }
}
