import Canvas
import Interpreter
import NeuralNetwork
import TestSupport
import Testing

@testable import Pictures

@Suite struct `Outcomes` {
  private func text(_ report: Report, width: Int = 60, theme: Theme = .plain) -> String {
    OutcomeView.canvas(
      Outcome([report]), after: Session(), width: width, rows: 12, theme: theme
    ).text
  }

  private func value(_ label: String, _ value: Value, width: Int = 60) -> String {
    text(.value(label: label, value), width: width)
  }

  @Test func `values`() {
    #expect(value("loss", .number(0.42025)) == "loss 0.4202")
    #expect(value("", .text("tanh")) == "tanh")
    #expect(value("right", .boolean(true)) == "right true")
    let gradient = Tensor(shape: [2, 2], values: [-0.20551, 0.20551, 0.04186, -0.04186])
    #expect(
      value("l0.weight.grad", .tensor(gradient))
        == "l0.weight.grad [[-0.2055, 0.2055], [0.0419, -0.0419]]")
  }

  @Test func `a tensor that does not fit on a line has a line a row`() {
    let tensor = Tensor(shape: [3, 2], values: [0.5, -0.25, 1.5, 2, 10, 0.125])
    #expect(
      value("l0.weight", .tensor(tensor), width: 40) == """
        l0.weight [[ 0.5000, -0.2500],
                   [ 1.5000,  2.0000],
                   [10.0000,  0.1250]]
        """)
    #expect(
      value("l0.weight", .tensor(tensor), width: 24) == """
        l0.weight
          [[ 0.5000, -0.2500],
           [ 1.5000,  2.0000],
           [10.0000,  0.1250]]
        """)
  }

  @Test func `a sweep is a table and a strip a setting, whose signs differ without colour`() {
    let report = SweepReport(
      table: Interpreter.Table(
        title: "sweep: 2 settings × 4 seeds, each 100 epochs", columns: ["lr", "solved", "loss"],
        rows: [["0.1", "1/4", "0.6388"], ["10", "2/4", "-"]]),
      parts: .init(shared: 1, second: 3),
      strips: [
        .init(label: "lr=0.1", marks: [.unsolved, .unsolved, .solved, .missing]),
        .init(label: "lr=10", marks: [.diverged, .solved, .diverged, .solved]),
      ], seeds: "seeds 1 to 4", solved: "accuracy 100%", remarks: ["nothing has changed"])
    #expect(
      text(.sweep(report), theme: Theme(colors: .none)) == """
        sweep: 2 settings × 4 seeds, each 100 epochs
         lr  solved    loss
        ───  ──────  ──────
        0.1  1/4     0.6388
         10  2/4          -
        seeds 1 to 4, one sign each
        lr=0.1  ○○●·
        lr=10   ×●×●
        ● accuracy 100%   ○ not   × no number any more   · not done
        nothing has changed
        """)
    #expect(text(.sweep(report)).contains("lr=0.1  ..#_\nlr=10   x#x#"))
    var levels = report
    levels.solved = nil
    levels.strips = [.init(label: "", marks: (0...7).map { .level($0) })]
    #expect(
      text(.sweep(levels), theme: Theme(colors: .none)).contains(
        "▁▂▃▄▅▆▇█\n▁ the least loss   █ the greatest"))
    #expect(text(.sweep(levels)).contains("01234567\n0 the least loss"))
    // Where seeds do not fit in a row, they go on in the next, under the first.
    levels.strips = [.init(label: "lr=1", marks: Array(repeating: .level(3), count: 40))]
    #expect(
      text(.sweep(levels), width: 30).contains(
        "lr=1  333333333333333333333333\n      3333333333333333\n"))
  }

  @Test func `in a narrow pane a sweep's table stands in two parts, each with the setting`() {
    let report = SweepReport(
      table: Interpreter.Table(
        title: "sweep", columns: ["lr", "loss", "best", "worst", "accuracy", "best"],
        rows: [["0.1", "0.6388", "0.5259", "0.6904", "75.0%", "100%"]], footer: "the median first"),
      parts: .init(shared: 1, second: 4), strips: [.init(label: "lr=0.1", marks: [.level(0)])],
      seeds: "seed 1", solved: nil, remarks: [])
    #expect(
      text(.sweep(report), width: 30).hasPrefix(
        """
        sweep
         lr    loss    best   worst
        ---  ------  ------  ------
        0.1  0.6388  0.5259  0.6904
         lr  accuracy  best
        ---  --------  ----
        0.1     75.0%  100%
        the median first
        """))
  }

  @Test func `what is watched stands in a line`() {
    let values = [
      WatchedValue(label: "loss", value: .number(0.36)), WatchedValue(label: "k", value: nil),
    ]
    #expect(
      text(.watched(values), theme: Theme(colors: .none)) == "watch: loss 0.3600 · k none yet")
    #expect(text(.watched(values)) == "watch: loss 0.3600 | k none yet")
  }

  @Test func `of a large tensor the beginning and the end`() {
    let values = (0..<20 * 30).map { Float($0) }
    expectGolden(
      value("x", .tensor(Tensor(shape: [20, 30], values: values)), width: 50), "value-large")
    #expect(
      value("x", .tensor(Tensor(shape: [2, 2, 1], values: [1, 2, 3, 4])), width: 14) == """
        x [[[1],
            [2]],
           [[3],
            [4]]]
        """)
    #expect(value("x", .tensor(Tensor(shape: [0], values: []))) == "x []")
  }

  @Test func `a note keeps its lines and is wrapped`() {
    #expect(
      text(.note("l0 linear 2→4, 12 parameters\nnext line that is long"), width: 20)
        == "l0 linear 2->4, 12\nparameters\nnext line that is\nlong")
  }

  @Test func `a table aligns numbers at the right`() {
    let table = Interpreter.Table(
      title: "network", columns: ["", "layer", "parameters", "share"],
      rows: [["l0", "linear 2→4", "12", "70.6%"], ["l1", "tanh", "0", ""]],
      footer: "12 parameters in all")
    #expect(
      text(.table(table)) == """
        network
            layer        parameters  share
        --  -----------  ----------  -----
        l0  linear 2->4          12  70.6%
        l1  tanh                  0
        12 parameters in all
        """)
  }

  @Test(arguments: [
    (
      TrainingReport.Ending.finished,
      "20 epochs, 80 steps: loss 0.7031 -> 0.0123"
    ),
    (
      .reached("loss < 0.05"),
      "[x] reached loss < 0.05 after 20 epochs, 80 steps: loss 0.7031 -> 0.0123"
    ),
    (
      .missed("loss < 0.01"),
      "loss < 0.01 was not reached in 20 epochs, 80 steps: loss 0.7031 -> 0.0123"
    ),
    (
      .interrupted,
      "stopped after 20 epochs, 80 steps; what was learned is kept: loss 0.7031 -> 0.0123"
    ),
    (
      .broke(
        "loss < 0.1", step: 3, values: [WatchedValue(label: "loss", value: .number(0.0467))]),
      "stopped at step 3, as loss < 0.1 (loss 0.0467), after 20 epochs, 80 steps: loss 0.7031 -> 0.0123"
    ),
    (
      .lostPatience("the test loss has not become smaller for 5 epochs"),
      "stopped early after 20 epochs, 80 steps, as the test loss has not become smaller for 5 "
        + "epochs: loss 0.7031 -> 0.0123"
    ),
    (
      .halted("bce reads probabilities"),
      "stopped after 20 epochs, 80 steps: bce reads probabilities"
    ),
    (
      .diverged(step: 18),
      "the loss is no number any more since step 18, after 20 epochs, 80 steps: loss 0.7031 -> 0.0123"
    ),
  ])
  func `training`(_ ending: TrainingReport.Ending, _ sentence: String) {
    let report = TrainingReport(
      ending: ending, steps: 80, epochs: 20, lossBefore: 0.70314, loss: 0.01234, accuracy: 1,
      testLoss: 0.015, testAccuracy: 0.97512, losses: [0.7, 0.5, 0.3, 0.2, 0.02])
    #expect(
      text(.training(report), width: 120)
        == sentence + "\n^*-._\naccuracy 100% - test loss 0.0150 - test accuracy 97.5%")
  }

  @Test func `training of which little is known`() {
    let report = TrainingReport(ending: .finished, steps: 1, epochs: 0.25)
    #expect(text(.training(report)) == "0.25 epochs, 1 step")
    #expect(TrainingView.percent(0.9999) == "99.9%")
  }

  @Test func `help`() {
    let page = HelpPage(
      title: "add LAYER", summary: "adds a layer at the end of the network",
      sections: [
        .init(
          "settings",
          [
            .init("out", "neurons, one value each"),
            .init(
              "bias=yes", "whether each sum has a bias; without it, a neuron can only turn its line"
            ),
          ]),
        .init("example", [.init("add linear 4", "")]),
        .init("", [.init("", "in PyTorch: nn.Linear(2, 4)")]),
      ])
    expectGolden(text(.help(page), width: 50), "help-50")
  }

  private static let explanation = Explanation(
    title: "n0 of l0 linear 2→2, sample 0",
    forward: [
      "x1 +1.0000 × w +0.5000 = +0.5000", "x2 -1.0000 × w +0.2000 = -0.2000",
      "bias                  = +0.1000", "z = +0.4000   a = tanh(z) = +0.3799",
    ],
    backward: ["dL/dw[0] = -0.2055 × +1 = -0.2055", "dL/dw[1] = -0.2055 × -1 = +0.2055"],
    activation: .init(
      name: "tanh", input: 0.4, output: 0.3799,
      curve: (-30...30).map { step in
        let z = Double(step) / 10
        return SIMD2(z, z / (1 + z.magnitude))
      }))

  @Test func `an explanation has the passes side by side, and the curve where there is room`() {
    let report = Report.explanation(Self.explanation)
    expectGolden(text(report, width: 120, theme: Theme(colors: .none)), "explanation-120")
    expectGolden(text(report, width: 80), "explanation-80")
    expectGolden(text(report, width: 30), "explanation-30")
  }

  @Test func `a picture that is asked for is drawn`() {
    let session = Sessions.after("data xor")
    let canvas = OutcomeView.canvas(
      Outcome([.note("here"), .picture(PictureRequest(name: "data"))]), after: session,
      width: 40, rows: 10, theme: .plain)
    #expect(canvas.text.hasPrefix("here\nxor - 4 samples"))
    #expect(canvas.size.rows <= 11)
  }
}
