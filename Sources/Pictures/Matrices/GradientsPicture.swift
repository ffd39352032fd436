import Canvas
import Interpreter
import NeuralNetwork

/// The gradients of the parameters as heat maps.
enum GradientsPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .show, name: "gradients",
    summary: "how the loss changes with each weight, ∂loss/∂weight, as heat maps",
    subject: .optionalLayer, needs: [.parameters, .gradients])

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    guard scene.session.hasGradients else {
      throw NoPicture("no gradients yet: try forward, then backward")
    }
    return try ParameterMaps(
      scene: scene, values: scene.session.gradients, prefix: "∂loss/∂", marksWalk: true
    ).canvas()
  }
}
