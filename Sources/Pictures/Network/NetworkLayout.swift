import Canvas

/// Where the nodes of a diagram stand on a canvas of a given size.
struct NetworkLayout {
  /// How much a node says.
  enum Detail: CaseIterable {
    /// " n0 +0.73 "
    case full
    /// " +0.73 "
    case value
    /// "(+)"
    case sign
  }

  struct Node {
    /// Its index within the layer.
    let index: Int
    let row: Int
  }

  struct Column {
    let start: Int
    let width: Int
    let nodes: [Node]
    /// Where "⋮ 56 more" stands, and how many are left out.
    let more: (row: Int, count: Int)?
    /// Of what is no list of nodes.
    let top: Int
    let height: Int
  }

  let detail: Detail
  let columns: [Column]
  /// Rows of titles over the nodes.
  let titleRows: Int
  let gap: Int
  /// From a node to the one below, at least, in any column.
  let pitch: Int

  private static let widestGap = 24
  private static let highestPitch = 4

  /// Nil where not even signs fit.
  init?(_ diagram: NetworkDiagram, in size: Size, theme: Theme) {
    titleRows = min(3, diagram.columns.map(\.titles.count).max() ?? 1)
    let most = diagram.columns.map { NetworkLayout.tallest($0) }.max() ?? 1
    let rows = min(size.rows - titleRows, most)
    guard rows >= 1 else { return nil }
    for detail in Detail.allCases {
      let widths = diagram.columns.map { $0.width(detail, theme: theme) }
      let gaps = max(1, widths.count - 1)
      let free = size.columns - widths.reduce(0, +)
      let least = detail == .full ? 8 : detail == .value ? 6 : 3
      guard free / gaps >= least || widths.count == 1 && free >= 0 else { continue }
      self.detail = detail
      gap = min(max(NetworkLayout.widestGap, size.columns / 5), free / gaps)
      var start = 0
      var columns: [Column] = []
      for (column, width) in zip(diagram.columns, widths) {
        columns.append(NetworkLayout.place(column, start: start, width: width, rows: rows))
        start += width + gap
      }
      self.columns = columns
      pitch =
        columns.compactMap { column in
          zip(column.nodes, column.nodes.dropFirst()).map { $1.row - $0.row }.min()
        }.min() ?? NetworkLayout.highestPitch
      return
    }
    return nil
  }

  /// The rows that a column takes where there are enough.
  private static func tallest(_ column: NetworkDiagram.Column) -> Int {
    guard case .nodes(let names, _, let biases) = column.content else { return column.height }
    return (names.count - 1) * highestPitch + (biases == nil ? 1 : 2)
  }

  private static func place(
    _ column: NetworkDiagram.Column, start: Int, width: Int, rows: Int
  ) -> Column {
    guard case .nodes(let names, _, _) = column.content else {
      let height = min(rows, column.height)
      return Column(
        start: start, width: width, nodes: [], more: nil, top: (rows - height) / 2,
        height: height)
    }
    // All of them, one a row at least; else the first ones, how many are left out, the last one.
    let fits = names.count <= rows
    let shown = fits ? names.count : rows < 5 ? rows : (rows + 1) / 2
    let pitch = max(1, min(highestPitch, (rows - 1) / max(1, shown - 1)))
    let top = (rows - 1 - (shown - 1) * pitch) / 2
    func row(_ place: Int) -> Int { max(0, top) + place * pitch }
    if fits {
      let nodes = names.indices.map { Node(index: $0, row: row($0)) }
      return Column(start: start, width: width, nodes: nodes, more: nil, top: 0, height: rows)
    }
    guard shown >= 3 else {
      let more = (row: 0, count: names.count)
      return Column(start: start, width: width, nodes: [], more: more, top: 0, height: rows)
    }
    let nodes =
      (0..<(shown - 2)).map { Node(index: $0, row: row($0)) }
      + [Node(index: names.count - 1, row: row(shown - 1))]
    return Column(
      start: start, width: width, nodes: nodes,
      more: (row(shown - 2), names.count - nodes.count), top: 0, height: rows)
  }
}

extension NetworkDiagram.Column {
  fileprivate func width(_ detail: NetworkLayout.Detail, theme: Theme) -> Int {
    switch content {
    case .image(_, let width, _): width
    case .shape(let text): DisplayWidth.columns(text) + 4
    case .nodes(let names, let values, _):
      switch detail {
      case .full:
        2 + (names.map { min(8, DisplayWidth.columns($0)) }.max() ?? 0) + (values == nil ? 0 : 6)
      case .value: values == nil ? 4 : 7
      case .sign: 3
      }
    }
  }

  fileprivate var height: Int {
    switch content {
    case .image(let height, _, _): (height + 1) / 2
    default: 3
    }
  }
}
