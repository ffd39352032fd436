/// The function behind a layer, for how much wider its weights must be drawn to keep signals their
/// size.
///
/// - Source: PyTorch, `torch.nn.init.calculate_gain`.
enum Gain {
  static let nonlinearity = Setting(
    "nonlinearity", kind: .choice(["linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu"]),
    default: .choice("leaky_relu"), summary: "the function that follows the layer")

  static let slope = Setting(
    "a", aliases: ["negative_slope"], kind: .number(-1e6...1e6), default: .number(0),
    summary: "slope of leaky_relu below zero; 0 is relu")

  /// linear, sigmoid: 1; tanh: 5/3; relu: √2; leaky_relu: √(2 / (1 + a²)); selu: ¾
  static func value(_ nonlinearity: String, slope: Double) -> Double {
    switch nonlinearity {
    case "tanh": 5.0 / 3
    case "relu": 2.0.squareRoot()
    case "leaky_relu": (2 / (1 + slope * slope)).squareRoot()
    case "selu": 0.75
    default: 1
    }
  }
}
