import Canvas
import Interpreter
import Pictures
import TestSupport
import Testing

@Suite struct `Pictures within a walk` {
  private static let network = """
    input 2; add linear 2; add tanh; add linear 1; add sigmoid; loss bce
    set l0.weight [[0.5, 0.2], [-0.3, 0.8]]; set l0.bias [0.1, -0.1]
    set l2.weight [[0.7, -0.4]]; set l2.bias [0.05]
    data values x=[[1, -1]] y=[[1]]
    """

  @Test(arguments: [
    ("walk-network-forward", "network", "forward layer; forward neuron"),
    ("walk-network-linear", "network", "forward neuron"),
    ("walk-network-backward", "network", "forward; backward layer 2"),
    ("walk-activations", "activations", "forward layer; forward neuron"),
    ("walk-gradients", "gradients", "forward; backward layer 4; backward neuron"),
  ])
  func `only what the walk has come to is drawn, and its place is marked`(
    _ golden: String, _ picture: String, _ walk: String
  ) {
    let canvas = Sessions.picture(
      picture, of: Self.network + "\n" + walk, columns: 60, rows: 16, theme: Sessions.colorless)
    expectGolden(canvas.text, golden)
  }
}
