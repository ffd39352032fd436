/// Where the marks of an axis stand.
///
/// Source: Talbot, Lin, Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning Tick
/// Labels on Axes", IEEE Transactions on Visualization and Computer Graphics 16(6), 2010. The
/// search is theirs: every nice step q·j·10^z, cut off where the best possible score of what is
/// left falls below the best found.
public enum Ticks {
  /// Nice steps, nicest first.
  private static let steps: [Double] = [1, 5, 2, 2.5, 4, 3]
  /// How much simplicity, coverage, density and legibility count.
  private static let weights = (simplicity: 0.25, coverage: 0.2, density: 0.5, legibility: 0.05)

  /// Evenly spaced nice numbers over about `low...high`; `count` is how many are wanted.
  ///
  ///     Ticks.extended(8.1, 14.1, count: 4)  // 8 10 12 14
  public static func extended(_ low: Double, _ high: Double, count wanted: Int) -> [Double] {
    guard low.isFinite, high.isFinite else { return [] }
    let (low, high) = (min(low, high), max(low, high))
    let range = high - low
    guard range > 1e-13 * max(1, low.magnitude, high.magnitude), wanted >= 2 else { return [low] }
    var search = Search(low: low, high: high, wanted: wanted)
    search.run()
    return search.best
  }

  /// The powers of ten within `low...high`, with their 2 and 5 multiples where fewer than three
  /// powers lie there.
  public static func logarithmic(_ low: Double, _ high: Double) -> [Double] {
    guard low > 0, high >= low, high.isFinite else { return [] }
    let exponents =
      DecimalText.decimalExponent(
        low)...max(
        DecimalText.decimalExponent(low), DecimalText.decimalExponent(high))
    let slack = 1 + 1e-9
    func within(_ value: Double) -> Bool { value * slack >= low && value <= high * slack }
    let powers = exponents.map(DecimalText.power).filter(within)
    if powers.count >= 3 { return powers }
    return exponents.flatMap { exponent in
      [1.0, 2, 5].map { $0 * DecimalText.power(exponent) }.filter(within)
    }
  }

  private struct Search {
    let low: Double
    let high: Double
    let wanted: Int
    var best: [Double] = []
    var bestScore = -2.0

    init(low: Double, high: Double, wanted: Int) {
      self.low = low
      self.high = high
      self.wanted = wanted
    }

    mutating func run() {
      // The bounds end each loop; the limits are a second lock against endless search.
      for skip in 1...20 {
        for (place, step) in steps.enumerated() {
          let simplicity = 1 - Double(place) / Double(steps.count - 1) - Double(skip) + 1
          if score(simplicity, 1, 1) < bestScore { return }
          tryCounts(step: step, place: place, skip: skip, simplicity: simplicity)
        }
      }
    }

    private func score(_ simplicity: Double, _ coverage: Double, _ density: Double) -> Double {
      weights.simplicity * simplicity + weights.coverage * coverage + weights.density * density
        + weights.legibility
    }

    private mutating func tryCounts(step: Double, place: Int, skip: Int, simplicity: Double) {
      for count in 2...max(2, 4 * wanted) {
        let density = count >= wanted ? 2 - Double(count - 1) / Double(wanted - 1) : 1
        if score(simplicity, 1, density) < bestScore { return }
        let finest = (high - low) / Double(count + 1) / Double(skip) / step
        var exponent = DecimalText.decimalExponent(finest)
        if DecimalText.power(exponent) < finest { exponent += 1 }
        for exponent in exponent...(exponent + 40) {
          let width = Double(skip) * step * DecimalText.power(exponent)
          let coverage = bestCoverage(span: width * Double(count - 1))
          if score(simplicity, coverage, density) < bestScore { break }
          tryStarts(width: width, count: count, skip: skip, place: place)
        }
      }
    }

    private mutating func tryStarts(width: Double, count: Int, skip: Int, place: Int) {
      let first = (high / width).rounded(.down) * Double(skip) - Double((count - 1) * skip)
      let last = (low / width).rounded(.up) * Double(skip)
      guard first <= last else { return }
      for start in stride(from: first, through: last, by: 1) {
        let from = start * (width / Double(skip))
        let to = from + width * Double(count - 1)
        let remainder = (from / width) - (from / width).rounded()
        let hasZero = remainder.magnitude < 1e-10 && from <= 0 && to >= 0
        let simplicity =
          1 - Double(place) / Double(steps.count - 1) - Double(skip) + (hasZero ? 1 : 0)
        let score = score(simplicity, coverage(from, to), density(count, from, to))
        if score > bestScore {
          bestScore = score
          best = (0..<count).map { index in
            let value = from + width * Double(index)
            return value.magnitude < width * 1e-9 ? 0 : value
          }
        }
      }
    }

    private func coverage(_ from: Double, _ to: Double) -> Double {
      let tenth = 0.1 * (high - low)
      let over = high - to
      let under = low - from
      return 1 - 0.5 * (over * over + under * under) / (tenth * tenth)
    }

    private func bestCoverage(span: Double) -> Double {
      let range = high - low
      guard span > range else { return 1 }
      let half = (span - range) / 2
      return 1 - half * half / (0.01 * range * range)
    }

    private func density(_ count: Int, _ from: Double, _ to: Double) -> Double {
      let actual = Double(count - 1) / (to - from)
      let target = Double(wanted - 1) / (max(to, high) - min(low, from))
      return 2 - max(actual / target, target / actual)
    }
  }
}
