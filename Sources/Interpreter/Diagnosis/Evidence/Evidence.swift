import NeuralNetwork

/// All that the illnesses are judged by, gathered once: numbers of the network as it is now, on a
/// part of the training samples.
///
/// A value that is worked out from the session alone, and changes nothing in it.
struct Evidence {
  let session: Session
  /// At most `mostSamples`, taken evenly from all training samples.
  let samples: Dataset
  let data: DataEvidence
  let curve: CurveEvidence
  /// One for each layer. Empty where the network cannot read the data.
  var layers: [LayerEvidence] = []
  /// Why data, network and loss do not go together; nil where they do.
  var misfit: NetworkError?
  /// On `samples`, in evaluation mode; nil where it cannot be computed.
  var loss: Double?
  var accuracy: Double?
  /// The last layer's outputs for `samples`.
  var outputs: [Float] = []
  /// ∂loss/∂parameters over `samples`.
  var gradients: [Float] = []
  /// What the optimizer would add to the parameters next.
  var update: [Float] = []
  /// Where training would go from here at several rates; empty where nothing can be trained.
  var courses: [Course] = []
  /// The last moment from which training came, where it went somewhere bad.
  var origin: Origin?

  var network: Network { session.network }
  /// The loss of one who always gives the same answer, the best there is.
  var baseline: Double? { data.baseline }

  /// Evenly taken, so that the same session always gives the same numbers.
  static let mostSamples = 512
}

extension Evidence {
  /// Whether every number that was computed is finite.
  var isFinite: Bool {
    layers.allSatisfy(\.isFinite) && (loss?.isFinite ?? true) && !curve.hasDiverged
      && gradients.allSatisfy(\.isFinite)
  }

  /// Whether the network does what it is to do: illnesses of training have nothing to explain then.
  ///
  /// 95 of 100 answers right, or a tenth of the loss of one who always gives the same answer.
  var doesWell: Bool {
    guard let loss, loss.isFinite else { return false }
    if let accuracy {
      return accuracy >= 0.95 && accuracy > data.largestShare + 0.5 * (1 - data.largestShare)
    }
    return baseline.map { loss <= 0.1 * $0 } ?? false
  }

  /// The loss as a part of the baseline: 1 is no better than a constant answer.
  var lossShare: Double? {
    guard let loss, let baseline, baseline > 0 else { return nil }
    return loss / baseline
  }

  /// Layers with a weight, by index.
  var weighted: [LayerEvidence] { layers.filter { $0.weightNorm != nil } }

  /// "l1 tanh"
  func name(_ index: Int) -> String {
    "l\(index) \(network.layers[index].label)"
  }

  /// Whether layer `index` stands behind every layer that has weights, whatever follows it.
  func isOutput(_ index: Int) -> Bool {
    network.layers[(index + 1)...].allSatisfy { $0.parameters.isEmpty }
  }

  func course(atRate factor: Double) -> Course? {
    courses.first { $0.factor == factor }
  }
}
