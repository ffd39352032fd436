/// Elementary functions of one Double, for random numbers and for the numbers on a neuron's card.
///
/// Power series, evaluated in a fixed order and without the system's library, so that every machine
/// gives the same bits. Errors stay within a few units in the last place of a Double.
package enum ScalarMath {
  private static let ln2 = 0x1.62e42fefa39efp-1
  /// What `ln2` lacks.
  private static let ln2Rest = 0x1.abc9e3b39803fp-56
  private static let halfPi = 0x1.921fb54442d18p0
  /// What `halfPi` lacks.
  private static let halfPiRest = 0x1.1a62633145c07p-54

  /// eˣ = 2ᵏ eʳ with x = k ln 2 + r.
  package static func exp(_ x: Double) -> Double {
    guard x > -750 else { return x.isNaN ? x : 0 }
    guard x < 710 else { return x.isNaN ? x : .infinity }
    let power = (x / ln2).rounded()
    let rest = x.addingProduct(-power, ln2).addingProduct(-power, ln2Rest)
    let value = 1 + exponentialMinusOne(rest)
    // In two factors, as 2ᵏ alone may overflow or vanish where the product does not.
    let half = Int(power) / 2
    return value * Double(sign: .plus, exponent: half, significand: 1)
      * Double(sign: .plus, exponent: Int(power) - half, significand: 1)
  }

  /// eˣ − 1 for |x| ≤ 1: x (1 + x/2 (1 + x/3 (1 + …))).
  private static func exponentialMinusOne(_ x: Double) -> Double {
    var sum = 1.0
    for divisor in stride(from: 20.0, through: 2, by: -1) {
      sum = 1 + x * sum / divisor
    }
    return x * sum
  }

  /// tanh x = (e²ˣ − 1) / (e²ˣ + 1)
  package static func tanh(_ x: Double) -> Double {
    let size = x.magnitude
    guard size < 20 else { return x.isNaN ? x : x < 0 ? -1 : 1 }
    let power = size < 0.5 ? exponentialMinusOne(2 * size) : exp(2 * size) - 1
    let value = power / (power + 2)
    return x < 0 ? -value : value
  }

  /// log x = k ln 2 + 2 artanh((m − 1) / (m + 1)) with x = 2ᵏ m.
  package static func log(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
    var (exponent, significand) = (Double(x.exponent), x.significand)
    if significand > 2.0.squareRoot() {
      significand /= 2
      exponent += 1
    }
    let part = (significand - 1) / (significand + 1)
    let square = part * part
    var sum = 0.0
    for divisor in stride(from: 25.0, through: 3, by: -2) {
      sum = (sum + 1 / divisor) * square
    }
    return (exponent * ln2Rest).addingProduct(2 * part, sum).addingProduct(2, part)
      .addingProduct(exponent, ln2)
  }

  /// Φ(x), the share of the normal distribution below x: φ(x) (x + x³/3 + x⁵/(3·5) + …) from the
  /// middle, and far out the continued fraction φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))).
  package static func normalShareBelow(_ x: Double) -> Double {
    guard !x.isNaN else { return x }
    let size = x.magnitude
    let density = exp(-size * size / 2) / (2 * Double.pi).squareRoot()
    guard size < 3 else {
      var rest = size
      for numerator in stride(from: 60.0, through: 1, by: -1) { rest = size + numerator / rest }
      return x < 0 ? density / rest : 1 - density / rest
    }
    var (term, sum) = (x, x)
    for divisor in stride(from: 3.0, through: 91, by: 2) {
      term *= x * x / divisor
      sum += term
    }
    return 0.5 + density * sum
  }

  /// The sine of an angle that is not huge (below about 10⁵ turns).
  package static func sin(_ angle: Double) -> Double {
    let (quarter, rest) = reduced(angle)
    switch quarter {
    case 0: return sineSeries(rest)
    case 1: return cosineSeries(rest)
    case 2: return -sineSeries(rest)
    default: return -cosineSeries(rest)
    }
  }

  /// The cosine of an angle that is not huge (below about 10⁵ turns).
  package static func cos(_ angle: Double) -> Double {
    let (quarter, rest) = reduced(angle)
    switch quarter {
    case 0: return cosineSeries(rest)
    case 1: return -sineSeries(rest)
    case 2: return -cosineSeries(rest)
    default: return sineSeries(rest)
    }
  }

  /// angle = quarter · π/2 + rest, up to whole turns, with |rest| ≤ π/4.
  private static func reduced(_ angle: Double) -> (quarter: Int, rest: Double) {
    guard angle.magnitude < 1e6 else { return (0, .nan) }
    let turns = (angle / halfPi).rounded()
    let rest = angle.addingProduct(-turns, halfPi).addingProduct(-turns, halfPiRest)
    return (Int(turns) & 3, rest)
  }

  /// x (1 − x²/(2·3) (1 − x²/(4·5) (1 − …)))
  private static func sineSeries(_ x: Double) -> Double {
    var sum = 1.0
    for factor in stride(from: 20.0, through: 2, by: -2) {
      sum = 1 - x * x * sum / (factor * (factor + 1))
    }
    return x * sum
  }

  /// 1 − x²/(1·2) (1 − x²/(3·4) (1 − …))
  private static func cosineSeries(_ x: Double) -> Double {
    var sum = 1.0
    for factor in stride(from: 19.0, through: 1, by: -2) {
      sum = 1 - x * x * sum / (factor * (factor + 1))
    }
    return sum
  }
}
