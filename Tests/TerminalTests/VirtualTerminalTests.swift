import Canvas
import Foundation
import Testing

@testable import Terminal

/// The text with the signs for Escape, backspace and bell replaced by what they stand for.
func controls(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "␛": result.append("\u{1b}")
    case "␈": result.append("\u{8}")
    case "␇": result.append("\u{7}")
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// Widths of characters depend on the locale of the process, which every test sets alike.
func useUTF8() { _ = Locale.isUTF8(environment: ["LC_ALL": "C.UTF-8"]) }

struct VirtualTerminalTests {
  init() { useUTF8() }

  func terminal(columns: Int = 10, rows: Int = 3, _ text: String) -> VirtualTerminal {
    var terminal = VirtualTerminal(size: Size(columns: columns, rows: rows))
    terminal.feed(Array(text.utf8))
    return terminal
  }

  /// The signs for control characters stand for them, so that a report of the test is harmless.
  @Test(arguments: [
    ("ab\ncd", "ab\ncd\n", 1, 2),
    ("abc\rX", "Xbc\n\n", 0, 1),
    ("abc␈␈X", "aXc\n\n", 0, 2),
    ("a\tb", "a       b\n\n", 0, 9),
    ("1\n2\n3\n4", "2\n3\n4", 2, 1),
    ("abc␛[2DX", "aXc\n\n", 0, 2),
    ("abc␛[1G␛[K", "\n\n", 0, 0),
    ("abcdef␛[3G␛[2P", "abef\n\n", 0, 2),
    ("abcdef␛[3G␛[2@", "ab  cdef\n\n", 0, 2),
    ("a\nb\nc␛[1;1H␛[J", "\n\n", 0, 0),
    ("a\nb\nc␛[A␛[1G␛[J", "a\n\n", 1, 0),
    ("ab␛[1C␛[BX", "ab\n   X\n", 1, 4),
    ("a\nb␛MX", "aX\nb\n", 0, 2),
    ("␛[1mbold␛[0m␛(B!", "bold!\n\n", 0, 5),
    ("␛]0;title␇x␛[?25ly", "xy\n\n", 0, 2),
  ])
  func `What libedit sends becomes cells`(
    sent: String, text: String, row: Int, column: Int
  ) {
    let result = terminal(controls(sent))
    #expect(result.canvas.text == text)
    #expect(result.row == row)
    #expect(result.column == column)
  }

  @Test func `A full row wraps only when the next character comes`() {
    #expect(terminal("0123456789").row == 0)
    #expect(terminal("0123456789").column == 9)
    let wrapped = terminal("0123456789a")
    #expect(wrapped.canvas.text == "0123456789\na\n")
    #expect(wrapped.row == 1)
    #expect(wrapped.column == 1)
    #expect(terminal("0123456789\r\nb").canvas.text == "0123456789\nb\n")
  }

  @Test func `A wide character takes two columns and never half of one`() {
    let result = terminal("漢a\u{1b}[2GX")
    #expect(result.canvas.text == " Xa\n\n")
    #expect(terminal("123456789漢").canvas.text == "123456789\n漢\n")
    #expect(terminal("漢字").column == 4)
  }

  @Test func `Bytes may come one at a time`() {
    var whole = VirtualTerminal(size: Size(columns: 10, rows: 3))
    let bytes = Array("µ→漢\u{1b}[2;3Hx\u{1b}[1;1H\u{1b}[K".utf8)
    for byte in bytes { whole.feed([byte]) }
    #expect(whole.canvas.text == "\n  x\n")
  }

  @Test func `A combining mark joins its letter and moves nothing`() {
    let result = terminal("e\u{301}x")
    #expect(result.canvas[row: 0, column: 0].character == "e\u{301}")
    #expect(result.column == 2)
  }

  @Test func `Hostile bytes leave cells that can be drawn, and do not trap`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var terminal = VirtualTerminal(size: Size(columns: 7, rows: 2))
      terminal.feed((0..<300).map { _ in UInt8.random(in: 0...255, using: &generator) })
      terminal.feed(Array("\u{1b}[99999999999A\u{1b}[;;;;H\u{1b}[0;0H\u{202e}\u{9b}".utf8))
      #expect(
        terminal.canvas.text.unicodeScalars.allSatisfy {
          $0 == "\n" || DrawableText.isDrawable($0)
        })
    }
  }

  @Test func `A bell is counted, not drawn`() {
    #expect(terminal("a\u{7}b").bells == 1)
    #expect(terminal("a\u{7}b").canvas.text == "ab\n\n")
  }
}
