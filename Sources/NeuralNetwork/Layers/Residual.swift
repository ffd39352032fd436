import CKernels

/// Adds what went into an earlier layer to what comes here, so that the layers between learn a
/// difference, and gradients have a short way back.
///
///     y = x + earlier        ∂L/∂x = ∂L/∂y;  ∂L/∂earlier gets ∂L/∂y as well
///
/// `residual 2` ends a block of the two layers in front of it. There is no container: layers stay one
/// flat list. A layer that is put into a block, or taken out of it, makes the block longer or
/// shorter.
///
/// - Source: He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", 2015.
package struct Residual: Layer {
  package static let declaration = BlockDeclaration(
    "residual", aliases: ["skip"],
    summary: "adds what went into the layers before it to what came out: x + f(x)",
    settings: [
      Setting("layers", kind: .integer(1...Int.max), summary: "how many layers the block has")
    ],
    example: "residual 2",
    source: "He et al. 2015, https://arxiv.org/abs/1512.03385")

  package let inputShape: Shape
  package let reach: Int

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    try self.init(reach: settings.integer("layers") ?? 1, input: input)
  }

  init(reach: Int, input: Shape) throws(NetworkError) {
    guard reach > 0 else { throw .wrongRank(layer: "residual", needs: "1 layer", gives: [0]) }
    self.reach = reach
    inputShape = input
  }

  package var settings: Settings { ["layers": .integer(reach)] }
  package var outputShape: Shape { inputShape }
  package var label: String { "residual \(reach)" }
  package var pytorch: String { "lambda x: x + block(x)" }

  /// - Precondition: never called; the plan knows where the earlier input lies.
  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    preconditionFailure("a residual block outside of a plan")
  }
}

final class ResidualOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let source: UnsafeMutablePointer<Float>
  private let farGradient: UnsafeMutablePointer<Float>?
  private let width: Int

  init(
    _ buffers: LayerBuffers, source: UnsafeMutablePointer<Float>,
    farGradient: UnsafeMutablePointer<Float>?, width: Int
  ) {
    self.buffers = buffers
    self.source = source
    self.farGradient = farGradient
    self.width = width
  }

  override func forward(_ samples: Int) {
    for index in 0..<samples * width {
      buffers.output[index] = buffers.input[index] + source[index]
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dy = buffers.outputGradient else { return }
    farGradient?.update(from: dy, count: samples * width)
    buffers.inputGradient?.update(from: dy, count: samples * width)
  }
}

/// Where a residual block begins: adds the gradient that comes from its end to the one that comes
/// through its layers, which has been written before this is run.
final class ForkOperation: LayerOperation {
  private let farGradient: UnsafeMutablePointer<Float>
  private let gradient: UnsafeMutablePointer<Float>
  private let width: Int

  init(
    farGradient: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, width: Int
  ) {
    self.farGradient = farGradient
    self.gradient = gradient
    self.width = width
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    for index in 0..<samples * width { gradient[index] += farGradient[index] }
  }
}

extension Residual {
  /// y = x + earlier
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (here, earlier) = (
      tracer.input(output), tracer.earlierInput(output, reach: reach)
    )
    return tracer.graph.add(here, earlier)
  }
}
