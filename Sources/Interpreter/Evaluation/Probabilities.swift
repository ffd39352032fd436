import NeuralNetwork

/// Binary cross-entropy reads outputs as probabilities. PyTorch raises an error where one is below 0
/// or above 1; so does Gradus.
extension Session {
  /// Whether outputs have to be looked at: the loss reads probabilities, and the last layer does not
  /// make sure that there are none but these.
  var mustCheckProbabilities: Bool {
    guard loss is BinaryCrossEntropy else { return false }
    let last = network.layers.last { !($0 is Flatten) }
    return !(last is Sigmoid || last is Softmax || last is Step)
  }

  /// Throws where one of these outputs, [samples × output], is no probability.
  func checkProbabilities(_ outputs: [Float]) throws(Diagnostic) {
    guard mustCheckProbabilities,
      let index = outputs.firstIndex(where: { $0.isFinite && !(0...1).contains($0) })
    else { return }
    let width = max(1, network.output?.count ?? 1)
    throw Diagnostic(
      "bce reads outputs as probabilities, from 0 to 1, and sample \(index / width) gives "
        + "\(NumberText.decimal(Double(outputs[index]))); PyTorch raises an error too",
      hint: "add sigmoid, or loss bce_with_logits")
  }
}
