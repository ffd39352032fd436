import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Commands that build, feed and look` {
  @Test(arguments: Commands.all.map(\.verb))
  func `the example of each command works, and so does its help`(_ verb: String) throws {
    let command = try #require(Commands.all.first { $0.verb == verb })
    let pictures = [
      PictureDeclaration(verb: .plot, name: "loss", summary: "", subject: .session)
    ]
    var environment = FakeDisk().environment
    environment.pictures = pictures
    var session = Session()
    let setup = session.run(command.setup, in: environment)
    #expect(setup.failure == nil)
    let run = session.run(command.example, in: environment)
    #expect(run.failure == nil)
    #expect(run.steps.first?.verb == verb)
    #expect(session.usedVerbs.contains(verb))
    #expect(session.run("help \(verb)", in: .fake()).failure == nil)
    #expect(!command.summary.isEmpty && !command.pytorch.isEmpty && !command.usages.isEmpty)
  }

  @Test func `names and beginnings of commands are all different`() {
    let names = Commands.all.flatMap { [$0.verb] + $0.aliases }
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: BlockFamily.allCases)
  func `each building block has help, and its example works`(_ family: BlockFamily) throws {
    let verbs: [BlockFamily: String] = [
      .layers: "add", .losses: "loss", .optimizers: "optimizer", .schedules: "schedule",
      .initializers: "init", .datasets: "data",
    ]
    let verb = try #require(verbs[family])
    // These two are read from files that ship.
    for block in family.declarations where !["digits", "iris"].contains(block.name) {
      // Some layers read two axes or three.
      let works = ["input 2; add linear 2; add tanh", "input 4 8", "input 1 8 8"].contains {
        var session = Session.after($0)
        return session.run("\(verb) \(block.example)", in: .fake()).failure == nil
      }
      #expect(works, "\(verb) \(block.example)")
      var session = Session()
      #expect(session.run("help \(block.name)", in: .fake()).failure == nil)
      #expect(session.run("help \(family.rawValue)", in: .fake()).failure == nil)
    }
  }

  @Test func `each name and function in help has a value`() throws {
    var session = Session.after(
      `Training`.xor + "; split 0.75; forward; backward")
    for name in Names.all { _ = try session.evaluate(name.name) }
    for function in Functions.all where !["used", "kind"].contains(function.name) {
      _ = try session.evaluate("\(function.name)([1, 2])")
    }
    for topic in ["", "names", "functions", "addresses", "pictures"] {
      #expect(session.run("help \(topic)", in: .fake()).failure == nil)
    }
  }

  @Test func `names are read without regard to case and underscores, verbs by their beginning`() {
    var session = Session()
    #expect(
      session.says(
        "INPUT 2; ad Linear 3; add ReLU; add linear out_features=2; los CrossEntropy; opt SGD LR=0.1"
      )
        == [
          "input: 2 values a sample", "l0 linear 2→3 · 9 parameters",
          "l1 relu · 3 values, no parameters",
          "l2 linear 3→2 · 8 parameters",
          "loss cross_entropy: softmax and the surprise at the true class in one: mean(log sum e^z - z[class])",
          "optimizer sgd lr=0.1",
        ])
  }

  @Test func `settings that PyTorch has as a tuple may be written as one`() {
    var session = Session()
    #expect(
      session.says("optimizer adamw betas=(0.8, 0.95) lr=0.1")
        == session.says("optimizer adamw lr=0.1 beta1=0.8 beta2=0.95"))
    #expect(
      session.says("optimizer adam betas=[0.5, 0]") == [
        "optimizer adam lr=0.001 beta1=0.5 beta2=0.0"
      ])
  }

  @Test func `an equals sign after the verb and a singular do no harm`() {
    var session = Session.after("input = 2; add linear 1; loss = mse; data xor")
    #expect(session.says("batch=2; train 1 epoch; ? train").last == "help: train")
    #expect(session.epoch == 1)
  }

  @Test func `layers come and go, and the others keep their weights`() throws {
    var session = Session.after(
      "input 2; add linear 2; add linear 2; set l0.weight 1; set l1.weight 2")
    #expect(session.says("insert 1 tanh") == ["l1 tanh · 2 values, no parameters"])
    #expect(session.says("insert l3 softmax") == ["l3 softmax · 2 values, no parameters"])
    #expect(
      session.says("print l0.weight, l2.weight") == [
        "l0.weight [[1, 1], [1, 1]]", "l2.weight [[2, 2], [2, 2]]",
      ])
    #expect(session.says("replace l2 linear 5") == ["l2 linear 2→5 · 15 parameters"])
    #expect(session.says("print l0.weight") == ["l0.weight [[1, 1], [1, 1]]"])
    #expect(session.says("remove l0") == ["linear 2→2 is gone · 3 layers, 15 parameters"])
    #expect(session.says("insert 9 tanh") == ["! the place of a layer is from 0 to 3, not 9"])
    #expect(session.says("insert l9 tanh") == ["! there is no layer 9: layers go from l0 to l2"])
    #expect(
      session.says("remove 1.5") == [
        "! the number of a layer is a whole number from 0 to 2147483647, not 1.5000"
      ])
    var narrow = Session.after("input 2; add linear 3; add linear 1")
    #expect(narrow.says("remove 0") == ["! linear 3→1 cannot follow input, which gives 2 values"])
    #expect(
      narrow.says("replace 0 linear 4") == [
        "! linear 3→1 cannot follow linear 2→4, which gives 4 values"
      ])
    #expect(narrow.says("input 5") == ["! linear 2→3 cannot follow input, which gives 5 values"])
    #expect(narrow.network.layers.count == 2)
  }

  @Test func `seed and init repeat the same weights`() throws {
    var session = Session.after("seed 42; input 2; add linear 4")
    let weights = session.network.parameters
    #expect(session.run("init; init normal std=0.1 layer=l0", in: .fake()).failure == nil)
    #expect(session.network.parameters != weights)
    #expect(session.run("seed 42; init", in: .fake()).failure == nil)
    #expect(session.network.parameters == weights)
  }

  @Test func `print labels values, and texts are labels`() {
    var session = Session.after("let k = 2")
    #expect(
      session.says("print \"twice k\", k * 2, k, \"the end\"") == ["twice k 4", "k 2", "the end"])
  }

  @Test func `set writes elements, rows and whole arrays, and the learning rate`() {
    var session = Session.after("input 2; add linear 2")
    #expect(
      session.says(
        "set l0.weight 0.5; set l0.weight[1] [1, 2]; set l0.weight[0,1] = 9; print l0.weight"
      ).last == "l0.weight [[0.5000, 9.0000], [1.0000, 2.0000]]")
    #expect(
      session.says("set lr 0.25; set lr = 0.5; print lr") == [
        "optimizer sgd lr=0.25", "optimizer sgd lr=0.5", "lr 0.5000",
      ])
    #expect(session.says("set l0.output 3") == ["! only parameters and lr can be set"])
    #expect(session.says("set l0.weight.grad 3") == ["! only parameters and lr can be set"])
    #expect(session.says("set lr -3") == ["! the learning rate is from 0 to 1000000, not -3"])
    #expect(
      session.says("set l0.weight[0,0] [1]") == ["! l0.weight[0,0] is one number, and this is 1"])
  }

  @Test func `predict says what the network says, and the class`() {
    var session = Session.after(
      "input 2; add linear 2; set l0.weight [[1, 0], [0, 1]]; set l0.bias 0")
    #expect(
      session.says("predict 1 -1; predict [0.5, 2]; predict 1, 2") == [
        "output [1, -1]", "output [0.5000, 2.0000]", "output [1, 2]",
      ])
    #expect(
      session.says("data values x=[[1, 2]] labels=[1]; predict 3 4") == [
        "values: 1 sample of 2 values, targets of 2 classes", "output [3, 4]",
        "the greatest output is class 1",
      ])
  }

  @Test func `time says how long another command took, and it can be undone`() {
    var session = Session.after("input 2")
    #expect(
      session.says("time add linear 1; history") == [
        "l0 linear 2→1 · 3 parameters", "it took 0 microseconds",
        "history\n | command | step | \n1 | input 2 | 0 | \n2 | add linear 1 | 0 | now\n2 to undo, 0 to redo",
      ])
  }

  @Test func `no number is stale: what changes the network changes what print says`() {
    var session = Session.after(
      """
      input 1; add linear 1; loss mse; set l0.weight 1; set l0.bias 0
      data values x=[[1], [3]] y=[[0], [0]]; batch 1; seed 1; forward
      """)
    // The batch drawn is the second sample; all samples together have (1 + 9) / 2.
    #expect(
      session.says("print loss, train.loss, l0.output")
        == ["loss 9", "train.loss 5", "l0.output [[3]]"])
    #expect(
      session.says("set l0.weight 2; print loss, l0.output").dropFirst()
        == ["loss 20", "l0.output [[2], [6]]"])
    #expect(
      session.says("backward")
        == [
          "! backward needs a forward pass of the network as it is now; in PyTorch there would be no "
            + "graph to go back through"
        ])
    #expect(session.says("forward; print loss").last == "loss 36")
    #expect(session.says("batch all; print loss").last == "loss 20")
    #expect(session.says("data values x=[[2]] y=[[0]]; print loss").last == "loss 16")
    #expect(session.says("backward").last?.hasPrefix("! backward needs a forward pass") == true)
  }

  @Test func `quit asks to leave`() {
    var session = Session()
    let run = session.run("exit; input 2", in: .fake())
    #expect(run.steps.map(\.outcome.quits) == [true])
    #expect(session.network.input == nil)
  }

  @Test func `show data is a table where no picture draws it`() {
    var session = Session.after("data xor")
    #expect(
      session.says("show data") == [
        "xor\nsample | x1 | x2 | target\n0 | 0 | 0 | 0\n1 | 0 | 1 | 1\n2 | 1 | 0 | 1\n3 | 1 | 1 | 0"
      ])
  }

  @Test func `pictures are asked for by name, of what they are of, if there is something to draw`()
  {
    let environment = Environment.fake(pictures: [
      PictureDeclaration(
        verb: .show, name: "weights", summary: "", subject: .optionalLayer, needs: [.parameters]),
      PictureDeclaration(
        verb: .plot, name: "boundary", summary: "", subject: .session, needs: [.plane]),
      PictureDeclaration(
        verb: .plot, name: "neuron", summary: "", subject: .neuron, needs: [.plane]),
      PictureDeclaration(
        verb: .plot, name: "loss", summary: "", subject: .session, needs: [.losses]),
    ])
    var session = Session()
    #expect(session.says("show weights", in: environment) == ["! the network has no input yet"])
    #expect(session.run("input 2; add linear 3", in: environment).failure == nil)
    let run = session.run(
      "show weights; show Weights 0; plot neuron l0.n2; plot boundary", in: environment)
    #expect(
      run.steps.flatMap(\.outcome.reports) == [
        .picture(PictureRequest(name: "weights")),
        .picture(PictureRequest(name: "weights", layer: 0)),
        .picture(PictureRequest(name: "neuron", layer: 0, neuron: 2)),
        .picture(PictureRequest(name: "boundary")),
      ])
    #expect(
      session.says("show weights l1", in: environment) == [
        "! there is no layer 1: the only layer is l0"
      ])
    #expect(session.says("show weights l0.n1", in: environment) == ["! weights is of a layer: l0"])
    #expect(session.says("plot neuron", in: environment) == ["! plot neuron needs a neuron"])
    #expect(
      session.says("plot boundary l0", in: environment) == ["! boundary is of the whole session"])
    #expect(session.says("plot loss", in: environment) == ["! nothing has been trained yet"])
    #expect(
      session.says("plot weights", in: environment) == ["! plot knows no picture \"weights\""])
    #expect(session.says("plot", in: environment) == ["! plot what? boundary, neuron, loss"])
    #expect(
      session.says("new; input 3; add linear 1; plot boundary", in: environment).last
        == "! a map needs two inputs, and the network reads 3")
  }
}

@Suite struct `Data sets` {
  private static let files = [
    "iris.csv": "length,width,species\n5.1,3.5,setosa\n7.0,3.2,versicolor\n6.3,3.3,virginica\n",
    "held.csv": "length,width,species\n5.0,3.4,virginica\n",
    "other.csv": "length,width,species\n5.0,3.4,rose\n",
    "wide.csv": "a,b,c,species\n5.0,3.4,1,setosa\n",
    "bad.csv": "a,b\n1,2\nthree,4\n5,6\n",
    "hole.csv": "a,b\n1,\n", "ragged.csv": "a,b\n1,2,3\n", "empty.csv": "", "one.csv": "a\n1\n",
    "quote.csv": "a,b\n\"1,2\n", "numbers.csv": "a,b\n1,0\n2,1\n3,2\n",
    "my data/1-a.csv": "a,b\n1,2\n",
  ]

  @Test func `a file is read, its target named, a second one held out`() {
    let environment = Environment.fake(files: Self.files)
    var session = Session()
    #expect(
      session.says("data load iris.csv target=species", in: environment) == [
        "iris.csv: 3 samples of 2 values, targets of 3 classes"
      ])
    #expect(
      session.says("data load iris.csv target=3 test=held.csv", in: environment) == [
        "iris.csv: 3 samples of 2 values, targets of 3 classes · 1 held out"
      ])
    #expect(session.testData?.targets == .classes([2], count: 3))
    #expect(
      session.says("data load numbers.csv kind=classes", in: environment) == [
        "numbers.csv: 3 samples of 1 value, targets of 3 classes"
      ])
    #expect(
      session.says("data load numbers.csv target=a", in: environment) == [
        "numbers.csv: 3 samples of 1 value, targets of 1 value"
      ])
    #expect(
      session.says("data load \"my data/1-a.csv\"", in: environment) == [
        "1-a.csv: 1 sample of 1 value, targets of 1 value"
      ])
  }

  @Test(arguments: [
    ("bad.csv", "bad.csv:3: column 1 (a) holds \"three\", and a number is expected there"),
    ("hole.csv", "hole.csv:2: column 2 (b) holds no value"),
    ("ragged.csv", "ragged.csv:2: 3 cells, and the first row has 2"),
    ("empty.csv", "empty.csv has no rows"),
    ("one.csv", "one.csv has one column only: nothing is left to learn from beside the target"),
    ("quote.csv", "quote.csv:2: the quote in column 1 is never closed"),
    ("none.csv", "there is no file none.csv"),
    ("iris.csv target=spezies", "iris.csv has no column \"spezies\""),
    (
      "iris.csv test=other.csv",
      "other.csv:2: column 3 (species) holds \"rose\", which does not occur in the data to learn from"
    ),
    ("iris.csv test=wide.csv", "wide.csv has 3 inputs a row, and iris.csv has 2"),
    ("iris.csv kind=words", "classes or values is expected here"),
    (
      "iris.csv tset=held.csv",
      "data has no setting \"tset\": it has target, inputs, labels, test, test_target, test_inputs, "
        + "test_labels, kind, header, image"
    ),
  ]) func `a file that is no table of numbers is refused with its place`(
    _ arguments: String, _ message: String
  ) {
    var session = Session.after("data xor")
    let before = session
    #expect(
      session.says("data load \(arguments)", in: .fake(files: Self.files)) == ["! \(message)"])
    #expect(session == before)
  }

  @Test(arguments: [
    ("x=[[1, 2]] y=[[1]]", "values: 1 sample of 2 values, targets of 1 value"),
    ("x=[[1, 2], [3, 4]] y=[1, 0]", "values: 2 samples of 2 values, targets of 1 value"),
    ("y=[[1, 0]] x=[[1, 2]]", "values: 1 sample of 2 values, targets of 2 values"),
    ("x=[[[1, 2], [3, 4]]] labels=[4]", "values: 1 sample of 4 values, targets of 5 classes"),
    ("x=[[1,\n 2]] # one\n", "! the targets are missing"),
    ("x=[1, 2] y=[1]", "! x holds one row for each sample, in brackets of its own"),
    ("x=[[1, 2]] y=[[1], [2]]", "! x has 1 rows and y has 2: one each for every sample"),
    ("x=[[1, 2]] y=[[1]] labels=[1]", "! y or labels, not both"),
    ("x=[[1, 2]] labels=[0.5]", "! a class is a whole number from 0 on"),
    ("x=[[1, 2]] labels=[1e9]", "! a class is a whole number from 0 on"),
    ("x=[[1, 2]] labels=[1, 2]", "! labels holds one class for each of the 1 samples"),
    ("x=[] y=[]", "! x is empty"), ("x=[[]] y=[[]]", "! x is empty"),
    ("y=[[1]]", "! x=[[…]] is missing"),
    ("x=3 y=[[1]]", "! x is a list of rows"),
    ("x=[[1/0]] y=[[1]]", "! x holds something that is no finite number"),
    ("x=[[1, 2] y=[[1]]", "! this [ is never closed"),
    ("x=[[1, 2]] y=[[1]] z=3", "! data has no setting \"z\": it has x, y, labels, classes"),
  ]) func `samples are written out`(_ arguments: String, _ expected: String) {
    var session = Session()
    #expect(session.says("data values \(arguments)") == [expected])
  }

  @Test func `split is the same for the same seed, whatever was drawn before`() throws {
    var first = Session.after("seed 4; data spiral n=40; split 0.8")
    let second = Session.after("seed 4; data spiral n=40; input 2; add linear 9; split 0.8")
    #expect(first.trainingData == second.trainingData)
    #expect(first.trainingData?.count == 32)
    #expect(first.testData?.count == 8)
    #expect(first.says("split 0.5") == ["20 samples to learn from, 20 held out"])
    #expect(
      first.says("data values x=[[1]] y=[1]; split 0.5").last == "! one sample cannot be split")
  }

  @Test func `a mismatch with the network is said at once, and refused when it matters`() {
    var session = Session.after("input 2; add linear 1; loss mse")
    #expect(
      session.says("data values x=[[1, 2, 3]] y=[[1]]") == [
        "values: 1 sample of 3 values, targets of 1 value",
        "mind: values has 3 values a sample, and the network reads 2: input 3 fits one without layers to it",
      ])
    #expect(
      session.says("forward") == [
        "! the network reads 2 values a sample, and the data has 3 values"
      ])
    #expect(
      session.says("data xor; loss cross_entropy").last
        == "mind: cross_entropy cannot compare an output of 1 value with targets of 1 value")
  }
}
