import NeuralNetwork

/// `gradcheck`: the worst derivative of each array, and a verdict.
struct GradientCheckReport {
  /// The derivatives of one array.
  private struct Group {
    let name: String
    let layer: Int
    /// Inputs first, then the layer's parameters in their order.
    let place: Int
    var entries: [GradientCheck.Entry] = []
    /// Of those that can be measured.
    var scale = 0.0

    mutating func add(_ entry: GradientCheck.Entry) {
      entries.append(entry)
      scale = max(scale, entry.analytic.magnitude)
    }

    /// In parts of what the derivative can be told from: of its neighbours, and of what rounding
    /// does to the difference.
    func error(_ entry: GradientCheck.Entry) -> Double {
      entry.error(scale: max(1e-3 * scale, 4 * entry.rounding / GradientCheck.tolerance))
    }

    var worst: GradientCheck.Entry? {
      entries.filter { $0.kink == nil }.max { error($0) < error($1) }
    }
  }

  private var groups: [Group] = []
  private let step: Double
  private let check: SessionCheck
  private var checked = 0
  private var wasInterrupted = false

  init(_ check: inout SessionCheck, step: Double, isInterrupted: @Sendable () -> Bool) {
    self.step = step
    for leaf in check.leaves {
      let name = check.array(leaf)
      let index = groups.firstIndex { $0.name == name } ?? groups.count
      if index == groups.count {
        let (layer, place) = check.position(leaf)
        groups.append(Group(name: name, layer: layer, place: place))
      }
      groups[index].add(check.entry(leaf, step: step))
      checked += 1
      if isInterrupted() {
        wasInterrupted = true
        break
      }
    }
    groups.sort { ($0.layer, $0.place) < ($1.layer, $1.place) }
    self.check = check
  }

  /// The group with the worst derivative, and it.
  private var worst: (group: Group, entry: GradientCheck.Entry)? {
    groups.compactMap { group in group.worst.map { (group, $0) } }
      .max { $0.0.error($0.1) < $1.0.error($1.1) }
  }

  var reports: [Report] {
    let rows = groups.map { group -> [String] in
      guard let worst = group.worst else {
        return [group.name, "at corners", "", ""]
      }
      return [
        worst.name, Self.long(worst.analytic), Self.long(worst.numeric),
        Self.short(group.error(worst)),
      ]
    }
    let count = check.samples.count
    let table = Table(
      title: "\(checked) derivatives of the loss of \(counted(count, "sample")), "
        + "eps \(Self.short(step))",
      columns: ["worst of each", "backward", "difference", "error"], rows: rows)
    return [.table(table)] + ([verdict] + remarks).map { .note($0) }
  }

  private var verdict: String {
    guard let (group, entry) = worst else {
      return groups.isEmpty
        ? "nothing to check: the loss depends on no parameter"
        : "every derivative stands at a corner: there is no slope to measure"
    }
    let error = group.error(entry)
    let place = "\(entry.name), relative error \(Self.short(error))"
    if error < GradientCheck.tolerance {
      return "the gradients are right: worst \(place), below 1e-06"
    }
    if step > 1e-4 || step < 1e-6 {
      return "worst \(place): this eps is \(step > 1e-4 ? "large" : "small"); gradcheck curve"
        + " shows what eps does"
    }
    return "worst \(place), above 1e-06: gradcheck curve \(entry.name) shows how it depends on eps"
  }

  private var remarks: [String] {
    var remarks: [String] = []
    let cornered = groups.flatMap(\.entries).filter { $0.kink != nil }
    if let first = cornered.first, let kink = first.kink {
      let others = cornered.count == 1 ? "" : ", and \(cornered.count - 1) more"
      remarks.append(
        "no slope to measure: moving \(first.name) by eps crosses a corner of "
          + "\(check.corner(kink))\(others)")
    }
    if checked < check.all {
      remarks.append(
        wasInterrupted
          ? "stopped after \(checked) of \(check.all)"
          : "\(checked) of \(check.all) were checked, evenly spread; gradcheck l0 checks one layer")
    }
    if let difference = trainingDifference {
      remarks.append(
        "training's own gradients, in 32 bits, are off by \(Self.short(difference)) at most, in "
          + "parts of the greatest")
    }
    return remarks
  }

  /// The largest difference between these gradients and those that training computes.
  private var trainingDifference: Double? {
    var (largest, difference) = (0.0, 0.0)
    for entry in groups.flatMap(\.entries) {
      guard let trained = check.trained(entry.node) else { continue }
      largest = max(largest, entry.analytic.magnitude)
      difference = max(difference, (trained - entry.analytic).magnitude)
    }
    return largest > 0 ? difference / largest : nil
  }

  /// How the error of one derivative depends on eps: numbers, and the curve.
  func curve(_ check: inout SessionCheck) -> [Report] {
    guard let entry = worst?.entry ?? groups.first?.entries.first else {
      return [.note("nothing to check")]
    }
    let points = check.curve(of: entry.node)
    let errors = points.map { $0.entry.error(scale: 0) }
    let best = errors.indices.min { errors[$0] < errors[$1] }
    let rows = points.enumerated().map { index, point -> [String] in
      [
        Self.short(point.step), Self.long(point.entry.numeric), Self.short(errors[index]),
        Self.bar(errors[index]) + (index == best ? " best" : "")
          + (point.entry.kink == nil ? "" : " corner"),
      ]
    }
    let table = Table(
      title: "\(entry.name): backward \(Self.long(entry.analytic)), by differences",
      columns: ["eps", "difference", "error", "log"], rows: rows,
      footer: "large steps measure the curve of the loss, small ones the rounding of 64 bits")
    // No error at all has no logarithm; nobody sees the difference to one below all others.
    let least = 1e-16
    let curve = PlottedCurve(
      title: "error of \(entry.name)", xTitle: "log10 eps",
      points: zip(points, errors).map {
        [Elementary.log($0.step) / Elementary.log(10), max($1, least)]
      }.sorted { $0.x < $1.x }, isLogarithmic: true)
    return [.table(table), .curve(curve)]
  }

  /// A bar whose length is the logarithm of the error: none at 10⁻¹², 12 at 1.
  private static func bar(_ error: Double) -> String {
    guard error.isFinite else { return "?" }
    var (length, limit) = (0, 1e-12)
    while error > limit, length < 12 {
      limit *= 10
      length += 1
    }
    return String(repeating: "█", count: length)
  }

  private static func long(_ number: Double) -> String { NumberText.decimal(number, digits: 5) }
  private static func short(_ number: Double) -> String {
    number == 0 ? "0" : NumberText.exponential(number)
  }
}
