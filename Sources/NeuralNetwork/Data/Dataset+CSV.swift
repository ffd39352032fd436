extension Dataset {
  /// What the target column of a table holds.
  public enum TargetKind: Sendable, Equatable {
    /// Numbers are values, words are classes.
    case automatic
    /// Each distinct word or number is a class.
    case classes
    /// Numbers, to be predicted as they are.
    case values
  }

  /// Reads comma-separated text: one sample a row, one column the target.
  ///
  /// A column without any number is one of categories, and becomes an input of 0 or 1 for each
  /// (one-hot), in alphabetical order: "color=blue", "color=red".
  ///
  /// - Parameters:
  ///   - target: the name of the target's column, or its number counted from 1; nil is the last.
  ///   - hasHeader: whether the first row names the columns; nil where it does if none of its cells
  ///     is a number.
  ///   - reference: other data whose categories and classes these are to be counted by, as for
  ///     samples that are held out in a file of their own.
  /// - Throws: `DataError`, with line and column.
  public init(
    csv bytes: [UInt8], name: String, target: String? = nil, kind: TargetKind = .automatic,
    hasHeader: Bool? = nil, like reference: Dataset? = nil,
    memoryLimit: Int = MemoryLimit.standard
  ) throws(DataError) {
    // Every cell but the last is followed by a separator or ends its line.
    let separator = CSVTable.separator(of: bytes)
    let cells = 1 + bytes.count { $0 == separator || $0 == UInt8(ascii: "\n") }
    try MemoryLimit.checkData(
      "the table", shape: [cells], size: MemoryLayout<CSVTable.Start>.stride, limit: memoryLimit)
    let table = try CSVTable(bytes, cells: cells)
    guard let first = table.rows.first else { throw .empty }
    let width = first.width
    for row in table.rows where row.width != width {
      throw .ragged(line: row.line, cells: row.width, expected: width)
    }
    let header = (0..<width).map { table.cell(first, $0) }
    let hasHeader = hasHeader ?? header.allSatisfy { table.number($0) == nil }
    let rows = hasHeader ? table.rows.dropFirst() : table.rows[...]
    guard !rows.isEmpty else { throw .empty }
    let names = hasHeader ? header.map(table.text) : (1...width).map { "column \($0)" }
    guard width > 1 else { throw .noFeatures }
    let targetColumn = try Self.column(named: target, in: names)

    var columns: [CSVColumn] = []
    for index in 0..<width where index != targetColumn {
      columns.append(try CSVColumn(table, rows, index, names[index], like: reference))
    }
    let features = columns.flatMap(\.featureNames)
    try MemoryLimit.checkData("inputs", shape: [rows.count, features.count], limit: memoryLimit)
    var inputs: [Float] = []
    inputs.reserveCapacity(rows.count * features.count)
    for row in rows {
      for column in columns { try column.append(row, of: table, to: &inputs) }
    }
    let (targets, classNames) = try CSVColumn.targets(
      table, rows, targetColumn, names[targetColumn], kind, like: reference)
    self.init(
      name: name, inputShape: [features.count], inputs: inputs, targets: targets,
      featureNames: features, classNames: classNames)
  }

  private static func column(
    named target: String?, in names: [String]
  ) throws(DataError) -> Int {
    guard let target else { return names.count - 1 }
    let named = names.indices.filter { names[$0] == target }
    guard named.count < 2 else { throw .twoColumns(name: target, numbers: named.map { $0 + 1 }) }
    if let exact = named.first { return exact }
    if let number = Int(target), names.indices.contains(number - 1) { return number - 1 }
    throw .noColumn(name: target, columns: names)
  }
}
