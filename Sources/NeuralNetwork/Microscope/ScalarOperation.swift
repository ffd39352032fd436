/// What a node of a scalar graph computes from its operands.
public enum ScalarOperation: Sendable, Equatable {
  /// A number that is given: an input, a parameter, a target, a constant.
  case leaf
  /// The number itself, under another address.
  case copy
  /// All operands added, in order.
  case sum
  case difference
  case product
  case quotient
  case negative
  /// The first to the power of the second.
  case power
  /// The greatest; of equal ones the first, and through it alone the gradient goes.
  case maximum
  /// The smallest, likewise.
  case minimum
  /// The greatest, held constant: what is taken off before a power, so that none overflows. As it
  /// cancels out, no gradient goes through it.
  case shift
  /// A function of one number, by its place in the graph's list.
  case function(Int)
}

extension ScalarGraph {
  /// The value of a node from the values of its operands.
  func evaluate(_ node: Node, _ values: UnsafeBufferPointer<Double>) -> Double {
    let range = edges(of: node)
    func value(_ place: Int) -> Double { values[Int(operands[range.lowerBound + place])] }
    switch operations[node] {
    case .leaf: return values[node]
    case .copy: return value(0)
    case .sum:
      var sum = 0.0
      for edge in range { sum += values[Int(operands[edge])] }
      return sum
    case .difference: return value(0) - value(1)
    case .product: return value(0) * value(1)
    case .quotient: return value(0) / value(1)
    case .negative: return -value(0)
    case .power: return Self.power(value(0), value(1))
    case .maximum, .shift, .minimum: return values[extreme(node, values)]
    case .function(let index): return functions[index].value(value(0))
    }
  }

  /// ∂node/∂operand for each operand, from the present values.
  func slopes(of node: Node, into slopes: inout [Double]) {
    let range = edges(of: node)
    func value(_ place: Int) -> Double { values[Int(operands[range.lowerBound + place])] }
    switch operations[node] {
    case .leaf: break
    case .copy, .sum: for edge in range { slopes[edge] = 1 }
    case .difference: (slopes[range.lowerBound], slopes[range.lowerBound + 1]) = (1, -1)
    case .product:
      (slopes[range.lowerBound], slopes[range.lowerBound + 1]) = (value(1), value(0))
    case .quotient:
      slopes[range.lowerBound] = 1 / value(1)
      slopes[range.lowerBound + 1] = -values[node] / value(1)
    case .negative: slopes[range.lowerBound] = -1
    case .power:
      let (base, exponent) = (value(0), value(1))
      slopes[range.lowerBound] = exponent == 0 ? 0 : exponent * Self.power(base, exponent - 1)
      // A power of a negative base has no neighbours along the exponent.
      slopes[range.lowerBound + 1] = base > 0 ? values[node] * ScalarMath.log(base) : 0
    case .maximum, .minimum:
      let chosen = values.withUnsafeBufferPointer { extreme(node, $0) }
      var isFound = false
      for edge in range {
        slopes[edge] = !isFound && Int(operands[edge]) == chosen ? 1 : 0
        isFound = isFound || slopes[edge] == 1
      }
    case .shift: for edge in range { slopes[edge] = 0 }
    case .function(let index):
      slopes[range.lowerBound] = functions[index].slope(value(0), values[node])
    }
  }

  /// The operand that a maximum or minimum takes; a number that is none wins, as in the kernels.
  func extreme(_ node: Node, _ values: UnsafeBufferPointer<Double>) -> Node {
    let takesSmallest = operations[node] == .minimum
    var chosen = Int(operands[edges(of: node).lowerBound])
    for edge in edges(of: node) {
      let candidate = Int(operands[edge])
      let isBeyond =
        takesSmallest
        ? values[candidate] < values[chosen] : values[candidate] > values[chosen]
      if isBeyond || values[candidate].isNaN { chosen = candidate }
    }
    return chosen
  }

  /// Of two operands, whichever is taken: a number that names the stretch of the function, between
  /// its corners, on which the node is. Nil for an operation without corners.
  func side(_ node: Node, _ values: UnsafeBufferPointer<Double>) -> Int? {
    switch operations[node] {
    case .maximum, .minimum: return extreme(node, values)
    case .function(let index) where !functions[index].kinks.isEmpty:
      return functions[index].side(of: values[Int(operands[edges(of: node).lowerBound])])
    default: return nil
    }
  }

  /// Whether the node stands exactly on a corner: a relu at 0, a maximum of two equal numbers.
  func isOnKink(_ node: Node) -> Bool {
    switch operations[node] {
    case .maximum, .minimum:
      let chosen = values.withUnsafeBufferPointer { extreme(node, $0) }
      return edges(of: node).contains { edge in
        let other = Int(operands[edge])
        return other != chosen && values[other] == values[chosen]
      }
    case .function(let index):
      guard let edge = edges(of: node).first else { return false }
      return functions[index].kinks.contains(values[Int(operands[edge])])
    default: return false
    }
  }

  /// xʸ: whole powers by multiplication, others by exp and log; NaN for a root of a negative number.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    if let whole = Int(exactly: exponent), whole.magnitude <= 1 << 20 {
      return whole < 0 ? 1 / base.raised(to: -whole) : base.raised(to: whole)
    }
    if base == 0 { return exponent > 0 ? 0 : .infinity }
    return base < 0 ? .nan : ScalarMath.exp(exponent * ScalarMath.log(base))
  }
}
