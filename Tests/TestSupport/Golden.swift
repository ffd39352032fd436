import Foundation
public import Testing

/// Compares a text with `Goldens/NAME.txt` beside the test's file.
///
/// `RECORD_GOLDENS=1 swift test` writes the text instead, and fails, so that nobody mistakes a
/// recording for a test. Read what was recorded before you commit it.
public func expectGolden(
  _ text: String, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appending(path: "Goldens")
  let golden = folder.appending(path: "\(name).txt")
  let text = text + "\n"
  if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try text.write(to: golden, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
    return
  }
  guard let expected = try? String(contentsOf: golden, encoding: .utf8) else {
    Issue.record(
      "no golden \(name): record it with RECORD_GOLDENS=1", sourceLocation: sourceLocation)
    return
  }
  #expect(
    text == expected, "\(name) differs; now:\n\(text)\nexpected:\n\(expected)",
    sourceLocation: sourceLocation)
}
