import LessonEngine
import Testing

@Suite("A rehearsal")
struct RehearsalTests {
  private func faults(_ text: String) throws -> [String] {
    let lesson = try Lesson(parsing: text, file: "sample.md")
    return Rehearsal(lesson: lesson, render: plain).faults(in: environment).map { "\($0)" }
  }

  @Test func `finds nothing in a good lesson`() throws {
    #expect(try faults(sampleText) == [])
  }

  @Test(arguments: [
    // A second answer that is none.
    (
      "input 2; add linear 1\n", "input 2; add linear 1; add tanh\n",
      """
      sample.md:34:1: this answer is not accepted
      input 2; add linear 1; add tanh
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      not met: one linear layer (layers is 2, wanted 1)
      """
    ),
    // A reject that is accepted.
    (
      "add tanh\n", "print 1\n",
      """
      sample.md:43:1: this is accepted, and must not be
      ```gradus reject
      ^^^^^^^^^^^^^^^^
      """
    ),
    // A reject that is answered by something else.
    (
      "-- One layer is enough\n", "-- Too many layers\n",
      """
      sample.md:43:1: this gets another feedback
      ```gradus reject
      ^^^^^^^^^^^^^^^^
      it is told: One layer is enough: remove 1
      """
    ),
  ])
  func `finds what is wrong`(old: String, new: String, expected: String) throws {
    let text = sampleText.replacing(old, with: new, maxReplacements: 1)
    #expect(text != sampleText)
    #expect(try faults(text) == [expected])
  }

  @Test func `finds a step that cannot be done once those before it were skipped`() throws {
    // The goal is met before the answer's last command, so that only who skips runs that one.
    let text = """
      ---
      lesson: a
      format: 1
      title: A
      ---

      ## One

      ```gradus try
      input 2
      input 3
      ```

      ```gradus check
      require inputs == 2 -- two inputs
      ```

      ## Two

      ```gradus try
      add linear 1
      ```

      ```gradus check
      require parameters == 3 -- three parameters
      ```
      """
    #expect(
      try faults(text) == [
        """
        sample.md:20:1: after all steps before were skipped, the lesson does not accept its own \
        answer here
        ```gradus try
        ^^^^^^^^^^^^^
        """
      ])
  }
}
