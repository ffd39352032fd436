import Foundation
import Testing

/// What the README shows is what happens.
struct ReadmeTests {
  @Test func `The README's example prints what the README says`() throws {
    let readme = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../README.md"), encoding: .utf8)
    let start = try #require(readme.range(of: "```gradus\n"))
    let end = try #require(readme[start.upperBound...].range(of: "\n```"))
    let lines = readme[start.upperBound..<end.lowerBound].split(
      separator: "\n", omittingEmptySubsequences: false)
    let commands = lines.filter { $0.hasPrefix("> ") }.map { $0.dropFirst(2) }
    let expected = lines.filter { !$0.hasPrefix("> ") }.joined(separator: "\n")
    #expect(commands.count > 5)
    let run = try Command.run(
      [TerminalWindow.binary, "repl"], input: commands.joined(separator: "\n") + "\n")
    #expect(run.status == 0)
    #expect(run.output == expected + "\n")
  }
}
