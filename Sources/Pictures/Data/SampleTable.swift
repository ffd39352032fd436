import Canvas
import Interpreter
import NeuralNetwork

/// The first samples in rows: their features and their targets.
struct SampleTable {
  private static let widestColumn = 12

  private let scene: Scene
  private let data: Dataset

  init(_ scene: Scene, _ data: Dataset) {
    self.scene = scene
    self.data = data
  }

  func canvas(size: Size) -> Canvas {
    guard size.columns > 0, size.rows > 0 else { return Canvas(size) }
    let width = data.inputShape.count
    // Four digits and a name need about ten columns each.
    let features = max(1, min(width, (size.columns - 20) / 10))
    let rows = min(data.count, max(1, size.rows - 3))
    let theme = scene.theme
    var columns = [TableLayout.Column(theme.text("sample"), alignment: .right)]
    let ellipsis = theme.sign("…", ascii: "~")
    for feature in 0..<features {
      let name = theme.text(scene.featureName(feature)).truncated(
        to: SampleTable.widestColumn, ellipsis: ellipsis)
      columns.append(TableLayout.Column(name, alignment: .right))
    }
    if features < width { columns.append(TableLayout.Column(theme.text("…"))) }
    columns.append(TableLayout.Column(theme.text("target"), alignment: .right))
    let table = TableLayout(
      columns: columns, rows: (0..<rows).map { row($0, features: features) })
    var parts = [table.canvas(width: size.columns, theme: theme)]
    if rows < data.count {
      parts.append(scene.line(scene.caption("⋮ \(data.count - rows) more samples")))
    }
    return scene.stack(parts)
  }

  private func row(_ index: Int, features: Int) -> [StyledText] {
    let theme = scene.theme
    var cells = [theme.text("\(index)", style: theme.style(.faint))]
    cells += data.input(index).prefix(features).map { theme.text(NumberText.text(Double($0))) }
    if features < data.inputShape.count { cells.append(theme.text("…")) }
    return cells + [theme.text(data.targetWords(ofSample: index))]
  }
}
