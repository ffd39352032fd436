import Interpreter
import Testing

/// Networks that learn what they are to learn, before, in the middle and after: `why` must find
/// nothing.
@Suite struct `Healthy networks` {
  private static let small = "add linear 8; add tanh; add linear 1; add sigmoid; loss bce; "
  private static let rectified = "add linear 16; add relu; add linear 1; add sigmoid; loss bce; "
  private static let gradient = ["sgd lr=0.5", "sgd lr=0.1 momentum=0.9", "adam lr=0.01"]
  private static let stochastic = [
    "sgd lr=0.1", "sgd lr=0.05 momentum=0.9", "adam lr=0.003", "rmsprop lr=0.001",
  ]

  fileprivate struct Recipe: Sendable, CustomTestStringConvertible {
    var network: String
    var optimizers: [String]
    /// Epochs, one run after the other.
    var runs = [5, 45, 250]
    var batches = ["all"]
    var testDescription: String { network }
  }

  fileprivate static let recipes: [Recipe] = [
    Recipe(network: "data xor signs=true; input 2; " + small, optimizers: gradient),
    Recipe(
      network: "data and; input 2; add linear 1; add sigmoid; loss bce; ", optimizers: gradient),
    Recipe(
      network: "data or; input 2; add linear 1; add sigmoid; loss bce; ", optimizers: gradient),
    Recipe(
      network: "data nand; input 2; add linear 1; add sigmoid; loss bce; ", optimizers: gradient),
    Recipe(
      network: "data and; input 2; add linear 1; loss perceptron; ", optimizers: ["perceptron"],
      runs: [1, 10, 20]),
    Recipe(
      network:
        "data xor signs=true target_signs=true; input 2; add linear 8; add tanh; add linear 1; "
        + "add tanh; loss mse; ", optimizers: ["sgd lr=0.2", "adam lr=0.02"]),
    Recipe(
      network: "data gauss; input 2; " + small, optimizers: gradient, runs: [2, 20, 100],
      batches: ["all", "16"]),
    Recipe(
      network: "data circle; input 2; " + small, optimizers: gradient, runs: [2, 20, 100],
      batches: ["all", "16"]),
    Recipe(
      network: "data circle; split 0.7; input 2; " + rectified, optimizers: gradient,
      runs: [2, 20, 100], batches: ["all", "16"]),
    Recipe(
      network: "data moons; input 2; " + small, optimizers: gradient, runs: [2, 20, 100],
      batches: ["all", "16"]),
    Recipe(
      network: "data moons; input 2; " + rectified, optimizers: gradient, runs: [2, 20, 100],
      batches: ["all", "16"]),
    Recipe(
      network:
        "data spiral; input 2; add linear 16; add relu; add linear 16; add relu; add linear 1; "
        + "loss bce_with_logits; ", optimizers: ["adam lr=0.01"], runs: [2, 50, 200],
      batches: ["all", "16"]),
    Recipe(
      network: "data sine; input 1; add linear 16; add tanh; add linear 1; loss mse; ",
      optimizers: ["adam lr=0.01", "sgd lr=0.1"], runs: [2, 50, 200], batches: ["all", "16"]),
    Recipe(
      network: "data plane; input 2; add linear 1; loss mse; ",
      optimizers: ["adam lr=0.01", "sgd lr=0.1"], runs: [2, 50, 200]),
    Recipe(
      network: "data one_hot n=8; input 8; add linear 3; add tanh; add linear 8; add sigmoid; "
        + "loss bce; ", optimizers: ["adam lr=0.05", "sgd lr=5"]),
    Recipe(
      network: "data iris; input 4; add linear 16; add relu; add linear 3; loss cross_entropy; ",
      optimizers: ["adam lr=0.01", "sgd lr=0.05"], runs: [2, 20, 100], batches: ["all", "16"]),
    Recipe(
      network:
        "data digits; input 64; add linear 32; add relu; add linear 10; loss cross_entropy; ",
      optimizers: stochastic, runs: [1, 4], batches: ["32"]),
    Recipe(
      network: "data digits; split 0.8; input 64; add linear 64; add tanh; add linear 10; "
        + "loss cross_entropy; ", optimizers: stochastic, runs: [1, 4], batches: ["32"]),
    Recipe(
      network: "data digits; input 64; add linear 10; loss cross_entropy; ", optimizers: stochastic,
      runs: [1, 9], batches: ["32"]),
    Recipe(
      network: "data digits; split 0.8; input 64; add linear 64; add relu; add dropout 0.2; "
        + "add linear 32; add batch_norm1d; add relu; add linear 10; add log_softmax; loss nll; ",
      optimizers: ["adam lr=0.003", "sgd lr=0.05 momentum=0.9"], runs: [1, 4], batches: ["32"]),
    Recipe(
      network: "data digits image=true; input 1 8 8; add conv2d 4 3; add relu; add max_pool2d 2; "
        + "add flatten; add linear 10; loss cross_entropy; ", optimizers: ["adam lr=0.003"],
      runs: [1], batches: ["32"]),
    Recipe(
      network: "data bars image=true; input 1 8 8; add conv2d 4 3; add relu; "
        + "add adaptive_max_pool2d 1; add flatten; add linear 2; loss cross_entropy; ",
      optimizers: ["adam lr=0.01"], runs: [5, 45]),
    Recipe(
      network:
        "data shapes; input 144; add linear 32; add relu; add linear 4; loss cross_entropy; ",
      optimizers: ["adam lr=0.01"], runs: [5, 25]),
    Recipe(
      network: "data mnist1d n=500; input 40; add linear 64; add relu; add linear 10; "
        + "loss cross_entropy; ", optimizers: ["adam lr=0.01"], runs: [2, 28], batches: ["32"]),
  ]

  @Test(arguments: recipes)
  fileprivate func `nothing is found before, in the middle and after`(_ recipe: Recipe) throws {
    for seed in 0..<10 {
      for optimizer in recipe.optimizers {
        for batch in recipe.batches {
          var session = Session.after(
            "seed \(seed); \(recipe.network); optimizer \(optimizer); batch \(batch)", in: .shipped)
          for epochs in [0] + recipe.runs {
            if epochs > 0 { _ = session.run("train \(epochs)", in: .shipped) }
            let diagnosis = try #require(session.why())
            #expect(
              diagnosis.findings.isEmpty,
              "seed \(seed), \(optimizer), batch \(batch), step \(session.step): \(diagnosis.text)")
            #expect(diagnosis.healthy.count >= 5)
          }
        }
      }
    }
  }
}
