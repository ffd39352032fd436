import Canvas
import Interpreter
import NeuralNetwork

/// The plane of two inputs as pixels, each coloured by the network's output there.
struct BoundaryMap {
  private let scene: Scene
  private let meaning: OutputMeaning
  private let answers: SampleAnswers?
  private let frame: PlotFrame
  /// In pixels: two over one another in a cell where there are colours, else one.
  private let height: Int
  private let outputs: [Double]

  /// - Parameter size: of map and axes.
  init(
    _ scene: Scene, meaning: OutputMeaning, answers: SampleAnswers?, size: Size
  ) throws(NoPicture) {
    self.scene = scene
    self.meaning = meaning
    self.answers = answers
    // Pixels are square, so the map is twice as many cells wide as tall.
    let size = Size(columns: min(size.columns, 2 * size.rows + 6), rows: size.rows)
    frame = PlotFrame(
      x: BoundaryMap.axis(0, answers, marks: max(2, min(7, size.columns / 12))),
      y: BoundaryMap.axis(1, answers, marks: max(2, min(7, size.rows / 4))), size: size)
    height = frame.area.rows * (BoundaryMap.isHalved(scene.theme) ? 2 : 1)
    var inputs: [Float] = []
    inputs.reserveCapacity(2 * height * frame.area.columns)
    for y in 0..<height {
      for x in 0..<frame.area.columns {
        inputs.append(Float(frame.valueAcross(x, of: frame.area.columns)))
        inputs.append(Float(frame.valueDown(y, of: height)))
      }
    }
    guard let values = try? scene.session.predict(inputs) else {
      throw NoPicture("the network cannot be run all over its inputs")
    }
    outputs = values.map(Double.init)
  }

  private static func isHalved(_ theme: Theme) -> Bool { theme.colors != .none && !theme.isASCII }

  /// As far as the samples reach and a fifth more on both sides; -2 to 2 without samples.
  private static func axis(_ feature: Int, _ answers: SampleAnswers?, marks: Int) -> Axis {
    var extent = Extent()
    if let data = answers?.data {
      for index in 0..<data.count { extent.add(Double(data.inputs[2 * index + feature])) }
    }
    let least = extent.least ?? -1
    let most = extent.greatest ?? 1
    let room = extent.least == nil ? 1 : most > least ? 0.2 * (most - least) : 1
    return Axis(covering: [least - room, most + room], marks: marks, isTight: true)
  }

  func canvas() -> Canvas {
    var canvas = Canvas(Size(columns: scene.size.columns, rows: frame.area.rows + 2))
    frame.draw(on: &canvas, theme: scene.theme)
    if BoundaryMap.isHalved(scene.theme) {
      drawPixels(on: &canvas)
    } else {
      drawMarks(on: &canvas)
    }
    drawSamples(on: &canvas)
    return canvas
  }

  private func output(_ x: Int, _ y: Int) -> ArraySlice<Double> {
    let start = (y * frame.area.columns + x) * meaning.width
    guard start + meaning.width <= outputs.count else { return [] }
    return outputs[start..<(start + meaning.width)]
  }

  private func drawPixels(on canvas: inout Canvas) {
    var pixels = HalfBlocks(width: frame.area.columns, height: height)
    for y in 0..<height {
      for x in 0..<pixels.width {
        pixels[x: x, y: y] = meaning.color(output(x, y), scene.theme)
      }
    }
    canvas.draw(pixels, row: frame.row, column: frame.column)
    // Sparse signs say which side is which without colour.
    for row in stride(from: 1, to: frame.area.rows, by: 4) {
      for column in stride(from: 3, to: frame.area.columns, by: 8) {
        let mark = meaning.mark(output(column, 2 * row), scene.theme)
        let background = pixels[x: column, y: 2 * row]
        let style = Style(foreground: scene.theme.ink(on: background), background: background)
        canvas.write(mark, row: frame.row + row, column: frame.column + column, style: style)
      }
    }
  }

  private func drawMarks(on canvas: inout Canvas) {
    for row in 0..<frame.area.rows {
      for column in 0..<frame.area.columns {
        let values = output(column, row)
        let background = meaning.color(values, scene.theme)
        let style = Style(
          foreground: scene.theme.ink(on: background), background: background,
          dim: scene.theme.colors == .none)
        let mark = meaning.mark(values, scene.theme)
        canvas.write(mark, row: frame.row + row, column: frame.column + column, style: style)
      }
    }
  }

  /// Wrong ones last, so that none is hidden.
  private func drawSamples(on canvas: inout Canvas) {
    guard let answers else { return }
    for index in 0..<answers.data.count where !answers.isWrong(index) {
      drawSample(index, answers, isWrong: false, on: &canvas)
    }
    for index in 0..<answers.data.count where answers.isWrong(index) {
      drawSample(index, answers, isWrong: true, on: &canvas)
    }
  }

  private func drawSample(
    _ index: Int, _ answers: SampleAnswers, isWrong: Bool, on canvas: inout Canvas
  ) {
    let x = Double(answers.data.inputs[2 * index])
    let y = Double(answers.data.inputs[2 * index + 1])
    guard x.isFinite, y.isFinite else { return }
    let row = frame.row + Int(frame.down(y, of: frame.area.rows).rounded())
    let column = frame.column + Int(frame.across(x, of: frame.area.columns).rounded())
    let mark = answers.mark(index)
    // On the map's own colour, so that points do not hide it.
    let cell = canvas[row: row, column: column]
    let background = cell.character == "▀" ? cell.style.foreground : cell.style.background
    canvas.write(
      isWrong ? mark.uppercased() : mark, row: row, column: column,
      style: scene.theme.pointStyle(on: background, isWrong: isWrong))
  }
}

extension Theme {
  /// Points stand out from every colour of the map; wrong ones from the others.
  fileprivate func pointStyle(on background: Color, isWrong: Bool) -> Style {
    switch colors {
    case .none: Style(bold: true, reversed: isWrong)
    case .sixteen:
      isWrong
        ? Style(foreground: Color(15), background: Color(1), bold: true)
        : Style(foreground: ink(on: background), background: background, bold: true)
    case .full:
      isWrong
        ? Style(foreground: Color(231), background: Color(160), bold: true)
        : Style(foreground: ink(on: background), background: background, bold: true)
    }
  }
}

extension PlotFrame {
  /// The value at a pixel from the left.
  fileprivate func valueAcross(_ pixel: Int, of count: Int) -> Double {
    x.lower + (x.upper - x.lower) * Double(pixel) / Double(max(1, count - 1))
  }

  /// The value at a pixel from the top.
  fileprivate func valueDown(_ pixel: Int, of count: Int) -> Double {
    y.upper - (y.upper - y.lower) * Double(pixel) / Double(max(1, count - 1))
  }
}
