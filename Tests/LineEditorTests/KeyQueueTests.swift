import Testing

@testable import LineEditor

struct KeyQueueTests {
  /// Everything the queue gives for bytes that arrive in these pieces, without waiting.
  func keys(_ pieces: [[UInt8]], queue start: KeyQueue = KeyQueue()) -> [KeyQueue.Key] {
    var queue = start
    var keys: [KeyQueue.Key] = []
    for piece in pieces {
      queue.append(piece)
      while case .key(let key) = queue.next() { keys.append(key) }
    }
    return keys
  }

  func characters(_ text: String) -> [KeyQueue.Key] {
    text.unicodeScalars.map { .character($0) }
  }

  @Test(arguments: ["train 20", "µ = é", "漢字", "loss → 0.1", "🙂"])
  func `A text comes through however its bytes are split`(text: String) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      #expect(keys([Array(bytes[..<cut]), Array(bytes[cut...])]) == characters(text))
    }
  }

  @Test func `A paste is one key however its bytes are split`() {
    let bytes = Array("a\u{1b}[200~input 2\r\nadd µ\u{1b}[201~b".utf8)
    let expected: [KeyQueue.Key] = [.character("a"), .paste("input 2\nadd µ"), .character("b")]
    for cut in 0...bytes.count {
      #expect(keys([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected)
    }
  }

  @Test func `A paste without its end is taken after a wait`() {
    var queue = KeyQueue()
    queue.append(Array("\u{1b}[200~train".utf8))
    #expect(queue.next() == .unfinished(patience: 1000))
    #expect(queue.giveUp() == .key(.paste("train")))
    #expect(queue.next() == .empty)
  }

  @Test func `Escape alone is a key after a short wait`() {
    var queue = KeyQueue()
    queue.append([0x1b])
    #expect(queue.next() == .unfinished(patience: 40))
    #expect(queue.giveUp() == .key(.character("\u{1b}")))
    #expect(queue.next() == .empty)
  }

  @Test func `An arrow key is handed on without a wait`() {
    #expect(keys([Array("\u{1b}[A".utf8)]) == characters("\u{1b}[A"))
  }

  @Test func `Page keys are the screen's, however their bytes are split`() {
    let bytes = Array("\u{1b}[5~x\u{1b}[6~".utf8)
    let expected: [KeyQueue.Key] = [.scroll(.pageUp), .character("x"), .scroll(.pageDown)]
    for cut in 0...bytes.count {
      #expect(keys([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected)
    }
  }

  @Test func `What could hide or reverse text never enters the line`() {
    // C1 CSI, right-to-left override, zero-width joiner, a lone continuation byte.
    let controls = Array("a\u{9b}\u{202e}\u{200d}".utf8)
    #expect(keys([controls, [0x80, 0xff, 0x62]]) == characters("ab"))
    #expect(
      keys([Array("\u{1b}[200~a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\tb\n\n\u{1b}[201~".utf8)])
        == [.paste("a]0;x2J b")])
  }

  @Test func `Half a character that never ends is dropped`() {
    var queue = KeyQueue()
    queue.append([0xe2, 0x86])
    #expect(queue.next() == .unfinished(patience: 100))
    #expect(queue.giveUp() == .empty)
    queue.append([0xe2, 0x86, 0x61])
    #expect(queue.next() == .key(.character("a")))
  }

  @Test func `Without UTF-8 only ASCII comes in`() {
    #expect(
      keys([Array("aµb".utf8)], queue: KeyQueue(isUTF8: false)) == characters("ab"))
  }
}
