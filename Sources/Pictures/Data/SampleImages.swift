import Canvas
import Interpreter
import NeuralNetwork

/// The first samples as pictures in rows, what they are below each.
struct SampleImages {
  private let scene: Scene
  private let data: Dataset
  private let height: Int
  private let width: Int

  init(_ scene: Scene, _ data: Dataset, height: Int, width: Int) {
    self.scene = scene
    self.data = data
    self.height = height
    self.width = width
  }

  func canvas(size: Size) -> Canvas {
    let theme = scene.theme
    let isHalved = theme.colors != .none && !theme.isASCII
    let columnsEach = isHalved || 2 * width > size.columns ? 1 : 2
    let tall = isHalved ? (height + 1) / 2 : columnsEach == 2 ? height : (height + 1) / 2
    let wide = columnsEach * width
    guard wide <= size.columns, tall + 1 <= size.rows else {
      return SampleTable(scene, data).canvas(size: size)
    }
    let perRow = max(1, (size.columns + 2) / (wide + 2))
    let shown = min(data.count, perRow * (size.rows / (tall + 1)))
    let names = ClassMarks(data)
    var canvas = Canvas(size)
    for index in 0..<shown {
      let row = index / perRow * (tall + 1)
      let column = index % perRow * (wide + 2)
      let image = GrayImage(
        height: height, width: width, values: data.input(index).map(Double.init))
      canvas.draw(image.canvas(columnsEach: columnsEach, theme: theme), row: row, column: column)
      if let names {
        let label = scene.caption(names.names[names.classes[index]])
        canvas.write(label.padded(to: wide, .center), row: row + tall, column: column, width: wide)
      }
    }
    return canvas
  }
}
