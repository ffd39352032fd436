/// Numbers as text, the same on every machine: no locale, no "-0.00".
public enum DecimalText {
  /// With a fixed number of digits after the point: `fixed(2.5, 2)` is "2.50".
  public static func fixed(_ value: Double, _ digits: Int) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let digits = max(0, min(12, digits))
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e18 else { return scientific(value, digits) }
    let whole = String(Int(scaled))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if digits == 0 { return sign + whole }
    let padded = String(repeating: "0", count: max(0, digits + 1 - whole.count)) + whole
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }

  /// As `fixed`, with a plus sign before numbers over zero.
  public static func signed(_ value: Double, _ digits: Int) -> String {
    let text = fixed(value, digits)
    return value > 0 && text.contains(where: { $0 >= "1" && $0 <= "9" }) ? "+\(text)" : text
  }

  /// "1.20e-05": one digit before the point, an exponent of at least two digits.
  public static func scientific(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value != 0 else { return fixed(value, digits) }
    var exponent = Int(decimalExponent(value))
    var mantissa = fixed(leading(value, exponent), digits)
    if mantissa.hasPrefix("10") {
      exponent += 1
      mantissa = fixed(leading(value, exponent), digits)
    }
    let size = String(exponent.magnitude)
    let sign = exponent < 0 ? "-" : "+"
    return "\(value < 0 ? "-" : "")\(mantissa)e\(sign)\(size.count < 2 ? "0" : "")\(size)"
  }

  /// The magnitude over 10^exponent. The least numbers of all are scaled up first, because there
  /// is no such power of ten.
  private static func leading(_ value: Double, _ exponent: Int) -> Double {
    exponent < -300
      ? value.magnitude * 1e30 / power(exponent + 30) : value.magnitude / power(exponent)
  }

  /// In at most about eight columns: four digits after the point, an exponent where these would
  /// show nothing or the number is long.
  public static func short(_ value: Double) -> String {
    let size = value.magnitude
    if size != 0, size < 0.0001 || size >= 100_000 { return scientific(value, 2) }
    return fixed(value, size >= 1000 ? 1 : size >= 100 ? 2 : 4)
  }

  /// With its sign, in at most six columns: "+0.73", "-12.3", "+1234", "+1e+05".
  public static func compact(_ value: Double) -> String {
    let size = value.magnitude
    if size < 9.995 { return signed(value, 2) }
    if size < 99.95 { return signed(value, 1) }
    if size < 99_999.5 || !size.isFinite { return signed(value, 0) }
    return value > 0 ? "+\(scientific(value, 0))" : scientific(value, 0)
  }

  /// The exponent of the power of ten at or below the magnitude of a finite number over zero.
  package static func decimalExponent(_ value: Double) -> Int {
    // From the binary exponent, which is off by at most one.
    var exponent = Int((Double(value.exponent) * 0.301_029_995_663_981_2).rounded(.down))
    while power(exponent + 1) <= value.magnitude { exponent += 1 }
    while power(exponent) > value.magnitude { exponent -= 1 }
    return exponent
  }

  /// 10 to an integer power.
  package static func power(_ exponent: Int) -> Double {
    // A literal is rounded once; a product of tens is not.
    Double("1e\(exponent)") ?? (exponent < 0 ? 0 : .infinity)
  }
}
