internal import Canvas

extension Color {
  /// The nearest of the terminal's sixteen own colours.
  ///
  /// Colours are compared by their distance in RGB, with xterm's default values of the sixteen.
  func nearest(of count: Int) -> UInt8? {
    guard let index, Int(index) >= count, let wanted = components else { return index }
    var best: UInt8 = 0
    var smallest = Int.max
    for candidate in 0..<UInt8(clamping: min(count, 16)) {
      guard let color = Color(candidate).components else { continue }
      let difference = wanted &- color
      let distance = (difference &* difference).wrappedSum()
      if distance < smallest { (smallest, best) = (distance, candidate) }
    }
    return best
  }
}
