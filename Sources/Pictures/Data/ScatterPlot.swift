import Canvas
import Interpreter
import NeuralNetwork

/// Samples of two features as points between axes; held-out ones as capitals.
struct ScatterPlot {
  private let scene: Scene
  private let data: Dataset
  private let marks: ClassMarks?

  init(_ scene: Scene, _ data: Dataset) {
    self.scene = scene
    self.data = data
    marks = ClassMarks(data)
  }

  func canvas(size: Size) -> Canvas {
    guard size.columns >= 12, size.rows >= 6 else {
      return SampleTable(scene, data).canvas(size: size)
    }
    var canvas = Canvas(size)
    let theme = scene.theme
    let plot = Size(columns: min(size.columns, 2 * size.rows + 8), rows: size.rows - 1)
    let frame = PlotFrame(
      x: axis(0, marks: max(2, min(7, plot.columns / 10))),
      y: axis(1, marks: max(2, min(7, plot.rows / 3))),
      size: plot)
    frame.draw(on: &canvas, theme: theme)
    for (data, isHeldOut) in [(scene.session.rawTestData, true), (self.data, false)] {
      if let data { draw(data, isHeldOut: isHeldOut, in: frame, on: &canvas) }
    }
    canvas.write(legend.truncated(to: size.columns), row: size.rows - 1, column: 0)
    return canvas
  }

  private func axis(_ feature: Int, marks: Int) -> Axis {
    var extent = Extent()
    for index in 0..<data.count { extent.add(Double(data.inputs[2 * index + feature])) }
    // Some room, so that no point lies on an axis.
    let room = 0.06 * ((extent.greatest ?? 1) - (extent.least ?? 0))
    extent.add((extent.greatest ?? 1) + room)
    extent.add((extent.least ?? 0) - room)
    return Axis(covering: extent, marks: marks, isTight: true)
  }

  private func draw(
    _ data: Dataset, isHeldOut: Bool, in frame: PlotFrame, on canvas: inout Canvas
  ) {
    let classes = ClassMarks(data)?.classes
    let bound = scene.targetBound(data)
    for index in 0..<data.count {
      let x = Double(data.inputs[2 * index])
      let y = Double(data.inputs[2 * index + 1])
      guard x.isFinite, y.isFinite, (0...1).contains(frame.x.share(x)),
        (0...1).contains(frame.y.share(y))
      else { continue }
      var mark = "o"
      var style = scene.theme.classStyle(0)
      if let classes {
        mark = ClassMarks.mark(classes[index])
        style = scene.theme.classStyle(classes[index])
      } else if case .values(let values, let width) = data.targets {
        let value = Double(values[index * width])
        mark = scene.theme.signedMark(value, bound: bound)
        style = Style(foreground: scene.theme.edgeColor(value, bound: bound), bold: true)
      }
      canvas.write(
        isHeldOut ? mark.uppercased() : mark,
        row: frame.row + Int(frame.down(y, of: frame.area.rows).rounded()),
        column: frame.column + Int(frame.across(x, of: frame.area.columns).rounded()),
        style: style)
    }
  }

  private var legend: StyledText {
    let theme = scene.theme
    var legend = scene.axisNames
    if let marks {
      legend.append(marks.legend(theme))
    } else {
      legend.append(HeatMap.legend(bound: scene.targetBound(data), theme: theme))
    }
    if scene.session.testData != nil { legend.append(scene.caption("   capitals: held out")) }
    return legend
  }
}

extension Scene {
  /// "x1 →  x2 ↑": which feature goes which way.
  var axisNames: StyledText {
    let (right, up) = (theme.sign("→", ascii: "right,"), theme.sign("↑", ascii: "up"))
    return caption("\(columnName(0)) \(right)  \(columnName(1)) \(up)   ")
  }

  /// The largest magnitude of the first target.
  func targetBound(_ data: Dataset) -> Double {
    guard case .values(let values, _) = data.targets else { return 1 }
    return HeatMap.bound(of: values.map(Double.init))
  }
}
