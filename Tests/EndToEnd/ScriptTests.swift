import Foundation
import Testing

/// Commands on standard input, as a script or a grader gives them.
struct ScriptTests {
  static let program = TerminalWindow.binary
  static let variants = ["portable", "avx2", "avx512", "neon"]

  static let oneStep = """
    input 2; add linear 2; add tanh; add linear 1; add sigmoid; loss bce; optimizer sgd lr=0.5
    set l0.weight [[0.5, 0.2], [-0.3, 0.8]]; set l0.bias [0.1, -0.1]; set l2.weight [[0.7, -0.4]]
    set l2.bias [0.05]; data values x=[[1, -1]] y=[[1]]; forward; print loss; backward
    print l0.weight.grad; step; forward; print loss
    """

  /// One sample through 2-2-1, worked out by hand, is the same with every instruction set.
  @Test(arguments: variants)
  func `One step of training gives the numbers worked out by hand`(kernels: String) throws {
    var environment = ProcessInfo.processInfo.environment
    environment["GRADUS_KERNELS"] = kernels
    let run = try Command.run(
      [Self.program, "repl"], input: Self.oneStep + "\n", environment: environment)
    if run.status != 0 {
      // This processor has no such instructions, and Gradus says so.
      #expect(run.errors.contains(kernels))
      #expect(kernels != "portable")
      return
    }
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.hasPrefix("loss 0") } == ["loss 0.4203", "loss 0.2749"])
    #expect(lines.contains("l0.weight.grad [[-0.2055, 0.2055], [0.0419, -0.0419]]"))
  }

  @Test func `The seed gives PyTorch's numbers`() throws {
    let run = try Command.run(
      [Self.program, "repl"], input: "seed 42; input 2; add linear 4; print l0.weight")
    #expect(
      run.output.hasSuffix(
        """
        l0.weight [[ 0.5406,  0.5869],
                   [-0.1657,  0.6496],
                   [-0.1549,  0.1427],
                   [-0.3443,  0.4153]]

        """))
  }

  @Test func `A script stops at its first error, with status 1 and the line`() throws {
    let script = "input 2\nadd linera 3\nprint 6 * 7\n"
    let stopped = try Command.run([Self.program, "repl"], input: script)
    #expect(stopped.status == 1)
    #expect(stopped.output == "input: 2 values a sample\n")
    #expect(
      stopped.errors == """
        line 2:
        > add linera 3
              ^^^^^^ there is no layer "linera"
          try: add linear 3
           or: help layers

        """)
    let kept = try Command.run([Self.program, "repl", "--keep-going"], input: script)
    #expect(kept.status == 1)
    #expect(kept.output.hasSuffix("6 * 7 42\n"))
  }

  @Test func `Without a terminal the first lesson is played as a transcript`() throws {
    let run = try Command.run([Self.program, "learn"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.hasPrefix("A neuron\n"))
    #expect(run.output.contains("✓ Lesson finished: A neuron"))
    #expect(!run.output.contains("\r") && !run.output.contains("\u{1B}"))
  }
}
