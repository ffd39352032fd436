import NeuralNetwork

extension Commands {
  static let schedule = CommandDeclaration(
    "schedule", aliases: ["scheduler", "lr_scheduler"], purpose: .configure, effect: .changes,
    summary: "changes the learning rate while training goes on",
    forms: [
      [Parameter("none", .literal)],
      [
        Parameter("NAME", .block(.schedules), "help schedules lists them; schedule none ends it"),
        .keyed(
          "per", .choice(["epoch", "step"]),
          "what is counted: epochs, or single updates; epoch, and step for one_cycle"),
      ],
    ],
    notes: [
      "print lr shows the rate in force; set lr 0.1 changes the rate that the schedule starts from.",
      "The count begins where the schedule is chosen, and anew where another optimizer is.",
    ],
    example: "schedule step size=30 gamma=0.1", setup: "optimizer sgd lr=0.5",
    pytorch: "scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=30, gamma=0.1)"
  ) { session, arguments, _ throws(Diagnostic) in
    let base = NumberText.brief(session.optimizer.learningRate)
    guard let block = arguments.block("NAME") else {
      guard session.moment.schedule != nil else {
        return .note("there was no schedule; lr stays \(base)")
      }
      session.moment.setSchedule(nil, per: .epoch)
      return .note("no schedule: lr is \(base) again")
    }
    let chosen = Catalog.schedules[block.index].init(settings: try block.settings(in: session))
    let unit =
      arguments.word("per").flatMap { ScheduleInForce.Unit(rawValue: $0.text) }
      ?? (chosen is OneCycle ? .step : .epoch)
    session.moment.setSchedule(chosen, per: unit)
    return .note(
      "schedule \(chosen.label): lr is \(NumberText.brief(session.learningRate)) now and changes "
        + "after each \(unit.rawValue)")
  }
}
