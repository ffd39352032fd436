import LessonEngine
import Testing

@Suite("Files that are no lessons")
struct HostileLessonTests {
  private func error(_ bytes: [UInt8]) -> String {
    do {
      _ = try Lesson(bytes: bytes, file: "photo.png")
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func `a binary file gets one clear message`() {
    #expect(
      error([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00]) == """
        photo.png:3:1: this is not a text file: byte 9 is 0
        a lesson is Markdown in UTF-8
        """)
  }

  @Test func `a text in another encoding is told its first wrong byte`() {
    #expect(
      error(Array("# Fa".utf8) + [0xDF] + Array(" gut\n".utf8)) == """
        photo.png:1:5: this is not a text in UTF-8: byte 5 is 0xDF
        a lesson is Markdown in UTF-8
        """)
    #expect(error([0xC3]).hasPrefix("photo.png:1:1: this is not a text in UTF-8: byte 1 is 0xC3"))
  }

  @Test func `10 MB are refused at once`() {
    #expect(
      error(Array(repeating: UInt8(ascii: "a"), count: 10_000_000)) == """
        photo.png:1:1: this file is 10000000 bytes long; a lesson has at most 262144
        several lessons make a course
        """)
  }

  @Test func `lists in lists without end are refused`() {
    let text = error(Array(String(repeating: "- ", count: 5_000).utf8) + Array("a\n".utf8))
    #expect(text.hasPrefix("photo.png:1:"))
    #expect(text.contains("quotes and lists stand more than 100 deep in each other here"))
  }

  @Test(arguments: [
    "<details>", "<details><summary>", "<!--", "<!-- step", "<a", "</details>",
    "<details><summary>x",
    "{{", "{{a}}", "```gradus check\n", "> ", "<summary></summary>", "--- \n", "## a\n", "- [x] ",
  ])
  func `one thing repeated is a lesson or an error, soon`(unit: String) {
    let text = String(repeating: unit, count: 15_000 / unit.utf8.count)
    for front in ["", "---\nlesson: a\nformat: 1\ntitle: A\nvars: {a: 1}\n---\n"] {
      _ = try? Lesson(parsing: front + text, file: "a.md")
      _ = try? Lesson(parsing: front + text + "\n\n" + text, file: "a.md")
    }
  }

  @Test func `the sample, with anything changed in it, never crashes`() {
    let bytes = Array(sampleText.utf8)
    var state: UInt64 = 5
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let pieces: [String] = [
      "```", "<!--", "-->", "---\n", "<details>", "</details>", "- [x]", "\n\n", "##", "&#27;",
      " -- ",
      "require", "{{", "+-", "[", "'", "\"", ">", ": ", "&", "*x", "!", "\u{0}", "\t", "|", "\r",
    ]
    for _ in 0..<1_500 {
      var mutant = bytes
      for _ in 0..<(1 + random(3)) {
        let place = random(mutant.count)
        switch random(4) {
        case 0: mutant.remove(at: place)
        case 1: mutant.insert(contentsOf: pieces[random(pieces.count)].utf8, at: place)
        case 2: mutant[place] = UInt8(random(256))
        default:
          let end = min(mutant.count, place + random(40))
          mutant.removeSubrange(place..<end)
        }
      }
      guard let lesson = try? Lesson(bytes: mutant, file: "a.md") else { continue }
      var learner = Learner(lesson)
      learner.begin()
      learner.type("", "input 2; add linear 1", "", "2.75", "", "2", "", "0.5", "", "skip", "back")
    }
  }

  @Test func `control characters of a title or an entity come no further than the text`() throws {
    let lesson = try Lesson(
      parsing: "# A &#27;]0;x&#7; title\n\n## Step &#155;2J\n\nText.\n", file: "a\u{1B}[2J.md")
    var learner = Learner(lesson)
    learner.begin()
    // The drivers filter what is drawn; a sentence of ours is safe by itself.
    let shown = learner.type("back")
    #expect(shown == "note: This is where the lesson begins. reset begins it again.")
  }
}
