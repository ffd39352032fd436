import LessonEngine
import Testing

@Suite("The id of a step")
struct StepIDTests {
  @Test func `is made of the heading as it is written, whatever its variables are`() throws {
    let text =
      "---\nlesson: a\nformat: 1\ntitle: A\nvars: {n: integer(2, 50)}\n---\n\n"
      + "## Sum of {{n}}\n\nOne.\n\n## Sum of {{ n }}\n\nTwo.\n"
    var titles = Set<String>()
    for draw in UInt64(0)..<9 {
      let lesson = try Lesson(parsing: text, file: "a.md", draw: draw)
      #expect(lesson.steps.map(\.id) == ["sum-of-n", "sum-of-n-1"])
      titles.insert(lesson.steps[0].title)
      let findings = try Linter(
        lesson: lesson, course: LessonsAround(lessons: [], published: ["a.md"]),
        columns: { $0.count }
      ).findings(in: environment).filter { $0.rule == "missing-step-id" }
      #expect(
        findings.map(\.error.hint) == [
          "below it: <!-- step id=sum-of-n -->", "below it: <!-- step id=sum-of-n-1 -->",
        ])
    }
    #expect(titles.count > 1)
  }
}
