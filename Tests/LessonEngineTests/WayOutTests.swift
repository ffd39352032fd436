import LessonEngine
import Testing

/// A learner is sent only to what is there.
@Suite("Where a learner is stuck") struct WayOutTests {
  private static let hint = "\n<details><summary>Hint</summary>\n\nIt is 4.\n\n</details>\n"

  private func begun(_ policy: String, hint: Bool, fence: String? = nil) throws -> Learner {
    let fence = fence ?? "```answer number\n4\n```"
    var learner = Learner(
      try lesson(
        "## One\n\n\(fence)\n\(hint ? Self.hint : "")", front: "policy: {\(policy)}\n"))
    learner.begin()
    return learner
  }

  @Test(arguments: [
    ("skip: no", true, "note: This lesson has no skip. hint helps."),
    ("skip: no", false, "note: This lesson has no skip. solution shows a good answer."),
    (
      "skip: no, solution: after 2", false,
      "note: This lesson has no skip. solution shows a good answer after 2 tries."
    ),
    ("skip: no, solution: never", false, "note: This lesson has no skip."),
  ]) func `skip that is not allowed names what is there`(
    policy: String, hint: Bool, said: String
  ) throws {
    var learner = try begun(policy, hint: hint)
    #expect(learner.type("skip") == said)
  }

  @Test func `a guess is never beyond anybody`() throws {
    var learner = try begun(
      "skip: no", hint: false, fence: "```gradus predict\nlet a = 1\nanswer = a +- 0.1\n```")
    #expect(learner.type("skip") == "note: This lesson has no skip. Any guess goes on.")
  }

  @Test func `the last hint does not promise a solution that is not to be had yet`() throws {
    var learner = try begun("solution: after 2", hint: true)
    learner.type("hint")
    #expect(
      learner.type("hint")
        == "note: There are no more hints. solution shows a good answer after 2 tries.")
    #expect(
      learner.type("solution")
        == "note: The solution is shown after 2 tries; so far there were 0.")
    learner.type("5")
    #expect(
      learner.type("hint")
        == "note: There are no more hints. solution shows a good answer after 1 more try.")
    #expect(
      learner.type("solution") == "note: The solution is shown after 2 tries; so far there was 1.")
    learner.type("6")
    #expect(
      learner.type("hint") == "note: There are no more hints. solution shows a good answer.")
    #expect(learner.type("solution") == "solution: 4")
  }

  @Test func `where no solution is shown, only a hint that is left is named`() throws {
    var learner = try begun("solution: never", hint: true)
    #expect(learner.type("solution") == "note: This lesson shows no solutions. hint helps.")
    learner.type("hint")
    #expect(learner.type("solution") == "note: This lesson shows no solutions.")
  }
}
