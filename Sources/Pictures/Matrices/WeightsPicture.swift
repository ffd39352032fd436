import Canvas
import Interpreter
import NeuralNetwork

/// The parameters as heat maps.
enum WeightsPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .show, name: "weights",
    summary: "the weights and biases of a layer, or of all, as heat maps",
    subject: .optionalLayer, needs: [.parameters])

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    try ParameterMaps(scene: scene, values: scene.network.parameters, prefix: "").canvas()
  }
}
