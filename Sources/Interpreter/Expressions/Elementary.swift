#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The functions of the system's mathematical library that expressions use. The network's own
/// numbers never pass through them.
enum Elementary {
  static func exp(_ x: Double) -> Double { _exp(x) }
  static func log(_ x: Double) -> Double { _log(x) }
  static func sin(_ x: Double) -> Double { _sin(x) }
  static func cos(_ x: Double) -> Double { _cos(x) }
  static func tanh(_ x: Double) -> Double { _tanh(x) }
  static func power(_ x: Double, _ y: Double) -> Double { _pow(x, y) }

  static func sigmoid(_ x: Double) -> Double {
    // The form that cannot overflow on either side.
    x >= 0 ? 1 / (1 + _exp(-x)) : _exp(x) / (1 + _exp(x))
  }
}

// Inside `Elementary`, the plain names mean its own members.
private func _exp(_ x: Double) -> Double { exp(x) }
private func _log(_ x: Double) -> Double { log(x) }
private func _sin(_ x: Double) -> Double { sin(x) }
private func _cos(_ x: Double) -> Double { cos(x) }
private func _tanh(_ x: Double) -> Double { tanh(x) }
private func _pow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
