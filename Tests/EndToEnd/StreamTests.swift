import Foundation
import Testing

/// The program without a terminal: pipes and files.
struct StreamTests {
  func gradus(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Command {
    try gradus(arguments, input: input, environment: environment)
  }

  func gradus(
    _ arguments: [String], input: String, environment: [String: String] = [:]
  ) throws -> Command {
    var variables = ProcessInfo.processInfo.environment
    variables["SWIFT_BACKTRACE"] = "enable=no"
    variables["GRADUS_KERNELS"] = nil
    variables["GRADUS_THREADS"] = nil
    variables.merge(environment) { $1 }
    return try Command.run(
      [TerminalWindow.binary] + arguments, input: input, environment: variables)
  }

  static let walk = """
    input 2; add linear 2; add tanh; add linear 1; add sigmoid; loss bce; optimizer sgd lr=0.5
    set l0.weight [[0.5, 0.2], [-0.3, 0.8]]; set l0.bias [0.1, -0.1]; set l2.weight [[0.7, -0.4]]
    set l2.bias [0.05]; data values x=[[1, -1]] y=[[1]]; forward; print loss; backward
    print l0.weight.grad; step; forward; print loss

    """

  @Test func `A session from a file becomes a lesson too, which is valid and passes its test`()
    throws
  {
    let folder = NSTemporaryDirectory() + "gradus-stream-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a.md"
    let ran = try gradus("repl", input: "record \(path)\n" + Self.walk + "record off\nprint 1\n")
    #expect(ran.status == 0, "\(ran.errors)")
    #expect(ran.output.contains("Recording into \(path)"))
    let lesson = try String(contentsOfFile: path, encoding: .utf8)
    #expect(lesson.contains("> print loss\nloss 0.4203\n"))
    #expect(!lesson.contains("> print 1"))
    #expect(try gradus("test", path).status == 0)
    let again = try gradus("repl", input: "record \(path)\nprint 1\n")
    #expect(again.status == 1)
    #expect(again.errors.hasPrefix("line 1:\n"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == lesson)
  }

  @Test(arguments: ["", "portable"])
  func `The worked example has its numbers with every kernel`(kernels: String) throws {
    let ran = try gradus("repl", input: Self.walk, environment: ["GRADUS_KERNELS": kernels])
    let lines = ran.output.split(separator: "\n")
    #expect(lines.contains("loss 0.4203"))
    #expect(lines.contains("l0.weight.grad [[-0.2055, 0.2055], [0.0419, -0.0419]]"))
    #expect(lines.last == "loss 0.2749")
    #expect(ran.errors == "")
    #expect(ran.status == 0)
  }

  @Test func `The first error ends a file of commands with status 1, at its line`() throws {
    let ran = try gradus("repl", input: "print 1 + 1\n\nadd liner 3\nprint 2 + 2\n")
    #expect(ran.output == "1 + 1 2\n")
    #expect(ran.errors.hasPrefix("line 3:\n> add liner 3\n      ^^^^^ "))
    #expect(ran.status == 1)
  }

  @Test func `With --keep-going every line runs, and the status still tells`() throws {
    let ran = try gradus("repl", "--keep-going", input: "oops\nprint 2 + 2\noops")
    #expect(ran.output == "2 + 2 4\n")
    #expect(ran.errors.hasPrefix("line 1:\n"))
    #expect(ran.errors.contains("line 3:\n"))
    #expect(ran.status == 1)
    #expect(try gradus("repl", "--keep-going", input: "print 1\n").status == 0)
  }

  @Test func `A command goes on over lines while a bracket is open`() throws {
    let ran = try gradus("repl", input: "print sum([[1, 2],\n  [3, 4]])\nquit\nnonsense\n")
    #expect(ran.output.hasSuffix("10\n"))
    #expect(ran.status == 0)
  }

  @Test func `A pipe gets no carriage return and no escape sequence from a training run`() throws {
    let ran = try gradus(
      "repl",
      input: "seed 1; data xor; input 2; add linear 4; add tanh; add linear 1; add sigmoid\n"
        + "loss bce; train 200000 steps; plot loss; show weights\n")
    #expect(ran.status == 0)
    #expect(!ran.output.contains("\r"))
    #expect(!ran.output.contains("\u{1b}"))
  }

  @Test func `learn without a terminal plays the first lesson and is content`() throws {
    let played = try gradus("learn")
    #expect(played.status == 0)
    #expect(played.output.hasPrefix("A neuron\n"))
    #expect(played.output.contains("Lesson finished: A neuron"))
    #expect(try gradus().output == played.output)
    #expect(try gradus("play", "1").output == played.output)
  }

  static let notLessons = [
    "binary": "\u{0}\u{1}\u{2}", "unclosed": "# x\n\n```gradus run\n> input 2\n",
  ]

  @Test(arguments: [
    ("binary", ".md:1:1: this is not a text file: byte 1 is 0"),
    ("unclosed", ".md:3:1: this fence is never closed"),
  ])
  func `What is no lesson is one message with its place, and status 2`(
    name: String, message: String
  ) throws {
    let text = try #require(Self.notLessons[name])
    let path = NSTemporaryDirectory() + "gradus-\(name)-\(UUID().uuidString).md"
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let played = try gradus("play", path)
    #expect(played.status == 2)
    #expect(played.output == "")
    #expect(
      played.errors.split { $0.isWhitespace }.joined(separator: " ").contains(message))
    #expect(try gradus("learn", path).status == 2)
  }

  @Test(arguments: ["99", "no-such-lesson", "/nonexistent/lesson.md"])
  func `A lesson that is not there is one message and status 2`(word: String) throws {
    let played = try gradus("play", word)
    #expect(played.status == 2)
    #expect(played.errors.split(separator: "\n").count == 1)
  }

  @Test func `Kernels that the processor has not are a usage error that names those it has`() throws
  {
    let ran = try gradus("repl", input: "print 1\n", environment: ["GRADUS_KERNELS": "abacus"])
    #expect(ran.status == 64)
    #expect(ran.output == "")
    #expect(ran.errors.contains("no kernels abacus; it has portable"))
  }

  @Test(arguments: [
    (["--threads", "0"], nil, "--threads is from 1 to 64, not 0"),
    (["--threads", "65"], nil, "--threads is from 1 to 64, not 65"),
    (["--threads", "many"], nil, "The value 'many' is invalid for '--threads <number>'"),
    (["--threads", "99999999999999999999"], nil, "'99999999999999999999' is invalid"),
    ([], "-1", "GRADUS_THREADS is from 1 to 64, not -1"),
    ([], "two", "GRADUS_THREADS is a number of threads, not two"),
  ])
  func `A number of threads that cannot be is a usage error`(
    words: [String], variable: String?, message: String
  ) throws {
    let ran = try gradus(
      ["repl"] + words, input: "print 1\n",
      environment: variable.map { ["GRADUS_THREADS": $0] } ?? [:])
    #expect(ran.status == 64)
    #expect(ran.output == "")
    #expect(ran.errors.contains(message))
  }

  @Test func `Any number of threads prints the same numbers`() throws {
    // Large enough that the work is shared: 200 × 40 × 30 × 30 multiply-adds.
    let script = """
      seed 1; data spiral n=200; input 2; add linear 400; add tanh; add linear 300; add tanh
      add linear 1; add sigmoid; loss bce; optimizer adam lr=0.01; batch 64; train 20 steps
      print 1e6 * train.loss; print 1e6 * sum(l2.weight)

      """
    let alone = try gradus(["repl", "--threads", "1"], input: script)
    #expect(alone.status == 0)
    for threads in ["2", "3", "7"] {
      #expect(try gradus(["repl", "--threads", threads], input: script).output == alone.output)
    }
  }

  @Test(arguments: ["0", "x", "", "-1G", "12Q", "512", "1e9G", "99999999999999999999G", "G"])
  func `A size of memory that cannot be is a usage error`(size: String) throws {
    let ran = try gradus(["repl", "--memory=\(size)"], input: "print 1\n")
    #expect(ran.status == 64)
    #expect(ran.output == "")
    #expect(ran.errors.contains("for '--memory <size>'"))
  }

  /// A script, what the refusal says is needed, and the least size that would do.
  @Test(arguments: [
    ("input 1000; add linear 1000", "linear 1000→1000.weight of 1000×1000 numbers (7.6 MiB)", "8M"),
    (
      "input 300; add linear 300; optimizer adam", "what adam keeps of 4×90300 numbers (1.4 MiB)",
      "2M"
    ),
    (
      "input 100; add linear 400; optimizer adam; init orthogonal; add linear 200",
      "linear 400→200.weight of 200×400 numbers (1.2 MiB)", "2M"
    ),
    (
      "data circle n=80000; input 2; add linear 4; loss bce; forward", "batch of 80000×6 numbers",
      "8M"
    ),
    ("data bars n=1000 size=20", "the pictures of 1000×20×20 would take 1.5 MiB", "2M"),
    ("data bars n=1000000 size=64", "the pictures of 1000000×64×64 would take 15.3 GiB", "16G"),
  ])
  func `What would take more memory than is allowed is refused, with the way out`(
    script: String, refusal: String, way: String
  ) throws {
    let ran = try gradus(["repl", "--memory", "1M"], input: script + "\n")
    let said = ran.errors.split { $0.isWhitespace }.joined(separator: " ")
    #expect(ran.status == 1)
    #expect(said.contains(refusal), "\(said)")
    #expect(said.contains("1.0 MiB"))
    #expect(said.contains("gradus --memory \(way)"), "\(said)")
  }

  @Test func `Sizes that no number can count are refused before anything is made`() throws {
    for script in [
      "input 4000000 4000000 4000000", "input 16000000; add linear 9000000000000000000",
      "input 3 9 9; add conv2d 9000000000000000000 kernel=3",
      "input 10; add embedding num=9000000000000000000 dim=9000000000000000000",
      "input 3 4; add lstm hidden=9000000000000000000",
    ] {
      let ran = try gradus(["repl"], input: script + "\n")
      let said = ran.errors.split { $0.isWhitespace }.joined(separator: " ")
      #expect(ran.status == 1, "\(script)")
      #expect(said.contains("too large"), "\(script): \(said)")
    }
  }

  @Test func `A reader that goes away ends the program without a word`() throws {
    let command = "yes 'print 1' | \(TerminalWindow.binary) repl 2>&1 | head -2"
    let ran = try Command.run(["sh", "-c", command])
    #expect(ran.output == "1 1\n1 1\n")
    #expect(ran.errors == "")
  }
}
