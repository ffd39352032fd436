import Markdown
import Testing

@Suite("Fences that no line closes")
struct FenceTests {
  @Test(
    arguments: [
      // Closed in every way there is.
      ("```\na\n```\n", []),
      ("```\na\n```", []),
      ("```\n```\n", []),
      ("````\n```\n````\n", []),
      ("```\na\n`````   \n", []),
      ("~~~ x\n```\n~~~\n", []),
      ("   ```\n   a\n   ```\n", []),
      ("> ```\n> a\n> ```\n", []),
      ("- ```\n  a\n  ```\n- b\n", []),
      ("1. - > ```\n     > a\n     > ```\n", []),
      ("```\r\na\r\n```\r\n", []),
      ("```\ra\r```\r", []),
      ("    ```\n    indented, no fence\n", []),
      // Not closed.
      ("```\na\n", [SourcePosition(line: 1, column: 1)]),
      ("```", [SourcePosition(line: 1, column: 1)]),
      ("text\n\n```gradus try\nadd linear 4\n\nmore\n", [SourcePosition(line: 3, column: 1)]),
      ("````\n```\n", [SourcePosition(line: 1, column: 1)]),
      ("```\na\n~~~\n", [SourcePosition(line: 1, column: 1)]),
      ("```\na\n``` b\n", [SourcePosition(line: 1, column: 1)]),
      ("> ```\n> a\n\ntext\n", [SourcePosition(line: 1, column: 3)]),
      ("> ```\n> a\n```\nb\n```\n", [SourcePosition(line: 1, column: 3)]),
      ("- ```\n  a\n\nend\n", [SourcePosition(line: 1, column: 3)]),
      ("```\na\n```\n\n```\nb\n", [SourcePosition(line: 5, column: 1)]),
    ] as [(String, [SourcePosition])])
  func `are found where they open`(text: String, expected: [SourcePosition]) throws {
    #expect(try Document(parsing: text).unclosedFences == expected)
  }
}
