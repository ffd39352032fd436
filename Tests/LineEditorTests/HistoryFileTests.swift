import Foundation
import Testing

@testable import LineEditor

struct HistoryFileTests {
  func withFile(_ body: (HistoryFile) throws -> Void) rethrows {
    let path = NSTemporaryDirectory() + "gradus-history-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(HistoryFile(path: path, limit: 3))
  }

  @Test func `What was entered is there in the next run, newlines and backslashes too`() {
    withFile { file in
      let entries = ["train 20", "data values x=[[0,\n1]]", "print \"a\\nb\""]
      for entry in entries { file.append(entry) }
      #expect(file.load() == entries)
    }
  }

  @Test func `Only the newest entries are kept`() {
    withFile { file in
      for number in 1...9 { file.append("train \(number)") }
      #expect(file.load() == ["train 7", "train 8", "train 9"])
      #expect(file.load() == ["train 7", "train 8", "train 9"])
    }
  }

  @Test func `A history with control characters is made safe`() throws {
    try withFile { file in
      try Data("print\u{1b}]0;x\u{7} 1\n\u{202e}\n".utf8).write(to: URL(filePath: file.path))
      #expect(file.load() == ["print]0;x 1"])
    }
  }

  @Test func `No file is no history`() {
    #expect(HistoryFile(path: "/nonexistent/history", limit: 3).load() == [])
    HistoryFile(path: "/nonexistent/history", limit: 3).append("x")
  }
}
