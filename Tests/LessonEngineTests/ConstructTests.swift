import Foundation
import Interpreter
import Markdown
import Testing

@testable import LessonEngine

@Suite("Every construct of the format")
struct ConstructTests {
  @Test func `stands in one lesson, which is done in every way`() throws {
    let faults = Rehearsal(lesson: try everyConstruct(), render: plain).faults(in: environment)
    #expect(faults == [], "\(faults.map(\.description).joined(separator: "\n"))")
  }

  @Test func `of the one list stands in that lesson`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/every-construct.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    for construct in Construct.all {
      let isThere =
        switch construct.place {
        case .frontMatter where construct.context == "vars": text.contains("\(construct.name)(")
        case .frontMatter: text.contains("\(construct.name):")
        case .fence where construct.context == "figure": text.contains("```figure ")
        case .fence: text.contains("```\(construct.context) \(construct.name)")
        case .line: text.contains("\n\(construct.name) ")
        case .comment: text.contains("<!-- \(construct.name)")
        case .details: text.contains("<summary>\(construct.name)</summary>")
        case .markdown, .course: true
        }
      #expect(isThere, "\(construct.name)")
    }
  }

  @Test(arguments: Construct.all)
  func `has a meaning in one line and an example that is read`(construct: Construct) throws {
    #expect(!construct.summary.isEmpty && !construct.summary.contains("\n"))
    var front = ""
    var body = "Text.\n"
    switch (construct.place, construct.context) {
    case (.frontMatter, "vars"): front = "vars: {x: \(construct.example)}\n"
    case (.frontMatter, "policy"): front = "policy: {\(construct.example)}\n"
    case (.frontMatter, _):
      let key = ["lesson", "format", "title"].contains(construct.name) ? "" : construct.example
      front = key + "\n"
    case (.fence, "gradus") where ["try", "check", "reject"].contains(construct.name):
      let others = [
        "try": "```gradus try\ninput 1\n```\n",
        "check": "```gradus check\nrequire layers == 1 -- x\n```\n",
      ].filter { $0.key != construct.name }.values.joined(separator: "\n")
      body = construct.example + "\n\n" + others
    case (.line, let fence):
      let lines = [
        "gradus run": [""], "gradus check": ["require layers == 2 -- x\n"],
        "gradus reject": ["add tanh\n"],
        "gradus predict": ["input 2\nadd linear 1\nlet before = 1\n"],
        "answer number": ["2.75\n"], "answer text": ["SGD\n"], "answer shape": ["(4, 2)\n"],
        "answer order": ["forward\nbackward\nstep\n"],
      ]
      let twice = ["choice", "order"].contains(construct.name) && fence == "gradus predict"
      body =
        "```\(fence)\n" + (lines[fence]?.first ?? "") + construct.example + "\n"
        + (twice ? construct.example + "\n" : "") + "```\n"
      if fence == "gradus check" || fence == "gradus reject" {
        body += "\n```gradus try\ninput 1\n```\n"
        if fence == "gradus reject" { body += "\n```gradus check\nrequire layers == 1 -- x\n```\n" }
      }
    case (.comment, _), (.details, _):
      let target = construct.name == "goto" ? "\n\n## Again\n\nText.\n" : ""
      let question = ["hint", "Hint", "Solution"].contains(construct.name)
      body = (question ? "```answer number\n1\n```\n\n" : "") + construct.example + "\n"
      if construct.name == "hint" {
        body += "<details><summary>Hint</summary>\n\nText.\n\n</details>\n"
      }
      body += target
    case (.course, _):
      #expect(Construct.courseExample.contains("\n\(construct.example)"))
    case (.markdown, _):
      if construct.name == "{{name}}" { front = "vars: {lr: 1}\n" }
      body = construct.example + "\n"
    default: body = construct.example + "\n"
    }
    // A comment that names a step stands right below its heading.
    let text = "---\nlesson: a\nformat: 1\ntitle: A\n\(front)---\n\n## One\n\n\(body)"
    do {
      _ = try Lesson(parsing: text, file: "a.md") { path throws(Diagnostic) in "A part.\n" }
    } catch {
      Issue.record("\(error) in\n\(text)")
    }
  }

  @Test func `the reference shows a whole course, which is read as one`() throws {
    let course = try CourseOutline(parsing: Construct.courseExample, file: "course.md")
    #expect(course.entries.map(\.path) == ["01-a-neuron.md", "02-a-layer.md"])
    #expect(course.title == "Networks" && course.authors == ["Ada Lovelace"])
    #expect(FormatReference.text.contains("~~~markdown\n\(Construct.courseExample)\n~~~"))
    // What the reader of a course takes is what is listed, and nothing else.
    for key in Construct.names(.course, in: "course.md") {
      #expect(Construct.courseExample.contains("\n\(key): "))
    }
    #expect(throws: LessonError.self) {
      try CourseOutline(
        parsing: Construct.courseExample.replacing("summary:", with: "level:"), file: "course.md")
    }
  }

  @Test func `the reference says what two right choices mean`() {
    #expect(FormatReference.text.contains("more than one [x] all of them are to be chosen"))
  }

  @Test func `a course is front matter and a list of links`() throws {
    let course = try CourseOutline(
      parsing: """
        ---
        course: networks
        format: 1
        title: Networks
        summary: From one neuron on.
        ---

        # Networks

        A [link](https://example.org) in prose is no lesson.

        1. [A neuron](01-a-neuron.md)
           - [More of it](more/neurons.md)
        2. [A layer](02-a-layer.md), which is longer
        """, file: "course.md")
    #expect(course.id == "networks")
    #expect(course.entries.map(\.path) == ["01-a-neuron.md", "more/neurons.md", "02-a-layer.md"])
    #expect(course.entries.map(\.title) == ["A neuron", "More of it", "A layer"])
    #expect(course.entries[1].place.description == "course.md:13:19")
  }

  @Test(arguments: [
    ("- [A](../a.md)", "course.md:6:7: a lesson of a course is a .md file of its folder"),
    (
      "- [A](https://x.org/a.md)", "course.md:6:7: a lesson of a course is a .md file of its folder"
    ),
    ("- [A](a.md)\n- [B](a.md)", "course.md:7:7: this lesson is listed twice"),
    ("Text.", "course.md:1:1: this course lists no lesson"),
  ])
  func `a course lists files of its folder, each once`(list: String, expected: String) {
    let text = "---\ncourse: a\nformat: 1\ntitle: A\n---\n\(list)\n"
    do {
      _ = try CourseOutline(parsing: text, file: "course.md")
      Issue.record("no error")
    } catch {
      #expect(error.headline == expected)
    }
  }

  @Test func `every part knows its place`() throws {
    let lesson = try everyConstruct()
    func line(_ place: SourcePlace) -> String {
      place.description
    }
    let task = try #require(lesson.steps.first { $0.id == "task" })
    let exercise = try #require(task.exercises.first)
    #expect(exercise.hints.map { line($0.place) }.allSatisfy { $0.hasSuffix(":1") })
    guard case .task(let work) = exercise.kind else { return }
    let goals = work.check.requirements.map(\.place.position.line)
    #expect(goals == [goals[0], goals[0] + 1])
    #expect(work.check.diagnoses.map(\.place.position.line) == [goals[0] + 2, goals[0] + 3])
    #expect(work.check.requirements[0].predicate.place.position.column == 9)
  }
}
