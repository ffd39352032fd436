import Testing

@testable import Canvas

@Suite struct `Glyphs` {
  @Test func `half blocks carry two colours a cell`() {
    var pixels = HalfBlocks(width: 3, height: 3)
    pixels[x: 0, y: 0] = Color(81)
    pixels[x: 0, y: 1] = Color(215)
    pixels[x: 1, y: 1] = Color(81)
    pixels[x: 2, y: 0] = Color(24)
    pixels[x: 2, y: 1] = Color(24)
    pixels[x: 0, y: 2] = Color(24)
    pixels[x: 9, y: 9] = Color(1)
    var canvas = Canvas(Size(columns: 3, rows: pixels.rows))
    canvas.draw(pixels, row: 0, column: 0)
    #expect(canvas.text == "▀▄\n▀")
    #expect(canvas.styleMap == "abc\nd\na 81 on 215\nb 81\nc on 24\nd 24")
  }

  @Test(arguments: [
    (Theme.Glyphs.braille, "⢣⡜\n⡜⢣"), (.block, "▀▄▄▀\n▄▀▀▄"), (.ascii, "'..'\n.''."),
  ])
  func `dots draw lines in every tier`(_ glyphs: Theme.Glyphs, _ text: String) {
    let columns = glyphs == .braille ? 2 : 4
    var dots = DotRaster(Size(columns: columns, rows: 2), glyphs: glyphs)
    let right = Double(dots.width - 1)
    let bottom = Double(dots.height - 1)
    dots.line(from: (0, 0), to: (right, bottom))
    dots.line(from: (0, bottom), to: (right, 0))
    var canvas = Canvas(dots.size)
    canvas.draw(dots, row: 0, column: 0)
    #expect(canvas.text == text)
  }

  @Test func `each braille dot has its bit`() {
    var dots = DotRaster(Size(columns: 8, rows: 1), glyphs: .braille)
    for index in 0..<8 { dots.set(x: 2 * index + index / 4, y: index % 4) }
    var canvas = Canvas(dots.size)
    canvas.draw(dots, row: 0, column: 0)
    #expect(canvas.text == "⠁⠂⠄⡀⠈⠐⠠⢀")
  }

  @Test func `lines are clipped, however far they reach`() {
    var dots = DotRaster(Size(columns: 3, rows: 1), glyphs: .ascii)
    dots.line(from: (-1e9, 0), to: (1e9, 0))
    dots.line(from: (.nan, 0), to: (2, 1))
    dots.line(from: (-5, -5), to: (5, -5))
    var canvas = Canvas(dots.size)
    canvas.draw(dots, row: 0, column: 0)
    #expect(canvas.text == "'''")
  }

  @Test func `bars grow by eighths`() {
    let theme = Theme()
    #expect(EighthBlocks.bar(0, columns: 4, theme: theme) == "")
    #expect(EighthBlocks.bar(0.5, columns: 4, theme: theme) == "██")
    #expect(EighthBlocks.bar(0.28125, columns: 4, theme: theme) == "█▏")
    #expect(EighthBlocks.bar(7, columns: 4, theme: theme) == "████")
    #expect(EighthBlocks.bar(.nan, columns: 4, theme: theme) == "")
    #expect(EighthBlocks.bar(0.5, columns: 4, theme: .plain) == "==")
  }

  @Test func `sparklines go from the least to the greatest`() {
    let theme = Theme()
    #expect(
      EighthBlocks.sparkline([0, 1, 2, 3, 4, 5, 6, 7], columns: 8, theme: theme) == "▁▂▃▄▅▆▇█")
    #expect(EighthBlocks.sparkline([0, 0, 7, 7], columns: 2, theme: theme) == "▁█")
    #expect(EighthBlocks.sparkline([1, .nan, 2], columns: 9, theme: theme) == "▁!█")
    #expect(EighthBlocks.sparkline([.infinity], columns: 9, theme: theme) == "!")
    #expect(EighthBlocks.sparkline([3, 3], columns: 9, theme: .plain) == "--")
    #expect(EighthBlocks.sparkline([4, 3, 2, 1, 0], columns: 9, theme: .plain) == "^*-._")
    #expect(EighthBlocks.sparkline([], columns: 9, theme: theme) == "")
  }

  @Test func `signed colours are symmetric and clamp`() {
    let theme = Theme()
    #expect(
      [-9, -1, -0.5, 0, 0.5, 1].map { theme.color(of: $0, bound: 1).index } == [
        215, 215, 130, 235, 32, 81,
      ])
    let light = Theme(background: .light)
    #expect(
      [-1, -0.4, 0, 0.4, 1].map { light.color(of: $0, bound: 1).index } == [172, 223, 255, 152, 31])
    let few = Theme(colors: .sixteen)
    #expect([-1, -0.5, 0, 0.5, 1].map { few.color(of: $0, bound: 1).index } == [11, 3, 0, 4, 12])
    #expect(Theme.plain.color(of: 1, bound: 1) == .standard)
  }

  @Test func `signs tell sign and size without colour`() {
    let marks = [-1, -0.6, -0.3, 0, 0.3, 0.6, 1, .nan].map {
      Theme.plain.signedMark($0, bound: 1)
    }
    #expect(marks == ["%", "=", "-", ".", "+", "*", "#", "?"])
  }

  @Test func `ink is read on every colour`() {
    let theme = Theme()
    for index in UInt8(16)...255 {
      let background = Color(index)
      let ink = theme.ink(on: background).luma ?? 0
      #expect((ink - (background.luma ?? 0)).magnitude >= 0.49)
    }
    #expect(theme.ink(on: .standard) == .standard)
  }

  @Test func `palette colours have their components`() {
    #expect(Color(196).components == SIMD3(255, 0, 0))
    #expect(Color(24).components == SIMD3(0, 95, 135))
    #expect(Color(235).components == SIMD3(38, 38, 38))
    #expect(Color.standard.components == nil)
  }
}
