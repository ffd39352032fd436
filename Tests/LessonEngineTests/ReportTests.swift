import Foundation
import LessonEngine
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("A report of a test")
struct ReportTests {
  /// A lesson whose one output is not as expected, one with a fault, and a file that is no lesson.
  private static let reports: [LessonReport] = {
    func report(_ text: String, _ file: String) -> LessonReport {
      LessonTest(file: file, render: plain) { draw throws(LessonError) in
        try Lesson(parsing: text, file: file, draw: draw)
      }.report(in: environment)
    }
    return [
      report("# Drift # 1\n\n## One\n\n```gradus run\n> input 2\ninputs: 3\n```\n", "a.md"),
      report(
        """
        # Fault

        ## One

        ```gradus try
        input 2
        ```

        ```gradus check
        require inputs == 3 -- three <inputs> & "more"
        ```
        """, "b.md"),
      report("# No\n\n```gradus rnu\n> input 2\n```\n", "c.md"),
    ]
  }()

  @Test func `tells people each fault with its place, its line and what differs`() {
    #expect(
      ReportFormat.text.text(of: Self.reports) == """
        ✗ a.md: Drift # 1, 1 fault in 4 routes

        a.md:6:3: the output is not as expected
        > input 2
          ^^^^^^^
        - inputs: 3
        + input: 2 values a sample

        ✗ b.md: Fault, 1 fault in 7 routes

        b.md:5:1: the lesson does not accept its own answer
        ```gradus try
        ^^^^^^^^^^^^^
        not met: three <inputs> & "more" (inputs is 2, wanted 3)

        ✗ c.md: not a valid lesson

        c.md:3:11: gradus has no role "rnu"
        ```gradus rnu
                  ^^^
        did you mean run?
        known: setup, run, try, check, reject, predict

        1 of 3 lessons: not a valid lesson

        """)
  }

  @Test(arguments: [
    ([0], TestStatus.drifted), ([1], .failed), ([0, 1], .failed), ([0, 1, 2], .notALesson),
    ([], .good),
  ])
  func `has the status of the gravest fault`(indices: [Int], status: TestStatus) {
    #expect(TestStatus(of: indices.map { Self.reports[$0] }) == status)
  }

  @Test func `is valid TAP 14, with a plan, numbers in order, and the place of each failure`()
    throws
  {
    let lines = ReportFormat.tap.text(of: Self.reports).split(separator: "\n")
    #expect(lines[0] == "TAP version 14")
    let points = lines.filter { $0.hasPrefix("ok ") || $0.hasPrefix("not ok ") }
    #expect(lines[1] == "1..\(points.count)")
    for (index, point) in points.enumerated() {
      let number = point.split(separator: " ").first { Int($0) != nil }
      #expect(number.flatMap { Int($0) } == index + 1)
    }
    #expect(lines.filter { $0 == "  ---" }.count == lines.filter { $0 == "  ..." }.count)
    #expect(lines.contains("    line: 6"))
    #expect(lines.contains("  message: \"the output is not as expected\""))
    #expect(lines.contains("    - \"inputs: 3\""))
  }

  @Test func `is valid JUnit XML, whatever a lesson's words hold`() throws {
    let text = ReportFormat.junit.text(of: Self.reports)
    let reader = JUnitReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.suites == ["Drift # 1", "Fault", "c.md"])
    #expect(Set(reader.names).count == reader.cases)
    #expect(reader.cases == Self.reports.map(\.cases.count).reduce(1, +))
    #expect(reader.failures == reader.declared)
  }

  /// An accent makes another character of a sign for Swift, and for no reader of the report.
  private static let hostile: [LessonReport] = {
    let file = "a<\u{301}>\u{301}&\u{301}\"\u{301}#\u{301}\\\u{301}\u{FFFE}\u{FFFF}\u{1}\u{9F}.md"
    let text = "# \(file)\n\n## One\n\n```gradus run\n> input 2\ninputs: \(file)\n```\n"
    let test = LessonTest(file: file, render: plain) { draw throws(LessonError) in
      try Lesson(parsing: text, file: file, draw: draw)
    }
    return [test.report(in: environment)]
  }()

  @Test func `is valid JUnit XML, whatever stands behind a sign, and without what XML has not`() {
    let text = ReportFormat.junit.text(of: Self.hostile)
    let reader = JUnitReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.cases == Self.hostile[0].cases.count)
    #expect(reader.failures == reader.declared && reader.failures > 0)
    #expect(!text.unicodeScalars.contains { [1, 0xFFFE, 0xFFFF].contains($0.value) })
  }

  @Test func `is valid TAP 14, whatever stands behind a sign`() {
    let text = ReportFormat.tap.text(of: Self.hostile)
    let name =
      "a<\u{301}>\u{301}&\u{301}\"\u{301}\\#\u{301}\\\\\u{301}\u{FFFE}\u{FFFF}\u{FFFD}\u{FFFD}.md"
    #expect(text.utf8.split(separator: 0x0A).contains { $0.elementsEqual("# \(name)".utf8) })
    // What is quoted is YAML, which has not got the last two of 16 bits either.
    let quoted = text.split(separator: "\n").first { $0.hasPrefix("    file: ") } ?? ""
    #expect(quoted.contains("\\ufffe\\uffff"))
  }

  @Test func `is a JSON object a line`() throws {
    let lines = ReportFormat.jsonl.text(of: Self.reports).split(separator: "\n")
    let objects = try lines.map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
    }
    #expect(objects.count == Self.reports.map(\.cases.count).reduce(1, +))
    let status = objects.compactMap { $0["status"] as? String }
    #expect(Set(status) == ["passed", "drifted", "failed", "invalid"])
    #expect(objects.allSatisfy { $0["line"] is Int && $0["route"] is String })
  }

  @Test(arguments: [
    (ReportFormat.text, "did you mean run?"), (.tap, "\n  suggestion: \"run\"\n"),
    (.junit, "did you mean run?"), (.jsonl, "\"suggestion\":\"run\""),
  ]) func `names the nearest word of an invalid lesson in every form`(
    format: ReportFormat, words: String
  ) {
    #expect(format.text(of: Self.reports).contains(words))
  }

  @Test func `15 two tests of one lesson write the same report to the byte`() throws {
    func report() throws -> String {
      let text = try String(
        contentsOf: lessonsFolder.appending(path: "09-a-hidden-layer.md"), encoding: .utf8)
      let test = LessonTest(file: "9.md", render: plain) { draw throws(LessonError) in
        try Lesson(parsing: text, file: "9.md", draw: draw)
      }
      return ReportFormat.jsonl.text(of: [test.report(in: environment)])
    }
    #expect(try report() == report())
  }
}

/// Counts what a report in JUnit's form holds.
private final class JUnitReader: NSObject, XMLParserDelegate {
  var suites: [String] = []
  /// With their lines and classes.
  var names: [String] = []
  var cases = 0
  var failures = 0
  /// As the suites say.
  var declared = 0

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    switch name {
    case "testsuite":
      suites.append(attributes["name"] ?? "")
      declared += Int(attributes["failures"] ?? "") ?? 0
    case "testcase":
      cases += 1
      names.append(
        ["classname", "name", "line"].map { attributes[$0] ?? "" }.joined(separator: "|"))
    case "failure": failures += 1
    default: break
    }
  }
}
