import NeuralNetwork

/// The numbers of a sweep, and what they say.
struct SweepSummary {
  private let plan: SweepPlan
  /// For each setting, what came of each seed.
  private let results: [[SweepResult?]]

  /// - Parameter results: the seeds of the first setting first.
  init(_ plan: SweepPlan, _ results: [SweepResult?]) {
    self.plan = plan
    let count = plan.seeds.count
    self.results = plan.settings.indices.map { Array(results[$0 * count..<($0 + 1) * count]) }
  }

  var report: SweepReport {
    let table = table
    // Accuracy, held-out samples and steps stand behind the losses.
    let second = (table.columns.lastIndex(of: "loss") ?? 0) + 3
    return SweepReport(
      table: table, parts: .init(shared: plan.axes.count, second: second), strips: strips,
      seeds: seedsText,
      solved: showsSolved ? plan.hasCondition ? "reached" : "accuracy 100%" : nil,
      remarks: remarks)
  }

  private var done: [SweepResult] { results.joined().compactMap { $0 } }
  private var solvesSomething: Bool { done.contains { $0.isSolved != nil } }

  /// Where nothing is solved, how great the losses are says more.
  private var showsSolved: Bool { plan.hasCondition || done.contains { $0.isSolved == true } }

  private var seedsText: String {
    let seeds = plan.seeds
    guard let first = seeds.first, let last = seeds.last else { return "" }
    if seeds.count == 1 { return "seed \(first)" }
    let isRow = zip(seeds, seeds.dropFirst()).allSatisfy { $1 == $0 + 1 }
    if isRow { return "seeds \(first) to \(last)" }
    let named = seeds.prefix(8).map { String($0) }.joined(separator: ", ")
    return "seeds \(named)\(seeds.count > 8 ? ", …" : "")"
  }

  // MARK: The table

  private var table: Table {
    let (settings, seeds) = (plan.settings.count, plan.seeds.count)
    let all = done
    let accuracies = all.contains { $0.accuracy != nil }
    let held = all.contains { $0.testLoss != nil }
    let heldAccuracies = all.contains { $0.testAccuracy != nil }
    let diverges = all.contains(where: \.hasDiverged)
    var columns = plan.axes.map(\.name)
    if solvesSomething { columns.append("solved") }
    if diverges { columns.append("diverged") }
    columns += ["loss", "best", "worst"]
    if accuracies { columns += ["accuracy", "best", "worst"] }
    if heldAccuracies { columns.append("test acc.") } else if held { columns.append("test loss") }
    if plan.hasCondition { columns.append("steps") }
    let rows = plan.settings.indices.map { index in
      let done = results[index].compactMap { $0 }
      var row = plan.settings[index].values.map(\.text)
      if solvesSomething { row.append("\(done.count { $0.isSolved == true })/\(done.count)") }
      if diverges { row.append("\(done.count(where: \.hasDiverged))") }
      row += three(done.map(\.finiteLoss), least: true, Self.loss)
      if accuracies { row += three(done.map(\.accuracy), least: false, NumberText.percent) }
      if heldAccuracies {
        row.append(three(done.map(\.testAccuracy), least: false, NumberText.percent)[0])
      } else if held {
        row.append(three(done.map(\.testLoss), least: true, Self.loss)[0])
      }
      if plan.hasCondition {
        let steps = done.filter { $0.isSolved == true }.map { Double($0.steps) }
        row.append(three(steps, least: true) { NumberText.decimal($0, digits: 0) }[0])
      }
      return row
    }
    var notes = ["the first of three numbers is the median of the seeds"]
    if diverges { notes.append("- is a loss that is no number") }
    if plan.hasCondition { notes.append("steps are the median of those that reached it") }
    return Table(
      title: "sweep: \(counted(settings, "setting")) × "
        + "\(counted(seeds, "seed")), each \(plan.length)",
      columns: columns, rows: rows, footer: seeds == 1 ? nil : notes.joined(separator: "; "))
  }

  /// Median, best and worst; what is no number is worse than all others.
  private func three(
    _ values: [Double?], least isBest: Bool, _ text: (Double) -> String
  ) -> [String] {
    let numbers = values.map { $0 ?? (isBest ? .infinity : -.infinity) }
      .sorted { isBest ? $0 < $1 : $0 > $1 }
    guard let best = numbers.first, let worst = numbers.last else { return ["", "", ""] }
    return [numbers.median, best, worst].map { $0.isFinite ? text($0) : "-" }
  }

  /// In a column of its own: "0.0312", "1.6e-05".
  private static func loss(_ loss: Double) -> String {
    loss == 0 || (1e-4..<1e6).contains(loss)
      ? NumberText.decimal(loss) : NumberText.exponential(loss)
  }

  // MARK: The strips

  private var strips: [SweepReport.Strip] {
    let (levels, showsSolved) = (levels, showsSolved)
    return plan.settings.indices.map { index in
      SweepReport.Strip(
        label: plan.settings[index].label,
        marks: results[index].map { result in
          guard let result else { return .missing }
          if result.hasDiverged { return .diverged }
          if showsSolved, let isSolved = result.isSolved { return isSolved ? .solved : .unsolved }
          return levels(result.loss ?? .nan)
        })
    }
  }

  /// From a loss to its level among all of them.
  private var levels: (Double) -> SweepReport.Mark {
    let losses = done.compactMap(\.finiteLoss)
    // A loss of zero has no logarithm; below this, all losses are as good.
    let floor = 1e-12
    let low = Elementary.log(max(losses.min() ?? 1, floor))
    let high = Elementary.log(max(losses.max() ?? 1, floor))
    return { loss in
      guard loss.isFinite else { return .diverged }
      guard high > low else { return .level(0) }
      let share = (Elementary.log(max(loss, floor)) - low) / (high - low)
      let most = SweepReport.greatestLevel
      return .level(max(0, min(most, Int((share * Double(most)).rounded()))))
    }
  }

  // MARK: Sentences

  private var remarks: [String] {
    var remarks: [String] = []
    if done.count < plan.count {
      remarks.append("stopped after \(done.count) of \(plan.count) trainings: this is what is done")
    }
    if let best {
      let setting = plan.settings[best.setting]
      let seed = plan.seeds[best.seed]
      let lines =
        setting.lines + ["seed \(seed)", setting.initialize, plan.training.statement.text]
      if plan.count > 1, let result = results[best.setting][best.seed], let loss = result.loss {
        let name = [setting.label, "seed \(seed)"].filter { !$0.isEmpty }.joined(separator: ", ")
        let test = result.testLoss.map { ", test loss \(NumberText.decimal($0))" } ?? ""
        remarks.append("the best training is \(name): loss \(NumberText.decimal(loss))\(test)")
      }
      remarks.append("the same by hand: \(lines.joined(separator: "; "))")
    }
    remarks.append("nothing has changed here: each training had a copy, with weights of its own")
    return remarks
  }

  /// The training with the least loss, of the setting that does best: by how many are solved, then by
  /// the median loss, of the held-out samples where there are any.
  private var best: (setting: Int, seed: Int)? {
    func score(_ setting: Int) -> (Int, Double) {
      let done = results[setting].compactMap { $0 }
      let losses = done.map { ($0.hasDiverged ? nil : $0.testLoss ?? $0.loss) ?? .infinity }
      return (-done.count { $0.isSolved == true }, losses.sorted().median)
    }
    func loss(_ setting: Int, _ seed: Int) -> Double {
      guard let result = results[setting][seed], !result.hasDiverged else { return .infinity }
      return result.testLoss ?? result.loss ?? .infinity
    }
    let setting = plan.settings.indices.filter { setting in
      results[setting].contains { $0 != nil }
    }.min { score($0) < score($1) }
    guard let setting else { return nil }
    let seed = plan.seeds.indices.min { loss(setting, $0) < loss(setting, $1) }
    return seed.flatMap { loss(setting, $0).isFinite ? (setting, $0) : nil }
  }
}

extension SweepResult {
  /// Nil where it is no number.
  var finiteLoss: Double? { hasDiverged ? nil : loss.flatMap { $0.isFinite ? $0 : nil } }
}

extension [Double] {
  /// Of sorted numbers the one in the middle, or what lies between the two there.
  fileprivate var median: Double {
    guard !isEmpty else { return .infinity }
    let (low, high) = (self[(count - 1) / 2], self[count / 2])
    return low == high ? low : (low + high) / 2
  }
}
