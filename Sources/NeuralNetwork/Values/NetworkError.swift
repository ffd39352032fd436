/// What a learner's network, loss or data cannot be, as data: the interpreter makes the sentence.
public enum NetworkError: Error, Equatable, Sendable {
  /// A layer was added before `input`.
  case noInput
  /// There is no layer of that index; `count` layers exist.
  case noLayer(index: Int, count: Int)
  /// `layer` ("linear 3→4") needs another shape than what `after` ("input", "linear 2→5") gives.
  case mismatch(layer: String, needs: Shape, after: String, gives: Shape)
  /// `layer` cannot read this number of axes; `needs` names those that it reads ("channels ×
  /// height × width").
  case wrongRank(layer: String, needs: String, gives: Shape)
  /// `what` ("linear.weight", "activations") would take `bytes`, or more than can be counted,
  /// where `limit` bytes are allowed. Nothing was allocated.
  case tooLarge(what: String, shape: [Int], bytes: Int?, limit: Int)
  /// `layer` ("conv2d 1→16 3×3") slides over planes that are smaller than its kernel, even with
  /// `padding` on both sides.
  case kernelTooLarge(layer: String, kernel: [Int], padding: Int, gives: Shape)
  /// `layer` ("max_pool2d 2") would have windows with nothing in them: its padding is more than half
  /// of its kernel.
  case paddingTooLarge(layer: String, padding: Int, kernel: Int)
  /// No zeros keep the size where outputs are further apart than inputs.
  case strideWithSamePadding(layer: String, stride: [Int])
  /// `loss` cannot compare this output with these targets ("3 classes", "2 values").
  case lossMismatch(loss: String, output: Shape, target: String)
  /// `loss` reads targets as probabilities, 0 to 1, and one of them is `value`.
  case badTarget(loss: String, value: Float)
  /// A setting of `loss` ("weight") has `given` numbers, and the output is `output`.
  case weightMismatch(loss: String, setting: String, given: Int, output: Shape)
  /// The data set's samples do not have the shape of the network's input.
  case inputMismatch(network: Shape, data: Shape)
  /// An axis of the input is not positive, or there are none.
  case badShape(Shape)
  /// `layer` ("embedding 6→3") reads whole numbers from 0 to `count` − 1, and the data have `value`.
  case noEntry(layer: String, value: Float, count: Int)
  /// `layer` ("batch_norm1d 4") learns from how the values of a batch differ, and a batch has one
  /// sample.
  case oneSample(layer: String)
  /// A lesson's own commands would do more than `limit` operations.
  case tooMuchWork(limit: Int)
  /// Nesterov's way is asked for without momentum, or with dampening.
  case nesterovWithoutMomentum
  /// There are no samples.
  case noData
  /// No loss is chosen.
  case noLoss
}
