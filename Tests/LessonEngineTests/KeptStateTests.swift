import Interpreter
import LessonEngine
import Synchronization
import Testing

/// What is true of a lesson that was left is true when it is gone on with.
@Suite("A lesson that is gone on with")
struct KeptStateTests {
  private static let neuron = """
    ## One

    ```gradus try
    input 2; add linear 1
    ```

    ```gradus check
    require parameters == 3 and inputs == 2 -- one neuron with two inputs
    ```

    ## Two

    ```gradus run
    > set l0.weight [[0.5, -1]]
    ```

    How many parameters?

    ```answer number
    = parameters
    ```
    """

  /// The first line is refused; what follows gets further on what the lesson left than on it, or
  /// the other way round.
  @Test(arguments: [
    ["input 3; add linear 1", "input 2", "add linear 1"],
    ["input 3; add linear 1; add relu", "input 2", "add linear 1", "set l0.weight[0,1] 4"],
    ["input 3; add linear 1", "remove l0; input 2", "input 2; remove l5", "add linear 1"],
    ["input 3; add linear 1", "ad linear 1", "input 2", "add linear x", "add linear 1"],
    ["input 3; add linear 1", "add tanh; undo 99; print loss", "input 2; add linear 1"],
    ["input 3; add linear 1", "input 2", "save own.safetensors; print layers", "add linear 1"],
    ["input 3; add linear 1", "mark here; undo 77", "input 2", "add linear 1"],
    ["input 3; add linear 1", "input 2; add lineer 1", "add linear 1"],
  ]) func `has the network that it was left with, whatever was refused before`(
    lines: [String]
  ) throws {
    var world = environment
    world.writeFile = { _, _, _ throws(Diagnostic) in .made }
    let lesson = try lesson(Self.neuron)
    var player = LessonPlayer(lesson: lesson)
    var records = player.begin(in: world).records
    let rest = ["add linear 1", "", "3", "print parameters"]
    for (index, line) in (lines + [""]).enumerated() {
      records += player.submit(line, in: world).records
      var resumed = LessonPlayer(lesson: lesson, records: records)
      _ = resumed.begin(in: world)
      #expect(resumed.session == player.session, "after \(index): \(line)")
      #expect(resumed.stepNumber == player.stepNumber, "after \(index): \(line)")
      var other = player
      for next in rest {
        let said = withoutOffers(text(other.submit(next, in: world)))
        let again = withoutOffers(text(resumed.submit(next, in: world)))
        #expect(again == said, "after \(line), then \(next)")
      }
      #expect(resumed.session == other.session, "after \(line), and more")
    }
    #expect(player.stepNumber == 2)
  }

  /// Mistyped lines are not kept, and so the next offer of a hint can come later.
  private func withoutOffers(_ shown: String) -> String {
    shown.replacing(/\n?note: Stuck\?.*/, with: "")
  }

  @Test func `a mistyped line does not end the chance to begin anew`() throws {
    var learner = Learner(try lesson(Self.neuron))
    learner.begin()
    learner.type("input 3; add linear 1", "inptu 2")
    #expect(learner.type("input 2; add linear 1").hasSuffix("DONE One"))
  }

  @Test func `does not do again what was tried out beside it and dropped`() throws {
    let reads = Mutex(0)
    var world = environment
    world.readFile = { _ throws(Diagnostic) in
      reads.withLock { $0 += 1 }
      return Array("a,b,y\n1,0,1\n2,1,0\n".utf8)
    }
    func resumed(_ lines: [String]) throws -> (same: Bool, reads: Int) {
      let lesson = try lesson(Self.neuron)
      var player = LessonPlayer(lesson: lesson)
      var records = player.begin(in: world).records
      for line in lines { records += player.submit(line, in: world).records }
      reads.withLock { $0 = 0 }
      var again = LessonPlayer(lesson: lesson, records: records)
      _ = again.begin(in: world)
      return (again.session == player.session, reads.withLock { $0 })
    }
    let tried = ["input 2; add linear 1", "data load own.csv; add tanh"]
    // Still there, dropped by going on, kept.
    #expect(try resumed(tried) == (true, 1))
    #expect(try resumed(tried + [""]) == (true, 0))
    #expect(try resumed(tried + ["reset"]) == (true, 0))
    #expect(try resumed(tried + ["keep", ""]) == (true, 1))
  }

  @Test func `counts as shown what was shown before the step was begun again`() throws {
    func ending(_ lines: String...) throws -> JournalRecord.Ending? {
      var learner = Learner(
        try lesson(
          Self.neuron.replacing(
            "## Two", with: "<details><summary>Hint</summary>\n\nTwo.\n\n</details>\n\n## Two")))
      learner.begin()
      for line in lines { learner.type(line) }
      learner.type("input 2; add linear 1")
      let endings = learner.records.compactMap { record in
        if case .solved(let ending, _) = record.event { ending } else { nil }
      }
      var resumed = Learner(learner.player.lesson, records: learner.records)
      resumed.begin()
      #expect(resumed.player.session == learner.player.session)
      return endings.last
    }
    #expect(try ending() == .solved)
    #expect(try ending("hint") == .solvedWithHints)
    #expect(try ending("hint", "reset") == .solvedWithHints)
    #expect(try ending("solution", "reset") == .shown)
    #expect(try ending("solution", "input 2; add linear 1", "", "back") == .shown)
    #expect(try ending("reset", "input 3; add linear 1") == .solved)
    // Whoever begins the whole lesson again wants to be asked anew.
    #expect(try ending("solution", "reset lesson") == .solved)
  }
}
