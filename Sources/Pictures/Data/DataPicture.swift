import Canvas
import Interpreter
import NeuralNetwork

/// The samples: points where they have two features, pictures where they are images, else a table.
enum DataPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .show, name: "data",
    summary: "the samples: as points, as pictures, or as a table",
    subject: .session, needs: [.data])

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    guard let data = scene.session.trainingData, let raw = scene.session.rawTrainingData,
      data.count > 0
    else {
      throw NoPicture("no data yet: try data xor")
    }
    let title = scene.line(scene.title(self.title(data, scene)))
    let room = Size(columns: scene.size.columns, rows: scene.size.rows - 1)
    let picture =
      // Points and pictures are shown as they are; a table shows what the network reads.
      if raw.inputShape.count == 2 {
        ScatterPlot(scene, raw).canvas(size: room)
      } else if let image = raw.imageShape?.dimensions, image.count == 2 {
        SampleImages(scene, raw, height: image[0], width: image[1]).canvas(size: room)
      } else {
        SampleTable(scene, data).canvas(size: room)
      }
    return scene.stack([title, picture])
  }

  private static func title(_ data: Dataset, _ scene: Scene) -> String {
    let count = counted(data.count, "sample")
    let held = scene.session.testData.map { ", \($0.count) held out" } ?? ""
    let values = data.inputShape.count == 1 ? "1 value" : "\(data.inputShape) values"
    return "\(data.name) · \(count) of \(values)\(held) · target: \(data.targets.summary)"
  }
}
