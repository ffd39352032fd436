extension MersenneTwister {
  /// Whether something of this probability happens: one draw of `tensor.bernoulli_(probability)`.
  public mutating func bernoulli(_ probability: Double) -> Bool {
    uniformDouble() < probability
  }

  /// What `torch.nn.functional.dropout` multiplies by: 0 with the given probability, and otherwise
  /// what makes up for the loss.
  ///
  ///     0 or 1 / (1 − p)
  ///
  /// These are the draws of PyTorch's own generator. On an Intel processor a PyTorch that was
  /// built with MKL draws its masks from MKL's generator instead; no other machine has those.
  ///
  /// - Source: Srivastava et al., "Dropout", 2014; PyTorch, `ATen/native/Dropout.cpp`.
  public mutating func dropoutMask(_ count: Int, probability: Double) -> [Float] {
    let kept = 1 / Float(1 - probability)
    if probability <= 0 { return [Float](repeating: 1, count: count) }
    if probability >= 1 { return [Float](repeating: 0, count: count) }
    return (0..<count).map { _ in bernoulli(1 - probability) ? kept : 0 }
  }
}
