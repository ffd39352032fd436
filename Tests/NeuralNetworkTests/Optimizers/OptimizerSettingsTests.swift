import NeuralNetwork
import Testing

/// Settings that the reference has no case for: four steps from [1, −2, 0], values of PyTorch.
struct OptimizerSettingsTests {
  private static let gradients: [[Float]] = [
    [0.5, -1, 0.25], [-0.75, 0.5, 2], [1, -0.125, -0.5], [0.25, 0.75, 1],
  ]

  private static let cases: [(any Optimizer, [Float])] = [
    (
      SGD(settings: [
        "lr": .number(0.1), "momentum": .number(0.9), "dampening": .number(0.5),
      ]), [0.82217497, -1.749475, -0.35947499]
    ),
    (
      SGD(settings: [
        "lr": .number(0.1), "momentum": .number(0.9), "weight_decay": .number(0.1),
        "nesterov": .flag(true),
      ]), [0.62262291, -1.6504314, -0.8209936]
    ),
    (
      Adagrad(settings: [
        "lr": .number(0.1), "lr_decay": .number(0.5), "weight_decay": .number(0.1),
        "initial_accumulator_value": .number(0.25), "eps": .number(1e-3),
      ]), [0.9206869, -1.9267006, -0.11367187]
    ),
    (
      RMSprop(settings: ["alpha": .number(0.9), "centered": .flag(true)]),
      [0.96255279, -1.9969906, -0.074496374]
    ),
    (
      RMSprop(settings: [
        "alpha": .number(0.9), "eps": .number(1e-4), "momentum": .number(0.9),
        "weight_decay": .number(0.1), "centered": .flag(true),
      ]), [0.89227414, -1.9051113, -0.20502102]
    ),
    (
      Adam(settings: [
        "lr": .number(0.1), "beta1": .number(0.5), "beta2": .number(0.6), "amsgrad": .flag(true),
      ]), [0.85857809, -1.944088, -0.26174167]
    ),
    (
      AdamW(settings: [
        "lr": .number(0.1), "beta1": .number(0.5), "beta2": .number(0.6), "eps": .number(1e-3),
        "weight_decay": .number(0.2),
      ]), [0.77596855, -1.794857, -0.26870728]
    ),
    (
      AdamW(settings: [
        "lr": .number(0.1), "beta1": .number(0.5), "beta2": .number(0.6),
        "weight_decay": .number(0.2), "amsgrad": .flag(true),
      ]), [0.78585333, -1.7949052, -0.25188139]
    ),
    (
      SGD(settings: ["lr": .number(0.1), "l1": .number(0.1)]),
      [0.85999995, -1.9725, -0.245]
    ),
    (
      SGD(settings: ["lr": .number(0.1), "clip_norm": .number(1)]),
      [0.8820442, -1.9832287, -0.14699218]
    ),
    (
      SGD(settings: ["lr": .number(0.1), "clip_value": .number(0.6)]),
      [0.92500001, -2.0374999, -0.095000006]
    ),
    (
      Adam(settings: [
        "lr": .number(0.1), "l1": .number(0.1), "clip_value": .number(0.6),
        "clip_norm": .number(0.5),
      ]), [0.81950265, -1.8657844, -0.24075474]
    ),
  ]

  @Test(arguments: cases.indices)
  func `a setting does what it does in PyTorch`(_ index: Int) {
    let (optimizer, expected) = Self.cases[index]
    var parameters: [Float] = [1, -2, 0]
    var state = optimizer.stateNames.map { _ in [Float](repeating: 0, count: 3) }
    for (step, given) in Self.gradients.enumerated() {
      var gradients = given
      optimizer.update(
        parameters: &parameters, gradients: &gradients, state: &state, step: step + 1)
    }
    expectClose(parameters, expected, relative: 2e-6, optimizer.label)
  }

  /// A mean that goes most of the way to a gradient forgets what was large before.
  private static let forgetful: [(any Optimizer, [Float])] = [
    (
      Adam(settings: ["lr": .number(0.1), "beta1": .number(0), "beta2": .number(0)]),
      [0.699999928, -1.89999998, 0]
    ),
    (
      Adam(settings: ["lr": .number(0.1), "beta1": .number(0.25), "beta2": .number(0.5)]),
      [0.852760136, -1.85276008, 0.0220058635]
    ),
    (
      Adam(settings: [
        "lr": .number(0.1), "beta1": .number(0.25), "beta2": .number(0.5), "amsgrad": .flag(true),
      ]), [0.869205654, -1.86920571, 0.0220058635]
    ),
    (
      AdamW(settings: [
        "lr": .number(0.1), "beta1": .number(0), "beta2": .number(0), "weight_decay": .number(0.1),
      ]), [0.673288941, -1.84158802, -0.00100000203]
    ),
    (
      RMSprop(settings: ["lr": .number(0.01), "alpha": .number(0.25), "centered": .flag(true)]),
      [0.976906002, -1.97690594, 0.00806462858]
    ),
  ]

  @Test(arguments: forgetful.indices)
  func `a short memory is PyTorch's after a gradient that was huge`(_ index: Int) {
    let (optimizer, expected) = Self.forgetful[index]
    var parameters: [Float] = [1, -2, 0]
    var state = optimizer.stateNames.map { _ in [Float](repeating: 0, count: 3) }
    let given: [[Float]] = [[1e8, -3e7, 0], [1, 0.5, -2], [0.25, -1, 3]]
    for (step, gradients) in given.enumerated() {
      var gradients = gradients
      optimizer.update(
        parameters: &parameters, gradients: &gradients, state: &state, step: step + 1)
    }
    expectClose(parameters, expected, relative: 2e-6, optimizer.label)
  }

  @Test func `clipping changes the gradients that are shown`() {
    let optimizer = SGD(settings: ["clip_norm": .number(1)])
    var parameters: [Float] = [0, 0]
    var gradients: [Float] = [3, 4]
    var state: [[Float]] = []
    optimizer.update(parameters: &parameters, gradients: &gradients, state: &state, step: 1)
    expectClose(gradients, [0.6, 0.8], "gradients")
    gradients = [0.3, 0.4]
    optimizer.update(parameters: &parameters, gradients: &gradients, state: &state, step: 2)
    #expect(gradients == [0.3, 0.4])
  }

  @Test func `a gradient that is no number is not hidden by clipping`() {
    let optimizer = SGD(settings: ["clip_norm": .number(1)])
    var parameters: [Float] = [1, 1]
    var gradients: [Float] = [.nan, 1]
    var state: [[Float]] = []
    optimizer.update(parameters: &parameters, gradients: &gradients, state: &state, step: 1)
    #expect(parameters.allSatisfy { $0.isNaN })
  }

  @Test(
    arguments: [
      (SGD(settings: ["lr": .number(0.5)]), "sgd lr=0.5", "optim.SGD(net.parameters(), lr=0.5)"),
      (
        AdamW(settings: ["weight_decay": .number(0.1), "clip_norm": .number(1)]),
        "adamw lr=0.001 weight_decay=0.1 clip_norm=1.0",
        "optim.AdamW(net.parameters(), lr=0.001, weight_decay=0.1)"
      ),
      (
        RMSprop(settings: ["momentum": .number(0.9), "l1": .number(0.001)]),
        "rmsprop lr=0.01 momentum=0.9 l1=0.001",
        "optim.RMSprop(net.parameters(), lr=0.01, momentum=0.9)"
      ),
      (PerceptronRule(settings: [:]), "perceptron", "optim.SGD(net.parameters(), lr=1.0)"),
    ] as [(any Optimizer, String, String)])
  func `an optimizer says what it is`(_ optimizer: any Optimizer, label: String, pytorch: String) {
    #expect(optimizer.label == label)
    #expect(optimizer.pytorch == pytorch)
  }

  @Test func `gradient rules are lines of their own in PyTorch`() {
    let rules = GradientRules(settings: [
      "l1": .number(0.5), "clip_value": .number(2), "clip_norm": .number(1),
    ])
    #expect(
      rules.pytorch == [
        "for p in net.parameters():",
        "    if p.requires_grad: p.grad += 0.5 * p.detach().sign()",
        "nn.utils.clip_grad_value_(net.parameters(), 2.0)",
        "nn.utils.clip_grad_norm_(net.parameters(), 1.0)",
      ])
  }
}
