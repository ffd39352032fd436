import NeuralNetwork

/// `explain l0.weight[2,1].update`: what the optimizer would do to one parameter now, number by
/// number.
struct UpdateCard {
  private let session: Session
  private let slice: ParameterSlice
  private let offset: Int

  init(_ session: Session, _ slice: ParameterSlice, offset: Int) {
    self.session = session
    self.slice = slice
    self.offset = offset
  }

  func explanation() throws(Diagnostic) -> Explanation {
    let index = slice.range.lowerBound + offset
    var moment = session.moment
    let trace = try moment.withOptimizerInForce { state throws(Diagnostic) in
      UpdateTrace(state, parameter: index)
    }
    let formula = Formula(graph: trace.graph, sample: nil)
    let graph = trace.graph
    func given(_ node: Int) -> String? {
      formula.name(node).map { "\($0) = \(Self.number(graph.values[node]))" }
    }
    var lines = [
      "w = \(graph.values[trace.parameter].signed)",
      "grad = \(graph.values[trace.given].signed)",
    ]
    lines += trace.state.compactMap(given).map { "\($0), kept of the steps before" }
    // The settings that are read, each once.
    var told = Set(lines.map { String($0.prefix { $0 != " " }) })
    var settings: [String] = []
    for node in graph.cone(of: trace.result) where graph.operations[node] == .leaf {
      guard let name = formula.name(node), told.insert(name).inserted, let text = given(node)
      else { continue }
      settings.append(text)
    }
    if !settings.isEmpty { lines.append(settings.joined(separator: ", ")) }
    for node in graph.cone(of: trace.result) where graph.operations[node] != .leaf {
      if formula.name(node) != nil { lines.append(formula.line(node)) }
    }
    if session.frozenLayers.contains(slice.layer) {
      lines.append("l\(slice.layer) is frozen: its parameters stay as they are")
    } else if let schedule = session.schedule {
      lines.append("lr is what the schedule makes of it now: \(schedule.label)")
    }
    let (old, new) = (graph.values[trace.parameter], graph.values[trace.result])
    lines.append("w goes from \(old.signed) to \(new.signed), a change of \((new - old).signed)")
    return Explanation(
      title: "\(slice.elementName(offset)).update · update \(trace.step) of "
        + session.optimizer.label,
      forward: lines)
  }

  /// A setting keeps the digits that it was written with.
  private static func number(_ value: Double) -> String {
    abs(value) < 1e-3 && value != 0 ? NumberText.exponential(value) : NumberText.decimal(value)
  }
}
