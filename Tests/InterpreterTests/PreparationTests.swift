import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Features and standardisation` {
  private static let data =
    "data values x=[[1, 4], [2, 4], [3, 4], [4, 4]] y=[[0], [1], [1], [0]]; "

  @Test func `features are made of the columns, sample by sample`() throws {
    var session = Session.after(Self.data + "features x x*y x^2 -x+1")
    let data = try #require(session.trainingData)
    #expect(data.inputShape == [4])
    #expect(data.inputs == [1, 4, 1, 0, 2, 8, 4, -1, 3, 12, 9, -2, 4, 16, 16, -3])
    #expect(data.featureNames == ["x", "x*y", "x^2", "-x+1"])
    #expect(session.rawTrainingData?.inputs == [1, 4, 2, 4, 3, 4, 4, 4])
    #expect(
      session.says("features")
        == ["features: 4 values a sample, x, x*y, x^2, -x+1, made of x, y"])
    #expect(
      session.says("features none")
        == ["no features: the network reads the columns as they are: x, y"])
    #expect(session.trainingData == session.rawTrainingData)
  }

  @Test func `predict takes the columns and makes the same features of them`() throws {
    var session = Session.after(
      Self.data + "features x*y; input 1; add linear 1; set l0.weight 1; set l0.bias 0")
    #expect(session.says("predict 3 5") == ["output 15"])
    #expect(session.says("predict 3") == ["! a sample has 2 values, and these are 1"])
    #expect(try session.predict([1, 2, 3, 4]) == [2, 12])
    #expect(session.run("standardise", in: .fake()).failure == nil)
    // x·y is 4, 8, 12, 16: mean 10, deviation √20.
    let output = try session.predict([10, 1])
    #expect(output == [0])
  }

  @Test func `a named number keeps the value that it had`() throws {
    var session = Session.after(Self.data + "let k = 3; features k*x; let k = 9")
    #expect(session.trainingData?.inputs == [3, 6, 9, 12])
    #expect(session.says("data noise 0.5; features").last?.contains("k*x") == true)
  }

  @Test(arguments: [
    ("features z", "the data has no column \"z\"", "its columns are x, y"),
    ("features 1+2", "a feature is made of a column, and this names none", "the columns are x, y"),
    ("features loss", "the data has no column \"loss\"", "its columns are x, y"),
    (
      "features x-mean(x)", "mean looks at many numbers, and a feature is of one sample alone",
      "standardise takes mean and deviation over all samples"
    ),
    ("features [x,y]", "a feature is a formula of columns and numbers", "features x y x*y"),
  ])
  func `what is no feature is refused`(_ line: String, _ message: String, _ hint: String) {
    let session = Session.after(Self.data)
    let text = failure(of: line, on: session)
    #expect(text.contains("\n\(message)\n") && text.hasSuffix("try: \(hint)"), "\(text)")
  }

  @Test func `a feature that is no number names the sample`() {
    #expect(
      failure(of: "features log(x-1)", on: Session.after(Self.data)) == """
        features log(x-1)
        ^^^^^^^^^^^^^^^^^
        log(x-1) is no finite number for sample 0, where x = 1
        """)
    #expect(failure(of: "features x").contains("there is no data yet"))
  }

  @Test func `columns go by names with spaces and signs too`() {
    let files = ["f.csv": "petal length (cm),Width,y\n1,2,0\n3,4,1\n"]
    let session = Session.after(
      "data load f.csv; features petal_length_cm*width x2", in: .fake(files: files))
    #expect(session.trainingData?.inputs == [2, 2, 12, 4])
  }

  @Test func `standardising gives mean 0 and deviation 1, and leaves constants at 0`() throws {
    var session = Session.after(Self.data)
    #expect(
      session.says("standardise") == [
        "each input is (value - mean) / deviation now, by the 4 samples to learn from; predict "
          + "does the same",
        "\ninput | mean | deviation\nx1 | 2.5000 | 1.1180\nx2 | 4.0000 | 0",
        "one input is always the same and only moved to 0: x2",
      ])
    let inputs = try #require(session.trainingData?.inputs)
    let deviation = Float(1.25.squareRoot())
    #expect(inputs == [-1.5, -0.5, 0.5, 1.5].flatMap { [Float($0) / deviation, 0] })
    #expect(session.says("standardize") == ["the inputs are standardised already"])
    #expect(
      session.says("standardise none") == ["the inputs are as they were, not standardised"])
    #expect(session.trainingData == session.rawTrainingData)
  }

  @Test func `held-out samples have no say`() throws {
    var session = Session.after("data gauss n=40; split 0.5")
    #expect(session.run("standardise", in: .fake()).failure == nil)
    let (train, test) = (try #require(session.trainingData), try #require(session.testData))
    let rule = Standardization(fitting: try #require(session.rawTrainingData))
    #expect(train.inputs == rule.applied(to: try #require(session.rawTrainingData).inputs))
    #expect(test.inputs == rule.applied(to: try #require(session.rawTestData).inputs))
    // A new split fits anew.
    #expect(session.run("split 0.25 shuffle=false", in: .fake()).failure == nil)
    let mean = try #require(session.trainingData).inputs.reduce(0, +) / 20
    #expect(abs(mean) < 1e-6)
    #expect(
      session.rawTestData?.inputs
        == Array(
          Session.after("data gauss n=40")
            .rawTrainingData?.inputs.suffix(60) ?? []))
  }

  @Test func `undo takes preparations back, and new data begins without`() {
    var session = Session.after("data circle n=10")
    let plain = session.trainingData
    #expect(session.run("features x*y; standardise; undo 2", in: .fake()).failure == nil)
    #expect(session.trainingData == plain)
    #expect(session.run("redo 2; data circle n=10", in: .fake()).failure == nil)
    #expect(session.trainingData == plain)
  }

  @Test func `noise and shuffling follow from the seed`() throws {
    var session = Session.after("seed 7; data circle n=50")
    let plain = try #require(session.trainingData)
    #expect(
      session.says("data noise 0.1")
        == ["noise of deviation 0.1 was added to each input of 50 samples"])
    let moved = try #require(session.trainingData)
    let changes = zip(moved.inputs, plain.inputs).map { Double($0 - $1) }
    let deviation = (changes.reduce(0) { $0 + $1 * $1 } / 100).squareRoot()
    #expect(deviation > 0.07 && deviation < 0.13)
    #expect(Session.after("seed 7; data circle n=50; data noise 0.1").trainingData == moved)
    #expect(session.run("undo; data shuffle", in: .fake()).failure == nil)
    #expect(session.trainingData == plain.shuffled(seed: 7))
    #expect(failure(of: "data noise -1", on: session).contains("above 0 and at most 1000"))
    #expect(failure(of: "data shuffle").contains("there is no data yet"))
  }
}
