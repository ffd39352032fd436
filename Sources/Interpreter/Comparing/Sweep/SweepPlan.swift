import NeuralNetwork

/// What a sweep does: every setting with every seed, and how long each is trained.
struct SweepPlan: Sendable {
  let axes: [SweepAxis]
  /// Every combination of their values, the last axis changing fastest.
  let settings: [SweepSetting]
  let seeds: [Int]
  /// "train 100 epochs"
  let training: Command
  /// "100 epochs", "until accuracy == 1, at most 1000 epochs"
  let length: String
  /// Whether there is a condition to reach.
  let hasCondition: Bool

  /// How many trainings there are.
  var count: Int { settings.count * seeds.count }

  private static let mostTrainings = 10_000
  private static let standardEpochs = 100

  /// - Throws: what is wrong with a value, at its place; and what would fail in each training.
  init(
    _ arguments: Arguments, session: Session, in environment: Environment
  ) throws(Diagnostic) {
    let range = arguments.statement.range
    (training, length, hasCondition) = try Self.training(arguments, session)
    var axes: [SweepAxis] = []
    for grid in arguments.grids("SETTINGS") {
      let axis = try SweepAxis(grid, in: arguments)
      if axes.contains(where: { $0.name == axis.name }) {
        throw Diagnostic("\(axis.name) is given twice", at: grid.key.range)
      }
      axes.append(axis)
    }
    self.axes = axes
    seeds = try Self.seeds(arguments, session)
    guard !axes.isEmpty || arguments.has("seeds") else {
      throw Diagnostic("sweep what?", at: range, hint: "sweep lr=0.01,0.1,1 seeds=5")
    }
    let combinations = axes.reduce(1) { $0.multipliedReportingOverflow(by: $1.values.count).0 }
    guard combinations <= Self.mostTrainings, combinations * seeds.count <= Self.mostTrainings
    else {
      throw Diagnostic(
        "\(combinations) settings with \(seeds.count) seeds are more than "
          + "\(Self.mostTrainings) trainings", at: range, hint: "fewer seeds, or fewer values")
    }
    do throws(Diagnostic) { try session.checkReadyToTrain(at: range) } catch {
      // Another loss or other layers may be what is swept, and make it ready.
      if axes.isEmpty { throw error }
    }
    let fork = session.fork
    var settings: [SweepSetting] = []
    for values in Self.combinations(axes) {
      let setting = try SweepSetting(values, of: axes, from: fork, in: environment)
      try setting.session.checkReadyToTrain(at: values.last?.range ?? range)
      settings.append(setting)
    }
    self.settings = settings
    try checkStart(arguments, environment)
  }

  /// Every way to take one value of each axis.
  private static func combinations(_ axes: [SweepAxis]) -> [[SweepAxis.Value]] {
    axes.reduce([[]]) { found, axis in
      found.flatMap { values in axis.values.map { values + [$0] } }
    }
  }

  /// Begins the first training of each setting as far as it can go wrong.
  private func checkStart(
    _ arguments: Arguments, _ environment: Environment
  ) throws(Diagnostic) {
    let place = axes.firstIndex { $0.kind == .initializer }
    for setting in settings {
      var fork = setting.session
      do throws(Diagnostic) {
        try fork.begin(setting, seed: seeds.first ?? 0, in: environment)
      } catch {
        var error = error
        error.range = place.map { setting.values[$0].range } ?? arguments.statement.range
        throw error
      }
      if let node = arguments.node("until") {
        var evaluator = Evaluator(fork)
        _ = try evaluator.truth(of: node)
      }
    }
  }

  // MARK: Seeds and length

  private static func seeds(
    _ arguments: Arguments, _ session: Session
  ) throws(Diagnostic) -> [Int] {
    let nodes = arguments.nodes("seeds")
    let limits = 0...(1 << 53 - 1)
    guard let first = nodes.first else { return Array(1...5) }
    if nodes.count == 1, case .list(let items) = first.kind {
      return try seeds(items, limits, session)
    }
    if nodes.count > 1 { return try seeds(nodes, limits, session) }
    let count = try Arguments.integer(
      first, "the number of seeds", in: 1...mostTrainings, session: session)
    return Array(1...count)
  }

  private static func seeds(
    _ nodes: [Node], _ limits: ClosedRange<Int>, _ session: Session
  ) throws(Diagnostic) -> [Int] {
    var seeds: [Int] = []
    for node in nodes {
      let seed = try Arguments.integer(node, "a seed", in: limits, session: session)
      if seeds.contains(seed) { throw Diagnostic("seed \(seed) is given twice", at: node.range) }
      seeds.append(seed)
    }
    return seeds
  }

  private static func training(
    _ arguments: Arguments, _ session: Session
  ) throws(Diagnostic) -> (Command, String, Bool) {
    let limits = 1...1_000_000_000
    let epochs = try arguments.integer("epochs", "epochs", in: limits, session: session)
    let steps = try arguments.integer("steps", "steps", in: limits, session: session)
    let most = try arguments.integer("max", "max", in: limits, session: session)
    let ways = ["epochs", "steps", "until"].filter { arguments.has($0) }
    guard ways.count <= 1 else {
      throw Diagnostic(
        "\(ways.joined(separator: " and ")) both say how long to train",
        at: arguments.node(ways[1])?.range ?? arguments.statement.range)
    }
    if let node = arguments.node("until") {
      let condition = arguments.text(in: node.range)
      let most = most ?? 1000
      return (
        try Command(line: "train until \(condition) max=\(most)"),
        "until \(condition), \(counted(most, "epoch")) at most", true
      )
    }
    if most != nil, let node = arguments.node("max") {
      throw Diagnostic(
        "max belongs to until", at: node.range,
        hint: "sweep lr=0.1,1 seeds=20 until accuracy == 1 max=500")
    }
    if let steps {
      return (try Command(line: "train \(steps) steps"), counted(steps, "step"), false)
    }
    let count = epochs ?? standardEpochs
    return (try Command(line: "train \(count) epochs"), counted(count, "epoch"), false)
  }
}

extension Session {
  /// A copy to try something on: without a past, marks, and what watches or breaks a training.
  var fork: Session {
    var fork = self
    fork.timeline = Timeline()
    fork.moment.watches = []
    fork.moment.breaks = []
    fork.moment.forgetPass()
    fork.moment.drawnBatch = nil
    return fork
  }

  /// Draws the weights of one training of a sweep.
  mutating func begin(
    _ setting: SweepSetting, seed: Int, in environment: Environment
  ) throws(Diagnostic) {
    for line in ["seed \(seed)", setting.initialize] {
      _ = try perform(Command(line: line), in: environment)
    }
  }
}
