import Foundation
import Interpreter
import LessonEngine
import NeuralNetwork
import Testing

@Suite("What a lesson may do")
struct BudgetTests {
  private static let network =
    "input 2; add linear 100; add tanh; add linear 1; add sigmoid; loss bce; data xor"

  private func fault(
    _ body: String, within meter: WorkMeter = LessonBudget.meter()
  ) throws -> (error: String?, isExceeded: Bool) {
    let lesson = try lesson(body, file: "greedy.md")
    var error: String?
    meter.measuring {
      let playback = Playback(lesson: lesson) { outcome, session in plain(outcome, session) }
      do throws(LessonError) {
        try playback.play(in: environment) { _ in }
      } catch let found {
        error = "\(found.headline)\(found.hint.map { " (\($0))" } ?? "")"
      }
    }
    return (error, meter.isExceeded)
  }

  /// Each kind of place where a lesson's commands and conditions stand, and where the message says
  /// that the fault is.
  @Test(arguments: [
    ("```gradus setup\n\(network)\ntrain 1000000000\n```", "greedy.md:11:1: train 1000000000: "),
    ("```gradus run\n> \(network)\n> train 1000000000\n```", "greedy.md:11:3: train 1000000000: "),
    (
      "```gradus setup\n\(network)\n```\n\n```gradus run\n> train until loss < 0 max=1000000000\n```",
      "greedy.md:14:3: train until loss < 0 max=1000000000: "
    ),
    (
      "```gradus try\n\(network)\ntrain 1000000000\n```\n\n```gradus check\nrequire steps > 1 -- t\n```",
      "greedy.md:11:1: "
    ),
    (
      "```gradus predict ask=\"Which?\"\n\(network)\ntrain 1000000000\nanswer = loss +- 0.1\n```",
      "greedy.md:11:1: train 1000000000: "
    ),
  ])
  func `ends with a message that names the limit, the command and its place`(
    body: String, place: String
  ) throws {
    // What is too much by far is refused at once by the lesson's own limit, the rest by this one.
    let found = try fault(
      "## Step\n\n" + body, within: WorkMeter(operations: 1_000_000_000, bytes: 1 << 28))
    #expect(found.isExceeded)
    #expect(
      found.error?.hasPrefix(place + "this goes beyond the ") == true,
      "\(found.error ?? "no error")")
  }

  @Test func `is counted over all of it, so that many small commands are too many`() throws {
    let lines = Array(repeating: "> train 30000 steps", count: 4).joined(separator: "\n")
    let found = try fault(
      "## Step\n\n```gradus run\n> \(Self.network)\n\(lines)\n```",
      within: WorkMeter(operations: 1_000_000_000, bytes: 1 << 28))
    #expect(found.isExceeded)
    #expect(
      found.error?.contains("train 30000 steps: this goes beyond the 1 billion operations") == true)
  }

  @Test(arguments: [
    "input 100000; add linear 100000", "data bars n=1000000 size=64",
    "input 1000 1000; add lstm hidden=100000",
  ])
  func `is bounded in bytes as well, on every machine alike`(command: String) throws {
    let found = try fault("## Step\n\n```gradus setup\n\(command)\n```")
    #expect(found.error != nil)
    #expect(found.isExceeded)
  }

  /// What is repeated, after what; all of it is too much, and a tenth of it is not.
  @Test(arguments: [
    ("add tanh", "input 2", 1_500), ("data mnist1d n=1000", "input 40", 20),
    ("data spiral n=1000", "input 2", 1_500),
    ("summary", "input 2" + String(repeating: "; add tanh", count: 200), 150),
  ]) func `counts what takes long in many small things`(line: String, first: String, times: Int)
    throws
  {
    func isTooMuch(_ times: Int) throws -> Bool {
      let lines = first + "\n" + String(repeating: line + "\n", count: times)
      return try fault(
        "## Step\n\n```gradus setup\n\(lines)```\n",
        within: WorkMeter(operations: 1_000_000_000, bytes: 1 << 28)
      ).isExceeded
    }
    #expect(try isTooMuch(times))
    #expect(try !isTooMuch(times / 10))
  }

  @Test func `that jumps round and round comes to its end all the same`() throws {
    let found = try fault(
      """
      ## One

      Text.

      ## Two

      ```gradus try
      print 1
      ```

      ```gradus check
      require used("print") -- printed
      ```

      <!-- goto one when="attempts < 9" -->
      """)
    #expect(found.error == nil)
    #expect(!found.isExceeded)
  }

  @Test func `does not bind the learner`() throws {
    let lesson = try lesson(
      "## Step\n\n```gradus setup\n\(Self.network)\n```\n\n```gradus try\nprint 1\n```\n\n"
        + "```gradus check\nrequire steps > 5 -- train\n```")
    var player = LessonPlayer(lesson: lesson)
    _ = player.begin(in: environment)
    // Under no meter: what is refused for a lesson is begun, and ends where the learner stops it.
    var stopping = environment
    stopping.isInterrupted = { true }
    let events = player.submit("train 1000000000", in: stopping)
    let failed = events.contains { if case .failed = $0 { true } else { false } }
    #expect(!failed)
    #expect(player.session.step > 0)
  }

  /// What a lesson's own answers do in a test or before the linter.
  private static let endless = [
    // A model answer, another one, a known wrong answer, a command that the lesson runs.
    "```gradus try\ntrain until loss < 0 max=100000000\n```\n\n```gradus check\n"
      + "require steps > 100 -- trained\n```",
    "```gradus try\ntrain 100\n```\n\n```gradus try\ntrain until loss < 0 max=100000000\n```\n\n"
      + "```gradus check\nrequire steps > 99 -- trained\n```",
    "```gradus try\ntrain 100\n```\n\n```gradus check\nrequire steps > 99 -- trained\n```\n\n"
      + "```gradus reject\ntrain until loss < 0 max=100000000\n-- x\n```",
    "```gradus run\n> train until loss < 0 max=100000000\n```",
  ]

  @Test(arguments: endless)
  func `is tested until something goes beyond it, and no further`(body: String) throws {
    let text = "## Step\n\n```gradus setup\n\(Self.network)\n```\n\n\(body)\n"
    // More than one lesson's budget for what ends well, and far less than one for each way.
    let meter = WorkMeter(operations: 2 * LessonBudget.operations, bytes: 1 << 30)
    let report = meter.measuring {
      LessonTest(file: "greedy.md", render: plain) { draw throws(LessonError) in
        try Lesson(parsing: text, file: "greedy.md", draw: draw)
      }.report(in: environment)
    }
    #expect(TestStatus(of: [report]) == .overBudget)
    #expect(report.faults.count == 1)
    let message = report.faults.first?.error.message ?? ""
    #expect(message.contains("this goes beyond the 50 billion operations"), "\(message)")
    #expect(meter.spent < 3 * LessonBudget.operations / 2)
  }

  @Test func `holds for the linter too, which plays the answers`() throws {
    let lesson = try lesson(
      "## Step\n\n```gradus setup\n\(Self.network)\n```\n\n\(Self.endless[0])\n")
    do throws(LessonError) {
      _ = try Linter(lesson: lesson, columns: { $0.count }).findings(in: environment)
      Issue.record("it went on")
    } catch {
      #expect(error.isOverBudget)
      #expect(error.message.contains("this goes beyond the 50 billion operations"))
      #expect(error.line == "train until loss < 0 max=100000000")
    }
  }

  @Test func `is far more than the lessons that ship need`() throws {
    let text = try String(
      contentsOf: lessonsFolder.appending(path: "13-images.md"), encoding: .utf8)
    let lesson = try Lesson(parsing: text, file: "13-images.md")
    let meter = LessonBudget.meter()
    try meter.measuring {
      Result {
        try Playback(lesson: lesson) { outcome, session in plain(outcome, session) }
          .play(in: environment) { _ in }
      }
    }.get()
    #expect(meter.spent > 100_000_000)
    #expect(meter.spent < LessonBudget.operations / 4)
  }

  @Test func `counts the same whatever the threads, the clock and the kernels`() throws {
    func spent(_ time: Duration) throws -> Int {
      var environment = environment
      let clock = Ticking(by: time)
      environment.now = { clock.tick() }
      let meter = LessonBudget.meter()
      var session = Session(seed: 1)
      meter.measuring {
        _ = session.run(
          "\(Self.network); batch 3; train 57; print loss; gradcheck", in: environment)
      }
      return meter.spent
    }
    #expect(try spent(.zero) == spent(.milliseconds(7)))
    #expect(try spent(.zero) == spent(.milliseconds(50)))
  }

  private final class Ticking: @unchecked Sendable {
    private var time = Duration.zero
    private let step: Duration
    init(by step: Duration) { self.step = step }
    func tick() -> Duration {
      time += step
      return time
    }
  }

  /// Whatever a command is in the middle of when the budget ends, it ends with an error.
  @Test(arguments: [
    "why", "gradcheck", "sweep lr=0.1,1 seeds=2", "train 9", "explain l0.n1", "undo 2",
  ])
  func `may end in the middle of any command`(command: String) {
    var start = Session(seed: 1)
    _ = start.run("\(Self.network); train 5; goto step 1; mark a", in: environment)
    for operations in stride(from: 1_000, to: 4_000_000, by: 61_803) {
      var session = start
      let meter = WorkMeter(operations: operations, bytes: 1 << 28)
      let run = meter.measuring { session.run(command, in: environment) }
      #expect((run.failure == nil) == (session == run.steps.last?.after))
    }
  }

  @Test func `includes little, however often it includes it`() {
    let part = String(repeating: "word\n\n", count: 15_000)
    let text =
      "---\nlesson: test\nformat: 1\ntitle: T\n---\n\n"
      + String(repeating: "<!-- include part.md -->\n\n", count: 70)
    do {
      _ = try Lesson(parsing: text, file: "greedy.md") { _ throws(Diagnostic) in part }
      Issue.record("6 MB were included")
    } catch {
      #expect(error.headline.hasPrefix("greedy.md:"))
      #expect(error.message.contains("more than 4 MiB are included"))
    }
  }
}
