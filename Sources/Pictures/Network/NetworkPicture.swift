import Canvas
import Interpreter
import NeuralNetwork

/// The layers from left to right, a mark for each neuron, a line for each weight.
enum NetworkPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .show, name: "network",
    summary: "the layers, their neurons and what they put out, the weights as lines",
    subject: .session)

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    guard scene.network.input != nil else {
      throw NoPicture("no network yet: try input 2, then add linear 4")
    }
    let outputs = scene.sampleOutputs()
    let diagram = NetworkDiagram(scene, outputs: outputs)
    // The caption is written last, because it says what was drawn; two rows are kept for it.
    let room = Size(columns: scene.size.columns, rows: scene.size.rows - 2)
    guard let drawing = diagram.drawing(fitting: room, theme: scene.theme) else {
      return summary(scene)
    }
    var parts: [String] = []
    if diagram.hasEdges {
      let which = drawing.omitsWeakEdges ? "the strongest weights" : "weights"
      let largest = diagram.isAllZero ? "0" : DecimalText.short(diagram.edgeBound)
      parts.append("lines are \(which): solid +, dashed -, largest \(largest)")
    }
    if let outputs {
      let target = outputs.target.map { ", target \($0)" } ?? ""
      parts.append("sample \(outputs.number) of \(outputs.count)\(target)")
    } else if !scene.network.layers.isEmpty {
      parts.append("no outputs yet: forward computes them")
    }
    if let place = scene.walkText { parts.append(place) }
    let caption = scene.caption(parts.joined(separator: " · "))
    return scene.stack([drawing.canvas, scene.lines(caption)])
  }

  /// Where there is no room to draw, the layers in words.
  private static func summary(_ scene: Scene) -> Canvas {
    let input = "input \(scene.network.input?.description ?? "")"
    let names = [input] + scene.network.layers.indices.map(scene.name(ofLayer:))
    let canvases = names.map { scene.line(scene.theme.text($0)) }
    return scene.stack(canvases)
  }
}
