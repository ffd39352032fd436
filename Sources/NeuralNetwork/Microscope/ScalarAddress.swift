/// What a node of a scalar graph is called.
public enum ScalarAddress: Sendable, Hashable {
  /// A number of the formula itself: 2, 1e-5. It is shown as its value.
  case constant
  /// The element at `offset` of one of the network's parameters.
  case parameter(slice: Int, offset: Int)
  /// A value between layers: `place` 0 is the input, i + 1 the output of layer i.
  case value(place: Int, index: Int, sample: Int)
  /// What the output should be.
  case target(index: Int, sample: Int)
  /// A step on a layer's own way, such as its mean or one of its scores.
  case part(String)
  /// What somebody has called it.
  case variable(String)
  /// The loss of one sample.
  case sampleLoss(Int)
  /// The loss of all samples that were traced.
  case loss
}

extension ScalarGraph {
  /// The name of a node: `l0.weight[2,1]`, `l0.input[1]`, `l0.n1`, `target`; nil where it has
  /// none, or is a constant.
  ///
  /// - Parameter sample: the one that is followed; values of others carry its number: `l0.n1@3`.
  public func name(of node: Node, sample: Int? = nil) -> String? {
    func mark(_ text: String, _ own: Int) -> String {
      sample == nil || sample == own ? text : "\(text)@\(own)"
    }
    switch address(of: node) {
    case nil, .constant: return nil
    case .parameter(let index, let offset):
      guard slices.indices.contains(index) else { return nil }
      return slices[index].elementName(offset)
    case .value(0, let index, let own): return mark("l0.input[\(index)]", own)
    case .value(let place, let index, let own): return mark("l\(place - 1).n\(index)", own)
    case .target(0, let own): return mark("target", own)
    case .target(let index, let own): return mark("target[\(index)]", own)
    case .part(let text), .variable(let text): return text
    case .sampleLoss(let own): return sample == own ? "loss" : "loss of sample \(own)"
    case .loss: return "loss"
    }
  }
}

extension ParameterSlice {
  /// "l0.weight[2,1]" for the element at `offset`, row-major.
  public func elementName(_ offset: Int) -> String {
    var (rest, indices) = (offset, [String]())
    for size in shape.reversed() {
      indices.insert(String(rest % size), at: 0)
      rest /= size
    }
    return "l\(layer).\(name)[\(indices.joined(separator: ","))]"
  }
}
