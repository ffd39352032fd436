/// One direction of a plot: which values it covers, and how they are spread.
public struct Axis: Hashable, Sendable {
  /// Equal steps, or equal factors.
  public enum Scale: Sendable {
    case linear
    case logarithmic
  }

  /// How values are spread.
  public let scale: Scale
  /// The value at the left or at the bottom.
  public let lower: Double
  /// The value at the right or at the top.
  public let upper: Double
  /// Marks, from the lowest.
  public let ticks: [Double]

  /// An axis over finite values; others are left out.
  ///
  /// - Parameters:
  ///   - scale: `logarithmic` shows values over zero alone, and falls back to linear without any.
  ///   - marks: how many ticks are wanted.
  ///   - isTight: whether the axis ends where the values end, not at the next tick.
  public init(
    covering values: [Double], scale: Scale = .linear, marks: Int, isTight: Bool = false
  ) {
    var extent = Extent()
    for value in values { extent.add(value) }
    self.init(covering: extent, scale: scale, marks: marks, isTight: isTight)
  }

  /// An axis over an extent; see `init(covering:scale:marks:isTight:)`.
  public init(covering extent: Extent, scale: Scale = .linear, marks: Int, isTight: Bool = false) {
    guard var low = scale == .linear ? extent.least : extent.leastPositive,
      var high = extent.greatest
    else {
      self.scale = .linear
      lower = 0
      upper = 1
      ticks = [0, 1]
      return
    }
    self.scale = scale
    switch scale {
    case .linear:
      if high - low <= 1e-12 * max(1, high.magnitude) {
        // A constant: some room on both sides.
        let room = high == 0 ? 0.05 : high.magnitude * 0.05
        low -= room
        high += room
      }
      var ticks = Ticks.extended(low, high, count: max(2, marks))
      if isTight {
        let slack = (high - low) * 1e-9
        ticks.removeAll { $0 < low - slack || $0 > high + slack }
      }
      self.ticks = ticks
      lower = min(low, ticks.first ?? low)
      upper = max(high, ticks.last ?? high)
    case .logarithmic:
      let ends = Axis.roundEnds(low, high)
      lower = ends.low
      upper = ends.high
      ticks = Axis.thinned(Ticks.logarithmic(ends.low, ends.high), to: max(2, marks))
    }
  }

  /// Outwards to the next 1, 2 or 5 times a power of ten.
  private static func roundEnds(_ low: Double, _ high: Double) -> (low: Double, high: Double) {
    let below = DecimalText.power(DecimalText.decimalExponent(low))
    let above = DecimalText.power(DecimalText.decimalExponent(high))
    let slack = 1 + 1e-9
    let start = [5.0, 2, 1].map { $0 * below }.first { $0 <= low * slack } ?? low
    let end = [1.0, 2, 5, 10].map { $0 * above }.first { $0 * slack >= high } ?? high
    return start < end ? (start, end) : (start / 2, start * 2)
  }

  /// Every second, third, … of too many marks, the same way from the top.
  private static func thinned(_ ticks: [Double], to count: Int) -> [Double] {
    guard ticks.count > count else { return ticks }
    let keep = (ticks.count + count - 1) / count
    return ticks.enumerated().filter { (ticks.count - 1 - $0.offset) % keep == 0 }.map(\.element)
  }

  /// Where a value is, from 0 at `lower` to 1 at `upper`. What a logarithmic axis cannot show,
  /// zero and less, is at 0.
  public func share(_ value: Double) -> Double {
    switch scale {
    case .linear: return (value - lower) / (upper - lower)
    case .logarithmic:
      guard value > 0 else { return 0 }
      let bottom = decimalLogarithm(lower)
      return (decimalLogarithm(value) - bottom) / (decimalLogarithm(upper) - bottom)
    }
  }

  /// The text at a tick: as many digits as tell the ticks apart.
  public func label(_ tick: Double) -> String {
    if tick != 0, tick.magnitude >= 1_000_000 || tick.magnitude < 0.00099 {
      let text = DecimalText.scientific(tick, 1)
      return text.replacingPointZero
    }
    switch scale {
    case .logarithmic:
      return DecimalText.fixed(tick, max(0, -DecimalText.decimalExponent(tick)))
    case .linear:
      guard ticks.count > 1 else {
        return tick == tick.rounded() ? DecimalText.fixed(tick, 0) : DecimalText.short(tick)
      }
      let step = (ticks[1] - ticks[0]).magnitude
      let exponent = DecimalText.decimalExponent(step)
      let leading = step / DecimalText.power(exponent)
      let isWhole = (leading - leading.rounded()).magnitude < 1e-6
      return DecimalText.fixed(tick, max(0, (isWhole ? 0 : 1) - exponent))
    }
  }
}

extension String {
  /// "1.0e-05" as "1e-05".
  fileprivate var replacingPointZero: String {
    guard let point = firstIndex(of: "."), let exponent = firstIndex(of: "e") else { return self }
    let fraction = self[index(after: point)..<exponent]
    return fraction.allSatisfy { $0 == "0" } ? String(self[..<point] + self[exponent...]) : self
  }
}
