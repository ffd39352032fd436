import Foundation
import Testing

/// `gradus watch` and `record`, in a real terminal.
struct WatchTests {
  private static func lesson(_ words: String, goal: String = "layers == 1") -> String {
    """
    ---
    lesson: watched
    format: 1
    title: Watched
    ---

    ## One
    <!-- step id=one -->

    ```gradus try
    input 2
    ```

    ```gradus check
    require inputs == 2 -- two inputs
    ```

    ## Two
    <!-- step id=two -->

    \(words)

    ```gradus try
    add linear 1
    ```

    ```gradus check
    require \(goal) -- one layer
    ```
    """
  }

  @Test(arguments: ["--plain", ""])
  func `watch reads the lesson again at each save, and keeps the place`(driver: String) throws {
    let window = try TerminalWindow(columns: 100, rows: 30)
    let path = window.folder + "/watched.md"
    func save(_ text: String) throws {
      // As an editor does: another file in its place.
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
    try save(Self.lesson("First words."))
    try window.start("watch \(driver) \(path)")
    try window.see("two inputs")
    try window.enter("input 2")
    try window.see("Enter")
    try window.press("Enter")
    try window.see("First words.")
    try save(Self.lesson("Second words."))
    try window.see("Second words.")
    try window.see("lesson 2/2")
    // A fault is told where the author looks.
    try save(Self.lesson("Third words.", goal: "layers == 2"))
    try window.see("does not accept")
    // What is so is no advice.
    try window.see("  not met: one layer (layers is 1, wanted 2)")
    try save(Self.lesson("Fourth words.", goal: "layers = 2"))
    try window.see("not a valid lesson")
    try save(Self.lesson("Last words."))
    try window.see("Last words.")
    try window.enter("add linear 1")
    try window.see("l0 linear 2→1")
    try window.enter("quit")
    try window.expectSaneShell()
  }

  @Test func `without a terminal, watch writes a report at each save`() throws {
    let folder = NSTemporaryDirectory() + "gradus-watch-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(Self.lesson("Words.").utf8).write(to: URL(filePath: folder + "/a.md"))
    let ran = try Command.run([
      "sh", "-c",
      """
      cd '\(folder)'
      '\(TerminalWindow.binary)' watch a.md > out 2>&1 < /dev/null & program=$!
      i=0; until grep -q 'all good' out; do sleep 0.1; i=$((i+1)); [ $i -lt 100 ] || break; done
      sed -i 's/layers == 1/layers == 2/' a.md
      i=0; until grep -q 'fault' out; do sleep 0.1; i=$((i+1)); [ $i -lt 100 ] || break; done
      kill $program
      cat out
      """,
    ])
    #expect(ran.output.contains("1 lesson, "))
    #expect(ran.output.contains("the lesson does not accept its own answer"))
  }

  @Test func `record makes a lesson of a session, which passes its test`() throws {
    let window = try TerminalWindow(columns: 100, rows: 40)
    try window.start("repl --plain")
    try window.see("Free play")
    try window.enter("seed 3; input 2")
    try window.enter("add linear 2")
    try window.see("l0 linear")
    try window.enter("record \(window.folder)/mine.md")
    try window.see("record off ends it")
    try window.enter("print l0.weight")
    try window.see("l0.weight [[")
    try window.enter("nonsense")
    try window.see("no command")
    try window.enter("add tanh")
    try window.see("l1 tanh")
    try window.enter("record off")
    try window.see("holds 2 commands")
    try window.enter("print 99")
    try window.see("99 99")
    // What is there is not written over.
    try window.enter("record \(window.folder)/mine.md")
    try window.see("it is there")
    try window.enter("quit")
    let text = try String(contentsOfFile: window.folder + "/mine.md", encoding: .utf8)
    #expect(text.contains("```gradus setup\nseed 3\ninput 2\nadd linear 2\n```"))
    #expect(text.contains("> print l0.weight\nl0.weight [["))
    #expect(text.contains("> add tanh\nl1 tanh · 2 values, no parameters\n```\n"))
    #expect(!text.contains("nonsense"))
    #expect(!text.contains("99"))
    let tested = try Command.run([TerminalWindow.binary, "test", window.folder + "/mine.md"])
    #expect(tested.status == 0, "\(tested.output)")
    let checked = try Command.run([TerminalWindow.binary, "check", window.folder + "/mine.md"])
    #expect(checked.status == 0, "\(checked.output)")
  }
}
