import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Completion at the prompt` {
  private static let session = Session.after(
    "input 2; add linear 2; add tanh; data xor; loss bce; let speed = 3")
  private static let environment = Environment.fake(pictures: [
    PictureDeclaration(verb: .show, name: "weights", summary: "", subject: .optionalLayer),
    PictureDeclaration(verb: .plot, name: "loss", summary: "", subject: .session),
  ])

  @Test(arguments: [
    ("tr", ["train"]), ("ze", ["zero_grad"]), ("zerog", ["zero_grad"]),
    ("hi", ["history", "hint"]), ("sweep ba", ["batch="]),
    (
      "sweep optimizer=ada",
      [
        "adagrad", "adam", "adamw",
      ]
    ), ("sweep lr=0.1 se", ["seeds="]), ("watch lo", ["loss", "loss_function", "log("]),
    ("compare n", ["now"]), ("break wh", ["when"]),
    ("input 2; ba", ["balance", "batch", "backward"]), ("add li", ["linear"]),
    ("add ", Catalog.layers.map { $0.declaration.name }),
    ("add linear ", ["in=", "out=", "bias="]), ("add linear bias=", ["true", "false"]),
    ("add linear bias=t", ["true"]), ("add linear 4 b", ["bias="]),
    ("loss c", ["cross_entropy"]), ("loss Cross_", ["cross_entropy"]),
    ("optimizer sgd l", ["lr=", "l1="]),
    (
      "optimizer sgd lr=0.1 ",
      [
        "momentum=", "dampening=", "weight_decay=", "nesterov=", "l1=", "clip_value=", "clip_norm=",
        "maximize=",
      ]
    ),
    ("init xavier_u", ["xavier_uniform"]), ("init layer=", ["l0", "l1"]),
    ("remove ", ["l0", "l1"]),
    ("sav", ["save"]), ("export p", ["pytorch"]), ("export pytorch a.py ", ["replace="]),
    ("data sp", ["spiral"]), ("data l", ["load"]),
    (
      "data load a.csv ",
      [
        "target=", "inputs=", "labels=", "test=", "test_target=", "test_inputs=", "test_labels=",
        "kind=", "header=", "image=",
      ]
    ),
    ("data load a.csv kind=", ["classes", "values"]),
    ("data values ", ["x=", "y=", "labels=", "classes="]),
    ("print l", ["loss", "layers", "loss_function", "lr", "l0.", "l1.", "log("]),
    (
      "print l0.",
      [
        "l0.weight", "l0.bias", "l0.input", "l0.output", "l0.n0", "l0.n1", "l0.kind", "l0.inputs",
        "l0.outputs", "l0.parameters",
      ]
    ),
    ("print l0.we", ["l0.weight"]), ("print l0.weight.", ["l0.weight.grad"]),
    ("print l0.weight[0,1].g", [".grad"]),
    ("print 1 + abs(spe", ["speed"]), ("print loss, acc", ["accuracy"]),
    ("print test.", ["test.loss", "test.accuracy", "test.samples"]),
    ("train until accu", ["accuracy"]),
    ("train until loss < 0.1 m", ["min(", "max(", "mean(", "max="]),
    ("train 5 ", ["epochs", "steps", "patience=", "min_delta=", "restore="]),
    ("features s", ["sqrt(", "sin(", "sigmoid(", "sign("]), ("schedule c", ["cosine"]),
    ("schedule cosine per=", ["epoch", "step"]),
    ("set l", ["l0.", "l1.", "lr"]), ("set l0.", ["l0.weight", "l0.bias"]),
    ("set l0.weight spe", ["speed"]),
    ("show ", ["weights"]), ("plot lo", ["loss"]),
    ("show weights ", ["l0", "l1"]),
    ("explain l0.n", ["l0.n0", "l0.n1"]), ("help fun", ["functions"]), ("help lin", ["linear"]),
    ("time tra", ["train"]), ("time train 5 s", ["steps"]), ("let new = spe", ["speed"]),
    ("print \"tra", []), ("# tra", []), ("nonsense tra", []), ("quit ", []), ("forward x", []),
  ]) func `these words can stand there`(_ line: String, _ words: [String]) {
    #expect(
      Completion.candidates(
        line: line, cursor: line.utf8.count, session: Self.session,
        environment: Self.environment, extra: ["next", "hint"]) == words)
  }

  @Test func `what stands behind the cursor is not read, and the word's beginning is known`() {
    let line = "print los + 1"
    #expect(
      Completion.candidates(
        line: line, cursor: 9, session: Self.session, environment: Self.environment)
        == ["loss", "loss_function"])
    #expect(Completion.wordStart(line: line, cursor: 9) == 6)
    #expect(Completion.wordStart(line: "print l0.weight[0,1].gr", cursor: 23) == 20)
    #expect(Completion.wordStart(line: "é", cursor: 2) == 0)
    #expect(Completion.wordStart(line: "", cursor: 5) == 0)
  }
}
