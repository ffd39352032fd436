import Canvas

/// The weights of one layer and the biases beside them, before it is known how large.
struct ParameterMap {
  let scene: Scene
  let title: String
  let weights: HeatMap
  let bias: HeatMap?
  /// Height and width where the inputs of each neuron are a picture.
  let image: (height: Int, width: Int)?

  /// The rows that it takes where there are enough.
  var naturalHeight: Int {
    if let image {
      let perRow = max(1, (scene.size.columns + 1) / (image.width + 1))
      return (weights.rows + perRow - 1) / perRow * (pictureRows(image) + 1)
    }
    let size = Size(columns: scene.size.columns - biasWidth, rows: weights.rows + 1)
    switch weights.form(fitting: size, theme: scene.theme) {
    case .numbers: return weights.rows + (weights.columnLabels.isEmpty ? 0 : 1)
    case .signs, .marks: return weights.rows
    case .halfBlocks: return (weights.rows + 1) / 2
    }
  }

  /// Whether each weight has a mark of its own in `canvas(rows:)`.
  func isWhole(rows: Int) -> Bool {
    image.map { rows > pictureRows($0) } == true
      || weights.isWhole(
        fitting: Size(columns: scene.size.columns - biasWidth, rows: rows), theme: scene.theme)
  }

  func canvas(rows: Int) -> Canvas {
    if let image, rows > pictureRows(image) { return pictures(image, rows: rows) }
    let room = Size(columns: scene.size.columns - biasWidth, rows: rows)
    let form = weights.form(fitting: room, theme: scene.theme)
    let map = weights.canvas(as: form, fitting: room, theme: scene.theme)
    guard let bias else { return map }
    let column = bias.canvas(
      as: form, fitting: Size(columns: biasWidth - 1, rows: rows), theme: scene.theme)
    var both = Canvas(
      Size(columns: scene.size.columns, rows: max(map.size.rows, column.size.rows)))
    both.draw(map, row: 0, column: 0)
    both.draw(column, row: 0, column: map.size.columns + 1)
    return both
  }

  /// A number at most, and the blank before it.
  private var biasWidth: Int {
    guard bias != nil else { return 0 }
    return scene.size.columns >= 30 ? 10 : 3
  }

  // MARK: Pictures

  private var isHalved: Bool { scene.theme.colors != .none && !scene.theme.isASCII }

  private func pictureRows(_ image: (height: Int, width: Int)) -> Int {
    isHalved ? (image.height + 1) / 2 : image.height
  }

  /// Each neuron's weights as a picture of its inputs, its name below.
  private func pictures(_ image: (height: Int, width: Int), rows: Int) -> Canvas {
    let height = pictureRows(image)
    let perRow = max(1, (scene.size.columns + 1) / (image.width + 1))
    let fit = max(1, rows / (height + 1)) * perRow
    let shown = min(weights.rows, fit)
    var canvas = Canvas(Size(columns: scene.size.columns, rows: rows))
    for neuron in 0..<shown {
      let row = neuron / perRow * (height + 1)
      let column = neuron % perRow * (image.width + 1)
      let pixels = HeatMap(
        rows: image.height, columns: image.width,
        values: Array(
          weights.values[(neuron * weights.columns)..<((neuron + 1) * weights.columns)]),
        bound: weights.bound)
      let picture = pixels.canvas(
        as: isHalved ? .halfBlocks : .marks, fitting: Size(columns: image.width, rows: height),
        theme: scene.theme)
      canvas.draw(picture, row: row, column: column)
      let isCut = neuron == shown - 1 && shown < weights.rows
      let name = isCut ? "+\(weights.rows - shown) more" : "n\(neuron)"
      canvas.write(scene.caption(name), row: row + height, column: column)
    }
    return canvas.withoutBlankRows
  }
}
