/// The surprise at each true answer, where the outputs are probabilities of "yes".
///
///     loss = mean(−y log p − (1 − y) log(1 − p))        ∂loss/∂p = (p − y) / (p (1 − p)) / n
///
/// Output and targets: [batch × values]. A logarithm is held at −100, and p (1 − p) at 10⁻¹² at
/// least, so that a certain mistake costs much and not infinitely much.
///
/// - Source: PyTorch, `torch.nn.BCELoss`.
package struct BinaryCrossEntropy: Loss {
  package static let declaration = BlockDeclaration(
    "bce", aliases: ["bce_loss", "binary_cross_entropy"],
    summary: "for probabilities of yes: mean(-y log p - (1 - y) log(1 - p))",
    example: "bce",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.BCELoss()" }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let count = buffers.samples * buffers.width
    var sum: Float = 0
    for index in 0..<count {
      let p = buffers.output[index]
      let y = buffers.values[index]
      let logYes = Float(ScalarMath.log(Double(p)))
      let logNo = Float(ScalarMath.log(1 - Double(p)))
      sum += (y - 1) * (logNo < -100 ? -100 : logNo) - y * (logYes < -100 ? -100 : logYes)
      let slope = (1 - p) * p
      buffers.gradient?[index] = (p - y) / (slope < 1e-12 ? 1e-12 : slope) / Float(count)
    }
    return sum / Float(count)
  }
}
