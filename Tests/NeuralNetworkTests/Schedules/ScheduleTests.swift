import NeuralNetwork
import Testing

/// Settings that the reference has no case for; values of PyTorch.
struct ScheduleTests {
  private static let cases: [(any Schedule, [Double])] = [
    (
      OneCycle(settings: [
        "max_lr": .number(0.5), "total_steps": .integer(10), "pct_start": .number(0.4),
        "three_phase": .flag(true),
      ]), [0.02, 0.14, 0.38, 0.5, 0.38, 0.14, 0.02, 0.0150005, 0.0050015, 2e-6]
    ),
    (
      OneCycle(settings: [
        "max_lr": .number(0.5), "total_steps": .integer(8), "anneal_strategy": .choice("linear"),
        "div_factor": .number(10), "final_div_factor": .number(100),
      ]),
      [
        0.05, 0.3714285714, 0.4464821429, 0.3572857143, 0.2680892857, 0.1788928571,
        0.08969642857, 0.0005,
      ]
    ),
    (
      OneCycle(settings: [
        "max_lr": .number(0.5), "total_steps": .integer(4), "pct_start": .number(0),
      ]), [0.4267769882, 0.250001, 0.07322501181, 2e-6, 2e-6]
    ),
    (
      Cosine(settings: ["t_max": .integer(4), "eta_min": .number(0.02)]),
      [
        0.1, 0.08828427125, 0.06, 0.03171572875, 0.02, 0.03171572875, 0.06, 0.08828427125, 0.1,
        0.08828427125, 0.06,
      ]
    ),
    (Cosine(settings: ["t_max": .integer(1)]), [0.1, 0, 0.1, 0]),
    (
      LinearWarmUp(settings: ["end_factor": .number(0.5), "total_iters": .integer(4)]),
      [0.03333333333, 0.0375, 0.04166666667, 0.04583333333, 0.05, 0.05, 0.05]
    ),
    (
      StepSchedule(settings: ["step_size": .integer(3)]),
      [0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.001, 0.001]
    ),
  ]

  @Test(arguments: cases.indices)
  func `a rate is PyTorch's`(_ index: Int) {
    let (schedule, expected) = Self.cases[index]
    for (step, value) in expected.enumerated() {
      let rate = schedule.rate(base: 0.1, step: step)
      #expect(abs(rate - value) <= 1e-9, "\(schedule.label), step \(step): \(rate)")
    }
  }

  @Test(arguments: Catalog.schedules.indices)
  func `a rate is finite however long training goes on`(_ index: Int) {
    let settings: Settings = [
      "step_size": .integer(3), "gamma": .number(0.5), "t_max": .integer(7),
      "max_lr": .number(0.5), "total_steps": .integer(9),
    ]
    let schedule = Catalog.schedules[index].init(settings: settings)
    for step in [0, 1, 8, 9, 10, 1_000_000, Int.max] {
      let rate = schedule.rate(base: 0.1, step: step)
      #expect(rate >= 0 && rate <= 0.5, "\(schedule.label), step \(step): \(rate)")
    }
  }

  @Test func `a schedule says what it is in PyTorch`() {
    #expect(
      Catalog.schedules.map { $0.init(settings: ["t_max": .integer(9)]).pytorch } == [
        "optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.1)",
        "optim.lr_scheduler.ExponentialLR(optimizer, gamma=1.0)",
        "optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=9)",
        "optim.lr_scheduler.LinearLR(optimizer, start_factor=0.3333333333333333, total_iters=5)",
        "optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=1, cycle_momentum=False)",
      ])
  }
}

struct EarlyStoppingTests {
  @Test func `training stops after so many losses that are no better`() {
    var rule = EarlyStopping(patience: 2)
    let verdicts = [1.0, 0.5, 0.6, 0.4, 0.4, 0.5].map { rule.observe($0) }
    #expect(
      verdicts == [.better, .better, .waiting(count: 1), .better, .waiting(count: 1), .stop])
    #expect(rule.best == 0.4)
    #expect(rule.bestIndex == 3)
    #expect(rule.shouldStop)
  }

  @Test func `a loss must be better by more than the least difference`() {
    var rule = EarlyStopping(patience: 1, minDelta: 0.1)
    #expect(rule.observe(1) == .better)
    #expect(rule.observe(0.85) == .better)
    #expect(rule.observe(0.8) == .stop)
    #expect(rule.best == 0.85)
  }

  @Test func `what is not a number is never better`() {
    var rule = EarlyStopping(patience: 2)
    #expect(rule.observe(.nan) == .waiting(count: 1))
    #expect(rule.observe(.infinity) == .stop)
    #expect(rule.best == nil)
  }
}
