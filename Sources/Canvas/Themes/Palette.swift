/// The colours and signs of numbers.
///
/// Signed values run from orange (negative) over the background (zero) to blue (positive), which
/// colour-blind readers can tell apart. The steps were chosen in CIELAB, lightness monotone to
/// both sides: on dark L* 78 63 49 43 · 15 · 38 54 68 81.
extension Theme {
  /// How far a value is from zero, in the steps that `colors` has: -4…4 of 256 colours on a dark
  /// background, -3…3 on a light one, -2…2 of 16.
  public func level(of value: Double, bound: Double) -> Int {
    let steps = ramp.count / 2
    guard bound > 0, !value.isNaN else { return 0 }
    let share = max(-1, min(1, value / bound))
    let level = (share.magnitude * Double(steps) + 0.5).rounded(.down)
    return Int(share < 0 ? -level : level)
  }

  /// The colour of a signed value; the terminal's own background where there are no colours.
  public func color(of value: Double, bound: Double) -> Color {
    guard colors != .none else { return .standard }
    if !value.isFinite { return Color(value.isNaN ? 201 : value < 0 ? ramp.first : ramp.last) }
    return Color(ramp[ramp.count / 2 + level(of: value, bound: bound)])
  }

  /// From most negative to most positive; an odd number of them.
  private var ramp: [UInt8] {
    switch (colors, background) {
    case (.full, .dark): [215, 172, 130, 94, 235, 24, 32, 74, 81]
    case (.full, .light): [172, 215, 223, 255, 152, 110, 31]
    case (_, .dark): [11, 3, 0, 4, 12]
    case (_, .light): [3, 11, 15, 14, 4]
    }
  }

  /// Black or white, whichever is read more easily on `background`; the default where that is.
  public func ink(on background: Color) -> Color {
    guard let luma = background.luma else { return .standard }
    if colors == .sixteen { return Color(luma > 0.5 ? 0 : 15) }
    return Color(luma > 0.5 ? 16 : 231)
  }

  /// A grey for a share from 0 (no ink) to 1 (full ink): white on dark, black on light.
  public func gray(_ share: Double) -> Color {
    guard colors != .none else { return .standard }
    let share = share.isNaN ? 0 : max(0, min(1, share))
    if colors == .sixteen {
      let steps: [UInt8] = background == .dark ? [0, 8, 7, 15] : [15, 7, 8, 0]
      return Color(steps[Int((share * 3).rounded())])
    }
    let step = UInt8((share * 23).rounded())
    return Color(background == .dark ? 232 + step : 255 - step)
  }

  /// A sign for a share from 0 to 1 by how dark it is: ` .:-=+*#%@`, or ` ░▒▓█`.
  public func shade(_ share: Double) -> String {
    let steps = isASCII ? Theme.asciiShades : Theme.blockShades
    let share = share.isNaN ? 0 : max(0, min(1, share))
    return steps[Int((share * Double(steps.count - 1)).rounded())]
  }

  private static let asciiShades = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
  private static let blockShades = [" ", "░", "▒", "▓", "█"]

  /// One character that shows sign and size without colour: `%` `=` `-` · `+` `*` `#`.
  public func signedMark(_ value: Double, bound: Double) -> String {
    if value.isNaN { return "?" }
    guard bound > 0 else { return "." }
    let share = value.magnitude / bound
    let level = share < 0.125 ? 0 : share < 0.375 ? 1 : share < 0.7 ? 2 : 3
    return (value < 0 ? [".", "-", "=", "%"] : [".", "+", "*", "#"])[level]
  }
}
