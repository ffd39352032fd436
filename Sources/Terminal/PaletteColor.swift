internal import Canvas

extension Color {
  /// The nearest of the terminal's sixteen own colours.
  ///
  /// The cube and the greys are compared by distance in RGB with xterm's default values of the
  /// sixteen.
  func nearest(of count: Int) -> UInt8? {
    guard let index, Int(index) >= count else { return index }
    let (red, green, blue) = Self.components(of: index)
    var best: UInt8 = 0
    var smallest = Int.max
    for (candidate, color) in Self.basic.prefix(count).enumerated() {
      let distance =
        (red - color.0) * (red - color.0) + (green - color.1) * (green - color.1)
        + (blue - color.2) * (blue - color.2)
      if distance < smallest { (smallest, best) = (distance, UInt8(candidate)) }
    }
    return best
  }

  /// Source: xterm's 256colres.h: 16 + 36r + 6g + b with levels 0, 95, 135, … 255; then greys from
  /// 8 in steps of 10.
  private static func components(of index: UInt8) -> (Int, Int, Int) {
    if index < 16 { return basic[Int(index)] }
    if index >= 232 {
      let grey = 8 + 10 * (Int(index) - 232)
      return (grey, grey, grey)
    }
    let cube = Int(index) - 16
    func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
    return (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
  }

  /// Source: xterm's XTerm-col.ad.
  private static let basic: [(Int, Int, Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]
}
