import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Files of samples` {
  /// Two pictures of 1 × 2 pixels and their labels, as MNIST's files have them.
  private static let files: [String: [UInt8]] = [
    "images": [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102],
    "labels": [0, 0, 8, 1, 0, 0, 0, 2, 1, 0],
    "plain.csv": Array("1,2\n3,4\n".utf8),
    "words.csv": Array("size,\"colour, outer\",price\n1,red,10\n2,\"blue\",20\n".utf8),
    "held.csv": Array("size,\"colour, outer\",price\n3,green,30\n".utf8),
    "hole.csv": Array("a,b,c\n1,2,3\n4,,6\n".utf8),
  ]

  private static let environment = Environment(
    readShipped: { _ throws(Diagnostic) in [] },
    readFile: { path throws(Diagnostic) in
      guard let bytes = files[path] else { throw Diagnostic("there is no file \(path)") }
      return bytes
    },
    now: { .zero })

  @Test func `pictures and labels are read from two IDX files`() throws {
    var session = Session()
    #expect(
      session.says("data load images labels=labels", in: Self.environment)
        == ["images: 2 samples of 2 values, targets of 2 classes"])
    let data = try #require(session.trainingData)
    #expect(data.inputs == [0, 1, 0.2, 0.4])
    #expect(data.targets == .classes([1, 0], count: 2))
    #expect(
      session.run("data load images labels=labels image=true", in: Self.environment).failure == nil)
    #expect(session.trainingData?.inputShape == [1, 1, 2])
  }

  @Test func `a table with or without a header, words as inputs of 0 and 1`() throws {
    var session = Session()
    #expect(session.run("data load plain.csv header=false", in: Self.environment).failure == nil)
    #expect(session.trainingData?.inputs == [1, 3])
    #expect(session.run("data load words.csv target=size", in: Self.environment).failure == nil)
    let data = try #require(session.trainingData)
    #expect(data.featureNames == ["colour, outer=blue", "colour, outer=red", "price"])
    #expect(data.inputs == [0, 1, 10, 1, 0, 20])
  }

  @Test(
    arguments: [
      (
        "data load images", "images holds inputs alone: the targets are in a second file",
        "labels=FILE names it"
      ),
      (
        "data load images labels=plain.csv",
        "images or plain.csv, byte 0: this is not how an IDX array begins", nil
      ),
      ("data load hole.csv", "hole.csv:3: column 2 (b) holds no value", nil),
      (
        "data load words.csv test=held.csv",
        "held.csv:2: column 2 (colour, outer) holds \"green\", which does not occur in the data to "
          + "learn from", "known are blue, red"
      ),
      (
        "data load words.csv test_target=size",
        "test_target belongs to test: the file whose samples are held out", "test=words.csv"
      ),
    ] as [(String, String, String?)])
  func `what is wrong with a file is said`(_ line: String, _ message: String, _ hint: String?) {
    var session = Session()
    let failure = session.run(line, in: Self.environment).failure
    #expect(failure?.message == message)
    #expect(failure?.hint == hint)
    #expect(session == Session())
  }
}
