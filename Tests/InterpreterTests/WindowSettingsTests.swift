import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Sides of windows` {
  private static let pictures = Session.after("input 2 9 8")

  @Test(arguments: [
    ("conv2d 4 kernel=[3, 5]", "4×7×4", "nn.Conv2d(2, 4, kernel_size=(3, 5))"),
    ("conv2d 4 (3, 5)", "4×7×4", "nn.Conv2d(2, 4, kernel_size=(3, 5))"),
    ("Conv2d 4 kernel_size=(3, 3)", "4×7×6", "nn.Conv2d(2, 4, kernel_size=3)"),
    (
      "conv2d 4 [3, 2] stride=[2, 1] padding=(0, 1)", "4×4×9",
      "nn.Conv2d(2, 4, kernel_size=(3, 2), stride=(2, 1), padding=(0, 1))"
    ),
    (
      "conv2d 4 [2, 5] padding=same dilation=[3, 1]", "4×9×8",
      "nn.Conv2d(2, 4, kernel_size=(2, 5), padding='same', dilation=(3, 1))"
    ),
    ("conv2d 4 3 padding=\"valid\"", "4×7×6", "nn.Conv2d(2, 4, kernel_size=3)"),
    ("max_pool2d [3, 2]", "2×3×4", "nn.MaxPool2d((3, 2))"),
    ("max_pool2d 3 stride=(1, 2)", "2×7×3", "nn.MaxPool2d(3, stride=(1, 2))"),
    ("avg_pool2d 2 divisor_override=3", "2×4×4", "nn.AvgPool2d(2, divisor_override=3)"),
    ("batch_norm2d momentum=none", "2×9×8", "nn.BatchNorm2d(2, momentum=None)"),
  ])
  func `may differ, as in PyTorch`(_ words: String, _ output: String, _ module: String) throws {
    var session = Self.pictures
    #expect(session.run("add \(words)", in: .fake()).failure == nil)
    let layer = try #require(session.network.layers.last)
    #expect("\(layer.outputShape)" == output)
    #expect(layer.pytorch == module)
    // Its settings make it again.
    let again = try type(of: layer).init(settings: layer.settings, input: layer.inputShape)
    #expect(again.pytorch == module)
    #expect(again.outputShape == layer.outputShape)
  }

  @Test(arguments: [
    (
      "conv2d 4 kernel=[3, 5, 1]",
      "conv2d's kernel is a whole number, or two in brackets: for rows and for columns"
    ),
    (
      "conv2d 4 kernel=[3, 0.5]",
      "conv2d's kernel is a whole number, or two in brackets: for rows and for columns"
    ),
    (
      "conv2d 4 kernel=(0, 3)",
      "each number of conv2d's kernel is from 1 to 1048576, not 0"
    ),
    ("conv2d 4 3 padding=sam", "padding is a whole number, or one of same, valid"),
    (
      "conv2d 4 3 padding=same stride=2",
      "conv2d with padding=same gives as many outputs as inputs, which a stride of 2×2 does not"
    ),
    (
      "max_pool2d [3, 2] padding=[1, 2]",
      "max_pool2d 3×2 with padding=2 has windows with nothing in them: at most half of the kernel "
        + "of 2"
    ),
  ])
  func `are refused where they say nothing`(_ words: String, _ message: String) {
    var session = Self.pictures
    #expect(session.says("add \(words)").last == "! \(message)")
  }

  @Test func `of a line are one number`() {
    var session = Session.after("input 2 9")
    #expect(
      session.says("add conv1d 4 kernel=3 padding=[1, 2]")
        == ["! conv1d's padding is one whole number"])
    #expect(session.says("add conv1d 4 kernel=[3, 5]").last?.hasPrefix("! conv1d's kernel") == true)
    #expect(session.run("add conv1d 4 kernel=4 padding=same", in: .fake()).failure == nil)
    #expect(session.network.output == [4, 9])
  }

  @Test func `a variable named same is a number`() {
    var session = Session.after("input 2 9 8; let same = 2; add conv2d 4 3 padding=same")
    #expect(session.says("print 1").count == 1)
    #expect(session.network.output == [4, 11, 10])
  }
}
