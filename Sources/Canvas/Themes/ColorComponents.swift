extension Color {
  /// Red, green and blue from 0 to 255; nil for the terminal's default.
  ///
  /// The first sixteen are the terminal's to choose; these are xterm's.
  /// Source: xterm's 256colres.pl and charproc.c.
  public var components: SIMD3<Int>? {
    guard let index = index.map(Int.init) else { return nil }
    switch index {
    case 0..<16:
      return Color.sixteen[index]
    case 16..<232:
      let cube = SIMD3((index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6)
      // The cube's levels are 0 95 135 175 215 255.
      return (cube &* 40 &+ 55).replacing(with: 0, where: cube .== 0)
    default:
      return SIMD3(repeating: 8 + 10 * (index - 232))
    }
  }

  /// How bright it looks, from 0 to 1; nil for the terminal's default.
  public var luma: Double? {
    components.map { 0.299 * Double($0.x) + 0.587 * Double($0.y) + 0.114 * Double($0.z) }
      .map { $0 / 255 }
  }

  private static let sixteen: [SIMD3<Int>] = [
    SIMD3(0, 0, 0), SIMD3(205, 0, 0), SIMD3(0, 205, 0), SIMD3(205, 205, 0),
    SIMD3(0, 0, 238), SIMD3(205, 0, 205), SIMD3(0, 205, 205), SIMD3(229, 229, 229),
    SIMD3(127, 127, 127), SIMD3(255, 0, 0), SIMD3(0, 255, 0), SIMD3(255, 255, 0),
    SIMD3(92, 92, 255), SIMD3(255, 0, 255), SIMD3(0, 255, 255), SIMD3(255, 255, 255),
  ]
}
