import Testing

@testable import LineEditor

struct CompletionsTests {
  @Test(arguments: [
    ("tr", ["train"], Completions.Step.replace("train ")),
    ("opt", ["lr="], .replace("lr=")),
    ("l", ["l0.weight", "l0.bias"], .replace("l0.")),
    ("l0.", ["l0.weight", "l0.bias"], .list),
    ("zz", [], .nothing),
  ])
  func `Tab extends as far as all candidates agree, then lists`(
    word: String, candidates: [String], expected: Completions.Step
  ) {
    let found = Completions(replaces: word.count, candidates: candidates)
    #expect(found.step(from: word) == expected)
  }

  @Test func `A name with control characters is never offered`() {
    let found = Completions(replaces: 0, candidates: ["a\u{1b}]0;x\u{7}", "b", "c\u{202e}"])
    #expect(found.safe.candidates == ["b"])
  }

  @Test func `Candidates stand in columns that are read downwards`() {
    let found = Completions(replaces: 0, candidates: ["add", "batch", "data", "help", "init"])
    #expect(
      found.listed(columns: 24, rows: 5) == """
        add    data   init
        batch  help
        """)
  }

  @Test func `What has no room is counted`() {
    let words = (1...20).map { "word\($0)" }
    let found = Completions(replaces: 0, candidates: words)
    #expect(
      found.listed(columns: 20, rows: 3) == """
        word1  word3
        word2  word4
        … 16 more
        """)
  }
}
