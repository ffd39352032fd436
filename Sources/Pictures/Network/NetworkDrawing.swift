import Canvas
import NeuralNetwork

extension NetworkDiagram {
  /// The diagram in at most `size`, and whether weak weights had to be left out; nil where it
  /// does not fit.
  func drawing(fitting size: Size, theme: Theme) -> (canvas: Canvas, omitsWeakEdges: Bool)? {
    guard let layout = NetworkLayout(self, in: size, theme: theme) else { return nil }
    let drawing = NetworkDrawing(diagram: self, layout: layout, theme: theme)
    return drawing.drawing(size: size)
  }
}

/// Draws a placed diagram: edges first, then nodes and titles over them.
private struct NetworkDrawing {
  let diagram: NetworkDiagram
  let layout: NetworkLayout
  let theme: Theme

  func drawing(size: Size) -> (canvas: Canvas, omitsWeakEdges: Bool) {
    var canvas = Canvas(size)
    var omitsWeakEdges = false
    for index in diagram.edges.indices {
      var edges = EdgeDrawing(
        size: size, bound: diagram.edgeBound, isDense: layout.pitch < 2, theme: theme)
      addEdges(index, to: &edges)
      edges.draw(on: &canvas)
      omitsWeakEdges = omitsWeakEdges || edges.omitsWeakOnes
    }
    for index in diagram.columns.indices { drawColumn(index, on: &canvas) }
    for index in diagram.edges.indices { labelEdges(index, on: &canvas) }
    drawTitles(on: &canvas)
    return (canvas.withoutBlankRows, omitsWeakEdges)
  }

  private func row(_ row: Int) -> Int { layout.titleRows + row }

  // MARK: Edges

  private func addEdges(_ index: Int, to edges: inout EdgeDrawing) {
    let (from, to) = (layout.columns[index], layout.columns[index + 1])
    let start = from.start + from.width
    let end = to.start - 1
    if let weights = diagram.edges[index], !from.nodes.isEmpty, !to.nodes.isEmpty {
      for target in to.nodes {
        for source in from.nodes {
          let weight = weights.values[target.index * weights.shape[1] + source.index]
          edges.add(
            Double(weight), from: (start, row(source.row)), to: (end, row(target.row)))
        }
      }
      return
    }
    // Not every weight can be a line: one faint line to each of what follows.
    let middle = row(from.nodes.isEmpty ? from.top + from.height / 2 : from.height / 2)
    let targets = to.nodes.isEmpty ? [to.top + to.height / 2] : to.nodes.map(\.row)
    for target in targets { edges.add(nil, from: (start, middle), to: (end, row(target))) }
  }

  /// Numbers on the edges where they are few and far between.
  private func labelEdges(_ index: Int, on canvas: inout Canvas) {
    let (from, to) = (layout.columns[index], layout.columns[index + 1])
    guard let weights = diagram.edges[index], layout.detail == .full, layout.gap >= 14,
      from.nodes.count * to.nodes.count <= 8
    else { return }
    var taken: Set<SIMD2<Int>> = []
    for target in to.nodes {
      for source in from.nodes {
        let weight = Double(weights.values[target.index * weights.shape[1] + source.index])
        let text = DecimalText.compact(weight)
        for share in [0.5, 0.36, 0.64, 0.25, 0.75] {
          let row = row(source.row) + Int((share * Double(target.row - source.row)).rounded())
          let middle = from.start + from.width + Int(share * Double(layout.gap))
          let start = middle - text.utf8.count / 2
          let cells = (start - 1...start + text.utf8.count).map { SIMD2($0, row) }
          guard taken.isDisjoint(with: cells) else { continue }
          taken.formUnion(cells)
          let style = Style(foreground: theme.signColor(weight), bold: true)
          canvas.write(text, row: row, column: start, style: style)
          break
        }
      }
    }
  }

  // MARK: Nodes

  private func drawColumn(_ index: Int, on canvas: inout Canvas) {
    let place = layout.columns[index]
    switch diagram.columns[index].content {
    case .nodes(let names, let values, let biases):
      for node in place.nodes {
        draw(
          name: names[node.index], value: values?[node.index], at: row(node.row),
          column: place.start, width: place.width, on: &canvas)
        if let mark = diagram.mark, mark.column == index, mark.neuron == node.index,
          place.start > 0
        {
          canvas.write(
            theme.walkMark, row: row(node.row), column: place.start - 1,
            style: Style(bold: true))
        }
        // Under the node there is room only where nodes stand apart.
        if let biases, layout.pitch >= 3, layout.detail == .full {
          let text = theme.text(
            "b \(DecimalText.compact(biases[node.index]))", style: theme.style(.faint))
          let start = place.start + max(0, (place.width - text.width) / 2)
          canvas.write(text, row: row(node.row) + 1, column: start)
        }
      }
      if let more = place.more {
        let text = theme.text("⋮ \(more.count) more", style: theme.style(.faint))
        canvas.write(text, row: row(more.row), column: place.start)
      }
    case .image(let height, let width, let values):
      let picture = GrayImage(height: height, width: width, values: values)
        .canvas(columnsEach: 1, theme: theme)
      canvas.draw(picture, row: row(place.top), column: place.start)
    case .shape(let text):
      let style = theme.style(.faint)
      canvas.frame(
        row: row(place.top), column: place.start,
        size: Size(columns: place.width, rows: place.height), style: style, theme: theme)
      let name = theme.text(text)
      canvas.write(
        name, row: row(place.top) + place.height / 2,
        column: place.start + (place.width - name.width) / 2)
    }
  }

  private func draw(
    name: String, value: Double?, at row: Int, column: Int, width: Int, on canvas: inout Canvas
  ) {
    let label = theme.text(name).truncated(to: 8, ellipsis: theme.sign("…", ascii: "~")).text
    let number = value.map(DecimalText.compact)
    var text: String
    switch layout.detail {
    case .full:
      let gap = width - 2 - DisplayWidth.columns(label) - (number?.utf8.count ?? 0)
      text = label + String(repeating: " ", count: max(0, gap)) + (number ?? "")
    case .value: text = number ?? label
    case .sign: text = value.map { theme.signedMark($0, bound: 1) } ?? "o"
    }
    text = StyledText(text).padded(to: width - 2, .center).truncated(to: width - 2).text
    let background = value.map { theme.color(of: $0, bound: 1) } ?? theme.nodeColor
    let style = Style(foreground: theme.ink(on: background), background: background)
    // Without colours, brackets show where a node begins and ends.
    let (left, right) = background == .standard ? ("(", ")") : (" ", " ")
    canvas.write(left + text + right, row: row, column: column, style: style)
  }

  private func drawTitles(on canvas: inout Canvas) {
    for (index, column) in diagram.columns.enumerated() {
      let place = layout.columns[index]
      let room = max(3, place.width + layout.gap - 2)
      for (line, title) in column.titles.suffix(layout.titleRows).enumerated() {
        let text = theme.text(title, style: theme.style(.faint)).truncated(
          to: room, ellipsis: theme.sign("…", ascii: "~"))
        // Over the middle of its column, and on the canvas.
        let start = place.start + (place.width - text.width) / 2
        canvas.write(
          text, row: line, column: max(0, min(start, canvas.size.columns - text.width)))
      }
    }
  }
}

extension Theme {
  /// Of a node without a value.
  fileprivate var nodeColor: Color {
    switch colors {
    case .none: .standard
    case .sixteen: .standard
    case .full: Color(background == .dark ? 238 : 252)
    }
  }

  /// Of a line that stands for a weight: never so close to the background that it is not seen.
  func edgeColor(_ weight: Double, bound: Double) -> Color {
    let least = bound * (colors == .sixteen ? 1 : background == .dark ? 0.25 : 0.5)
    let size = max(weight.magnitude, least)
    return color(of: weight < 0 ? -size : size, bound: bound)
  }

  /// Of a number by its sign alone.
  func signColor(_ value: Double) -> Color {
    color(of: value < 0 ? -1 : 1, bound: 1)
  }
}
