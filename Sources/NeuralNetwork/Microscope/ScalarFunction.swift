/// A function of one scalar in a graph, with its derivative.
public struct ScalarFunction: Sendable {
  /// "tanh", "leaky_relu 0.3": functions of one name are the same.
  public let name: String
  /// The function of z: "1 / (1 + e^-z)".
  public let formula: String
  /// Its derivative, of z or of its own value a: "1 - a²".
  public let derivativeFormula: String
  /// Where it jumps or has a corner, in order: no slope can be measured across such a place.
  public let kinks: [Double]
  let value: @Sendable (_ z: Double) -> Double
  let slope: @Sendable (_ z: Double, _ a: Double) -> Double

  init(
    _ name: String, _ formula: String, derivative: String, kinks: [Double] = [],
    value: @escaping @Sendable (_ z: Double) -> Double,
    slope: @escaping @Sendable (_ z: Double, _ a: Double) -> Double
  ) {
    self.name = name
    self.formula = formula
    derivativeFormula = derivative
    self.kinks = kinks
    self.value = value
    self.slope = slope
  }

  /// On which side of its kinks z is: 2i between kink i − 1 and kink i, and 2i + 1 on kink i.
  func side(of z: Double) -> Int {
    for (index, kink) in kinks.enumerated() where z <= kink {
      return z < kink ? 2 * index : 2 * index + 1
    }
    return 2 * kinks.count
  }
}

extension ScalarFunction: Equatable {
  /// Whether they have the same name.
  public static func == (left: Self, right: Self) -> Bool { left.name == right.name }
}

extension ScalarFunction {
  /// eᶻ
  public static let exp = Self("exp", "e^z", derivative: "a") {
    ScalarMath.exp($0)
  } slope: { _, a in
    a
  }
  /// The natural logarithm.
  public static let log = Self("log", "log z", derivative: "1 / z") {
    ScalarMath.log($0)
  } slope: { z, _ in
    1 / z
  }
  /// The square root.
  public static let sqrt = Self("sqrt", "√z", derivative: "1 / 2√z") {
    $0.squareRoot()
  } slope: { _, a in
    0.5 / a
  }
  /// z²
  public static let square = Self("square", "z²", derivative: "2z") {
    $0 * $0
  } slope: { z, _ in
    2 * z
  }
  /// The hyperbolic tangent.
  public static let tanh = Self("tanh", "tanh(z)", derivative: "1 - a²") {
    ScalarMath.tanh($0)
  } slope: { _, a in
    1 - a * a
  }
  /// 1 / (1 + e⁻ᶻ), in the form that cannot overflow on either side.
  public static let sigmoid = Self("sigmoid", "1 / (1 + e^-z)", derivative: "a (1 - a)") { z in
    let power = ScalarMath.exp(-z.magnitude)
    return z < 0 ? power / (1 + power) : 1 / (1 + power)
  } slope: { _, a in
    a * (1 - a)
  }
  /// max(0, z), flat at 0.
  public static let relu = Self(
    "relu", "max(0, z)", derivative: "1 where z > 0, else 0", kinks: [0]
  ) {
    $0 < 0 ? 0 : $0
  } slope: { z, _ in
    z > 0 ? 1 : 0
  }
  /// log(1 + eᶻ), exact for z of any size.
  public static let softplus = Self(
    "softplus", "log(1 + e^z)", derivative: "1 / (1 + e^-z)"
  ) { z in
    max(z, 0) + ScalarMath.log(1 + ScalarMath.exp(-z.magnitude))
  } slope: { z, _ in
    ScalarFunction.sigmoid.value(z)
  }
  /// 1 where z ≥ 0, else 0.
  public static let step = Self("step", "1 where z >= 0, else 0", derivative: "0", kinks: [0]) {
    $0 >= 0 ? 1 : $0 < 0 ? 0 : $0
  } slope: { _, _ in
    0
  }
  /// |z|, flat at 0.
  public static let abs = Self("abs", "|z|", derivative: "the sign of z", kinks: [0]) {
    $0.magnitude
  } slope: { z, _ in
    z > 0 ? 1 : z < 0 ? -1 : z
  }
  /// The sine.
  public static let sin = Self("sin", "sin z", derivative: "cos z") {
    ScalarMath.sin($0)
  } slope: { z, _ in
    ScalarMath.cos(z)
  }
  /// The cosine.
  public static let cos = Self("cos", "cos z", derivative: "-sin z") {
    ScalarMath.cos($0)
  } slope: { z, _ in
    -ScalarMath.sin(z)
  }
  /// −1, 0 or 1.
  public static let sign = Self("sign", "-1, 0 or 1", derivative: "0", kinks: [0]) {
    $0 > 0 ? 1 : $0 < 0 ? -1 : $0
  } slope: { _, _ in
    0
  }
}
