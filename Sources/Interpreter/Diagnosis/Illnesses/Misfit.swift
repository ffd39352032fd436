import NeuralNetwork

extension Illnesses {
  /// Data, network and loss whose shapes do not go together: nothing can be computed at all.
  static let misfit = Illness(
    "shapes do not fit",
    meaning:
      "Without one output for each target, and one input for each value, nothing is computed."
  ) { evidence in
    guard let error = evidence.misfit else {
      guard let output = evidence.network.output,
        let targets = evidence.session.trainingData?.targets
      else { return .absent }
      return .well("output \(output) for \(targets.summary)")
    }
    return .ill(
      Symptoms(.certain, [Diagnostic(error).message], remedies: evidence.fittings(error)))
  }
}

extension Evidence {
  fileprivate func fittings(_ error: NetworkError) -> [String] {
    switch error {
    case .inputMismatch(_, let shape):
      let sizes = shape.dimensions.map(String.init).joined(separator: " ")
      let layers = network.layers.map { "add \($0.words)" }
      return ["input \(sizes)", (["new", "input \(sizes)"] + layers).joined(separator: "; ")]
    case .lossMismatch, .badTarget: return lossFittings
    case .oneSample: return ["batch all"]
    case .tooLarge: return ["batch 64"]
    case .noEntry(_, let value, let count):
      guard let table = network.layers.first as? Embedding, value >= Float(count),
        let most = samples.inputs.max().map({ Int($0) })
      else { return ["remove l0", "show data"] }
      return ["replace l0 embedding \(most + 1) \(table.outputShape.dimensions.last ?? 1)"]
    default: return ["summary"]
    }
  }

  private var lossFittings: [String] {
    let wanted: Int
    switch session.trainingData?.targets {
    case .classes(_, let count): wanted = count
    case .values(_, let width): wanted = width
    case nil: return []
    }
    let loss = "loss \(session.fittingLoss)"
    guard let last = network.layers.lastIndex(where: { $0 is Linear }) else { return [loss] }
    let resize = "replace l\(last) linear \(wanted)"
    // The loss alone, the size alone, or both.
    return [loss, resize, "\(resize); \(loss)"]
  }
}

extension Layer {
  /// "linear 4", "dropout p=0.2": what `add` takes for a layer like this one behind any other.
  var words: String {
    let declaration = Self.declaration
    var words = [declaration.name]
    let inferred = ["in", "in_features", "in_channels"]
    for setting in declaration.settings where !inferred.contains(setting.name) {
      guard let value = settings.values[setting.name], value != setting.defaultValue else {
        continue
      }
      words.append(setting.isRequired ? value.text : "\(setting.name)=\(value.text)")
    }
    return words.joined(separator: " ")
  }
}
