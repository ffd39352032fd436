import Foundation
import Testing

/// `gradus test` as an author and as continuous integration run it.
struct LessonTestTests {
  private func gradus(_ arguments: String...) throws -> Command {
    try Command.run([TerminalWindow.binary] + arguments)
  }

  /// A file with a lesson in a folder of its own.
  private func file(_ text: String) throws -> String {
    let folder = NSTemporaryDirectory() + "gradus-author-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: folder + "/a.md"))
    return folder + "/a.md"
  }

  private static let lesson = """
    # A

    ## One

    ```gradus run
    > input 2
    input: 2 values a sample
    ```

    ```gradus try
    add linear 1
    ```

    ```gradus check
    require layers == 1 -- one layer
    ```
    """

  @Test func `all lessons that ship pass every route in under 5 seconds`() throws {
    let start = ContinuousClock.now
    let ran = try gradus("test")
    let took = ContinuousClock.now - start
    #expect(ran.status == 0)
    #expect(ran.errors == "")
    let last = ran.output.split(separator: "\n").last ?? ""
    #expect(last.hasSuffix("routes: all good"))
    #expect(took < .seconds(5), "took \(took)")
  }

  @Test(arguments: [
    ("", "", Int32(0)),
    ("layers == 1", "layers == 2", 1),
    ("require", "requrie", 2),
    ("2 values a sample", "3 values a sample", 3),
  ])
  func `the status says what was found`(old: String, new: String, status: Int32) throws {
    let text = old.isEmpty ? Self.lesson : Self.lesson.replacing(old, with: new)
    #expect(try gradus("test", file(text)).status == status)
  }

  @Test func `a lesson that is not there is status 2, a wrong option 64`() throws {
    #expect(try gradus("test", "/nonexistent/a.md").status == 2)
    #expect(try gradus("test", "--format", "pdf").status == 64)
  }

  /// Who reads the report alone must not believe that all is well.
  @Test(arguments: ["tap", "junit", "jsonl"])
  func `the report says which lessons are not there`(format: String) throws {
    let path = try file(Self.lesson)
    for words in [["/nonexistent/b.md"], [path, "/nonexistent/b.md"]] {
      let ran = try Command.run([TerminalWindow.binary, "test", "--format", format] + words)
      #expect(ran.status == 2)
      #expect(ran.output.contains("/nonexistent/b.md"), "\(format)")
      #expect(ran.output.contains("cannot read /nonexistent/b.md"), "\(format)")
    }
  }

  @Test func `a lesson whose answer never ends is over budget for check and test alike`() throws {
    let path = try file(
      Self.lesson.replacing(
        "add linear 1\n",
        with: "add linear 1; loss mse; data xor; optimizer sgd lr=0.1\ntrain 1000000000\n"
      ).replacing("layers == 1", with: "steps > 5"))
    for verb in ["check", "test"] {
      let ran = try gradus(verb, path)
      #expect(ran.status == 4, "\(verb): \(ran.output)")
      #expect(ran.output.contains("50 billion operations"), "\(verb)")
    }
  }

  @Test(arguments: [
    (
      "junit",
      """
      import sys, xml.etree.ElementTree as t
      r = t.parse(sys.stdin).getroot()
      c = r.findall('.//testcase')
      assert len(c) == int(r.get('tests')) and len(c) > 5, len(c)
      assert [f.get('type') for f in r.findall('.//failure')] == ['drifted']
      """
    ),
    (
      "jsonl",
      """
      import sys, json
      o = [json.loads(l) for l in sys.stdin]
      bad = [x for x in o if x['status'] != 'passed']
      assert len(o) > 5 and [x['status'] for x in bad] == ['drifted']
      assert bad[0]['line'] == 6 and bad[0]['faults'][0]['got'] == ['input: 2 values a sample']
      """
    ),
    (
      "tap",
      """
      import sys, re
      l = sys.stdin.read().split('\\n')
      assert l[0] == 'TAP version 14', l[0]
      n = int(re.fullmatch(r'1\\.\\.(\\d+)', l[1]).group(1))
      p = [m for m in (re.match(r'(not )?ok (\\d+) - (.*)', x) for x in l) if m]
      assert [int(m.group(2)) for m in p] == list(range(1, n + 1))
      assert sum(1 for m in p if m.group(1)) == 1
      i = l.index('  ---'); j = l.index('  ...')
      assert l[i-1].startswith('not ok') and '    line: 6' in l[i:j]
      """
    ),
  ])
  func `other programs read the report`(format: String, check: String) throws {
    let path = try file(Self.lesson.replacing("2 values a sample", with: "3 values a sample"))
    let report = try gradus("test", "--format", format, path)
    #expect(report.status == 3)
    let python = try Command.run(["python3", "-c", check], input: report.output)
    #expect(python.status == 0, "\(python.errors)")
  }
}
