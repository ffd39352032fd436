import Testing

@testable import LineEditor

struct HistorySearchTests {
  let entries = ["add linear 4", "train 20", "print l0.weight[0, 1] * 2", "train 20", "Train 50"]

  func search(_ text: String) -> HistorySearch {
    var search = HistorySearch(entries: entries, original: "half typed")
    for character in text { search.add(String(character)) }
    return search
  }

  @Test(arguments: [
    ("tr", "Train 50"), ("20", "train 20"), ("t[0, 1] *", "print l0.weight[0, 1] * 2"),
    ("ADD", "add linear 4"), ("", "half typed"),
  ])
  func `The newest line that holds the text is found, sign for sign`(
    text: String, expected: String
  ) {
    #expect(search(text).line == expected)
    #expect(!search(text).hasFailed)
    #expect(search(text).prompt == "search: \(text) > ")
  }

  @Test func `^R again goes to older lines and skips the same one`() {
    var found = search("tr")
    found.older()
    #expect(found.line == "train 20")
    found.older()
    #expect(found.line == "train 20")
    #expect(found.hasFailed)
    #expect(found.prompt == "not found: tr > ")
  }

  @Test func `A text that is nowhere keeps what was found, and taking it back finds again`() {
    var found = search("add lx")
    #expect(found.line == "add linear 4")
    #expect(found.hasFailed)
    found.removeLast()
    #expect(found.line == "add linear 4")
    #expect(!found.hasFailed)
    for _ in 0..<9 { found.removeLast() }
    #expect(found.line == "half typed")
  }

  @Test func `Nothing is found in an empty history`() {
    var found = HistorySearch(entries: [], original: "x")
    found.add("a")
    found.older()
    #expect(found.line == "x")
    #expect(found.hasFailed)
  }
}
