/// How numbers are written everywhere: four digits after the point, `0.4203`; whole numbers bare,
/// `17`; very small and very large ones with an exponent, `4.2e-05` as `4.2000e-05`.
///
/// The text does not depend on the locale, and a zero never has a sign.
public enum NumberText {
  /// `number` as `print` shows it on its own: whole numbers without a point.
  public static func text(_ number: Double) -> String {
    if let whole = Int(exactly: number), abs(number) < 1e15 { return String(whole) }
    return decimal(number)
  }

  /// `number` with `digits` after the point, whether it is whole or not.
  public static func decimal(_ number: Double, digits: Int = 4) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let size = abs(number)
    let smallest = power(of: 10, -digits)
    if size != 0, size < smallest || size >= 1e6 { return exponential(number, digits: digits) }
    return fixed(number, digits: digits)
  }

  /// `number` with three significant figures at most, as one would type a setting: `0.05`, `1e+06`.
  public static func brief(_ number: Double) -> String {
    guard number.isFinite, number != 0 else { return text(number) }
    var (figures, exponent) = scientific(abs(number))
    if figures.count > 3 {
      // Rounding by way of an exponential, which knows how to carry.
      let rounded = Double(exponential(abs(number), digits: 2)) ?? abs(number)
      (figures, exponent) = scientific(rounded)
    }
    while figures.count > 1, figures.last == 0 { figures.removeLast() }
    let sign = number < 0 ? "-" : ""
    let digits = figures.map(String.init).joined()
    if exponent < -4 || exponent > 5 {
      let mantissa = figures.count > 1 ? "\(figures[0]).\(digits.dropFirst())" : digits
      let size = abs(exponent)
      return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(size < 10 ? "0" : "")\(size)"
    }
    if exponent < 0 {
      return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits)"
    }
    let whole = digits.prefix(exponent + 1)
    let padding = String(repeating: "0", count: max(0, exponent + 1 - digits.utf8.count))
    let rest = digits.dropFirst(exponent + 1)
    return "\(sign)\(whole)\(padding)\(rest.isEmpty ? "" : ".\(rest)")"
  }

  /// `number` with its sign, as the terms of a sum are written: `+0.5000`, `-0.2000`.
  public static func signed(_ number: Double, digits: Int = 4) -> String {
    let text = decimal(number, digits: digits)
    return text.hasPrefix("-") || number.isNaN ? text : "+" + text
  }

  /// `number` with an exponent, whatever its size: `1.6e-10`.
  public static func exponential(_ number: Double) -> String {
    number.isFinite ? exponential(number, digits: 1) : decimal(number)
  }

  /// A share of all as a percentage, "97.5%": 100% only where it is the whole.
  static func percent(_ share: Double) -> String {
    share == 1 ? "100%" : "\(decimal(min(100 * share, 99.9), digits: 1))%"
  }

  private static func power(of base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= base }
    return exponent < 0 ? 1 / result : result
  }

  private static func fixed(_ number: Double, digits: Int) -> String {
    let scale = power(of: 10, digits)
    // Exact for every Float: its 24 bits times 10^4 fit a Double.
    let scaled = (abs(number) * scale).rounded(.toNearestOrEven)
    guard let units = Int(exactly: scaled) else { return exponential(number, digits: digits) }
    let sign = number < 0 && units != 0 ? "-" : ""
    if digits == 0 { return "\(sign)\(units)" }
    let unit = Int(scale)
    let fraction = String(units % unit)
    let padding = String(repeating: "0", count: digits - fraction.utf8.count)
    return "\(sign)\(units / unit).\(padding)\(fraction)"
  }

  /// `1.2346e-05`, rounded from the shortest digits that stand for the number.
  private static func exponential(_ number: Double, digits: Int) -> String {
    var (figures, exponent) = scientific(abs(number))
    if figures.count > digits + 1 {
      let roundsUp = figures[digits + 1] >= 5
      figures.removeSubrange((digits + 1)...)
      if roundsUp {
        var place = digits
        while place >= 0, figures[place] == 9 {
          figures[place] = 0
          place -= 1
        }
        if place >= 0 {
          figures[place] += 1
        } else {
          figures.insert(1, at: 0)
          figures.removeLast()
          exponent += 1
        }
      }
    }
    while figures.count < digits + 1 { figures.append(0) }
    let mantissa =
      "\(figures[0])" + (digits > 0 ? "." : "") + figures.dropFirst().map(String.init).joined()
    let size = abs(exponent)
    return
      "\(number < 0 ? "-" : "")\(mantissa)e\(exponent < 0 ? "-" : "+")\(size < 10 ? "0" : "")\(size)"
  }

  /// The significant figures of `size` and the power of ten of the first.
  private static func scientific(_ size: Double) -> (figures: [Int], exponent: Int) {
    var figures: [Int] = []
    var exponent = 0
    var pointAt: Int?
    var written = Array(size.description.utf8)
    if let mark = written.firstIndex(of: UInt8(ascii: "e")) {
      exponent = Int(String(decoding: written[(mark + 1)...], as: UTF8.self)) ?? 0
      written.removeSubrange(mark...)
    }
    for byte in written {
      if byte == UInt8(ascii: ".") {
        pointAt = figures.count
      } else {
        figures.append(Int(byte) - 48)
      }
    }
    exponent += (pointAt ?? figures.count) - 1
    while figures.count > 1, figures.first == 0 {
      figures.removeFirst()
      exponent -= 1
    }
    return (figures, exponent)
  }
}
