extension Commands {
  static let sweep = CommandDeclaration(
    "sweep", purpose: .train, effect: .looks,
    summary: "trains with several settings and seeds, and compares what comes of them",
    forms: [
      [
        Parameter("SETTINGS", .grid, optional: true, "every combination of these values is tried"),
        .keyed("seeds", .values, "how many, from 1 on; or which: seeds=3,7; 5 if none are given"),
        .keyed("epochs", .value, "how long each is trained; 100"),
        .keyed("steps", .value, "the same in steps"),
        .keyed("until", .expression, "until a condition holds; asked after each epoch"),
        .keyed("max", .value, "epochs at most, with until; 1000"),
      ]
    ],
    notes: [
      "lr and every other setting of the optimizer can be swept, and optimizer=sgd,adam; batch=8,all; "
        + "loss=mse,bce; schedule=none,\"cosine t_max=50\"; init=zeros,xavier_uniform; hidden=2,4,8, the neurons of "
        + "the layers in front of the last; activation=tanh,relu.",
      "Each training begins with weights drawn anew from its seed: it is what seed 1; init; train 100 "
        + "gives by hand, bit for bit. The data stay the same.",
      "They run side by side, on as many threads as there are. ^C stops, and shows what is done.",
      "It changes nothing: no weight, no step, nothing to undo. What break asks is not asked there.",
    ],
    example: "sweep lr=0.1,1,10 seeds=4 epochs=20",
    setup: "input 2; add linear 4; add tanh; add linear 1; add sigmoid; loss bce; data xor",
    pytorch:
      "for lr in (0.1, 1, 10): for seed in range(1, 5): torch.manual_seed(seed); net = make(); train(net, lr)"
  ) { session, arguments, environment throws(Diagnostic) in
    if environment.isReplay { return Outcome() }
    let plan = try SweepPlan(arguments, session: session, in: environment)
    let results = try SweepRun(plan, session: session, in: environment).results()
    guard results.contains(where: { $0 != nil }) else {
      return .note("stopped before the first training was done; nothing has changed")
    }
    return Outcome([.sweep(SweepSummary(plan, results).report)])
  }
}
