import Foundation
import Testing

/// Each lesson, finished in a real terminal by typing what it asks.
@Suite(.serialized) struct LessonDriveTests {
  /// A window, a driver and a lesson by its number.
  struct Drive: Sendable, CustomTestStringConvertible {
    var lesson: String
    var columns: Int
    var rows: Int
    var option: String
    var testDescription: String { "\(lesson) \(columns)x\(rows) \(option)" }
  }

  static let drives =
    ["1", "9", "13"].flatMap { lesson in
      [(80, 24), (120, 40), (200, 60)].map { columns, rows in
        Drive(lesson: lesson, columns: columns, rows: rows, option: "")
      } + [Drive(lesson: lesson, columns: 80, rows: 24, option: "--plain ")]
    }

  /// What the transcript shows as typed.
  private func answers(to lesson: String) throws -> [String] {
    let run = try Command.run([TerminalWindow.binary, "learn", lesson])
    try #require(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("lesson ") || line.hasPrefix("answer >"),
        let mark = line.range(of: "> ")
      else { return nil }
      return String(line[mark.upperBound...])
    }
  }

  @Test(arguments: drives)
  func `A lesson can be finished by typing what it asks`(drive: Drive) throws {
    var answers = try answers(to: drive.lesson)[...]
    #expect(answers.count > 5)
    let window = try TerminalWindow(columns: drive.columns, rows: drive.rows)
    try window.start("learn \(drive.option)\(drive.lesson)")
    for _ in 0..<200 {
      try window.wait("for a prompt", #_sourceLocation) { window.lastLine.hasSuffix(">") }
      if window.screen.contains("Lesson finished") { break }
      let before = window.screen
      if window.lastLine.contains("Enter goes on") {
        try window.press("Enter")
      } else if let answer = answers.popFirst() {
        try window.enter(answer)
      } else {
        break
      }
      try window.wait("for something to happen", #_sourceLocation) { window.screen != before }
    }
    try window.see("Lesson finished")
    try window.enter("quit")
    try window.expectSaneShell()
  }
}
