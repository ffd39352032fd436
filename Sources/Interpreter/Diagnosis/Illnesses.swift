import NeuralNetwork

/// The one list of all illnesses that `why` knows.
enum Illnesses {
  /// Causes stand before what follows from them: of two findings that are equally sure, the first is
  /// named first.
  static let all: [Illness] = [
    misfit, lossMismatch, notANumber, noGradient, frozen, forgottenZeroGrad, wrongMode,
    unscaledInputs, symmetry, noNonlinearity,
    exploding, vanishing, deadReLU, saturation,
    rateTooHigh, rateTooLow,
    unbalancedClasses, overfitting,
    plateau,
  ]
}

extension Evidence {
  /// "set lr 0.05", for the present rate divided by `divisor`.
  func setRate(dividedBy divisor: Double) -> String {
    Advice.setRate(session.learningRate / divisor)
  }

  /// As `Advice` writes a rate.
  static func rateText(_ rate: Double) -> String { Advice.rateText(rate) }

  /// Ways back from training that went wrong: to where it began, at lower rates, or from new weights.
  var waysBack: [String] {
    var ways: [String] = []
    for divisor in [10.0, 100, 1000] {
      if let origin {
        let undo = origin.commands == 1 ? "undo" : "undo \(origin.commands)"
        ways.append("\(undo); \(Advice.setRate(origin.rate / divisor))")
      }
    }
    return ways + ["init; \(setRate(dividedBy: 10))", "init; \(setRate(dividedBy: 100))"]
  }

  /// The activation that hidden layers of this network have, or would do well with.
  var fittingActivation: String {
    let known = ["relu", "tanh", "leaky_relu", "gelu", "silu", "elu"]
    let hidden = layers.dropLast().map(\.kind)
    if let used = hidden.first(where: { known.contains($0) }) { return used }
    return hidden.contains { $0.hasPrefix("conv") } ? "relu" : "tanh"
  }

  /// "init kaiming_uniform" for relu and its like, "init xavier_uniform" for the others.
  ///
  /// - Source: Glorot and Bengio 2010; He et al. 2015.
  var fittingInit: String {
    let rectifiers = ["relu", "leaky_relu", "elu", "gelu", "silu"]
    return layers.contains { rectifiers.contains($0.kind) }
      ? "init kaiming_uniform" : "init xavier_uniform"
  }
}

/// How numbers are written in evidence.
enum Figures {
  /// Four figures at most: "0.69", "1.2e-09".
  static func short(_ number: Double) -> String {
    let size = number.magnitude
    if size == 0 { return "0" }
    if size >= 0.01 {
      return NumberText.decimal(number, digits: size >= 100 ? 1 : size >= 1 ? 2 : 4)
    }
    return size < 1e-4 ? NumberText.decimal(number, digits: 1) : NumberText.decimal(number)
  }

  /// "37 %"
  static func percent(_ share: Double) -> String {
    if share > 0, share < 0.01 { return "below 1 %" }
    return "\(NumberText.decimal(share * 100, digits: 0)) %"
  }
}
