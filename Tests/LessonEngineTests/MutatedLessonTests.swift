import Foundation
import Interpreter
import LessonEngine
import Testing

/// The lesson of every construct with slips of the kind that authors make.
@Suite("A lesson with a slip in it")
struct MutatedLessonTests {
  private static let text: String = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return (try? String(contentsOf: folder.appending(path: "every-construct.md"), encoding: .utf8))
      ?? ""
  }()

  private struct Draw {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, limit)
    }
  }

  /// One line dropped, doubled, moved, cut, or with other letters in it.
  private static func slip(_ draw: inout Draw) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = draw.below(lines.count)
    switch draw.below(7) {
    case 0: lines.remove(at: index)
    case 1: lines.insert(lines[index], at: index)
    case 2: lines.swapAt(index, draw.below(lines.count))
    case 3: lines[index] = String(lines[index].prefix(draw.below(lines[index].count)))
    case 4: lines[index] = String(lines[index].dropFirst(1))
    case 5:
      var letters = Array(lines[index])
      if letters.count > 1 {
        let place = draw.below(letters.count - 1)
        letters.swapAt(place, place + 1)
      }
      lines[index] = String(letters)
    default:
      let signs = ["`", "\"", "{{", "}}", "--", "=", "[", "<!--", "-->", "\u{0}", "漢", ">"]
      lines[index] += signs[draw.below(signs.count)]
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: UInt64(1)...8)
  func `is a lesson that plays to its end, or an error with its line and a caret`(
    seed: UInt64
  ) throws {
    var draw = Draw(state: seed &* 0x9E37_79B9_7F4A_7C15)
    for _ in 0..<60 {
      let text = Self.slip(&draw)
      do {
        let lesson = try Lesson(
          parsing: text, file: "a.md", pictures: environment.pictures.map(\.name)
        ) { path throws(Diagnostic) in
          guard path == "part.md" || path == "neuron.txt" else {
            throw Diagnostic("there is no \(path)")
          }
          return "A part.\n"
        }
        var learner = Learner(lesson)
        learner.begin()
        var count = 0
        while !learner.player.isFinished, count < 60 {
          learner.type("skip")
          if count % 3 == 0 { learner.type("goals", "hint", "1") }
          count += 1
        }
        #expect(learner.player.isFinished || !lesson.about.policy.allowsSkip, "\(text)")
      } catch {
        let parts = error.headline.split(separator: ":", maxSplits: 3)
        #expect(parts.count == 4, "\(error)")
        let line = parts.count > 2 ? Int(parts[1]) ?? 0 : 0
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect((1...lines.count).contains(line), "\(error)")
        #expect(!error.message.isEmpty && !error.message.hasSuffix("."))
        let shown = "\(error)".split(separator: "\n")
        if line > 0, line <= lines.count, lines[line - 1].contains(where: { !$0.isWhitespace }) {
          #expect(shown.count >= 3 && shown[2].contains("^"), "\(error)")
        }
      }
    }
  }
}
