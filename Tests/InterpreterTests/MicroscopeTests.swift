import Interpreter
import NeuralNetwork
import Testing

/// `explain` for every kind of layer, loss and optimizer.
struct MicroscopeTests {
  /// Networks that have every layer of the catalog between them, one sample each.
  static let networks = [
    """
    input 1 4 4; add conv2d 2 3 padding=1; add relu; add max_pool2d 2; add batch_norm2d; \
    add avg_pool2d 2; add flatten; add linear 2; loss mse; \
    data values x=[[[[1,2,3,4],[4,3,2,1],[0,1,0,1],[2,0,2,1]]]] y=[[1, 2]]
    """,
    """
    input 1 4 4; add conv2d 2 3; add leaky_relu; add adaptive_max_pool2d 1; add flatten; \
    add linear 2; add softmax; loss l1; \
    data values x=[[[[1,2,3,4],[4,3,2,1],[0,1,0,1],[2,0,2,1]]]] y=[[1, 2]]
    """,
    """
    input 3 4; add self_attention 2; add layer_norm; add rnn 3; add gelu; add flatten; \
    add linear 2; loss huber; \
    data values x=[[[1,2,3,4],[2,1,0,1],[1,1,1,0.5]]] y=[[1, 2]]
    """,
    """
    input 3; add embedding 5 2; add lstm 3; add gru 2; add conv1d 3 1; add residual 1; add flatten; \
    add silu; add linear 3; loss cross_entropy; data values x=[[0, 4, 2]] labels=[2] classes=3
    """,
    """
    input 2; add linear 4; add elu; add dropout 0.5; add batch_norm1d; add softplus; add linear 2; \
    add log_softmax; loss nll; mode eval; data values x=[[1, -2]] labels=[1] classes=2
    """,
    """
    input 1 2 2; add adaptive_avg_pool2d; add flatten; add linear 2; add step; add linear 1; \
    loss bce_with_logits; data values x=[[[[1, 2], [3, 4]]]] y=[[1]]
    """,
    "input 2; add linear 1; loss hinge; data values x=[[1, 2]] y=[[1]]",
    "input 2; add linear 1; loss perceptron; data values x=[[1, 2]] y=[[0]]; set l0.weight 1",
    "input 2; add linear 1; loss smooth_l1; data values x=[[1, 2]] y=[[0]]",
  ]

  @Test(arguments: networks)
  func `every neuron and every parameter has an explanation that adds up`(_ script: String) {
    var session = Session.after(script + "; forward; backward")
    for (index, layer) in session.network.layers.enumerated() {
      for neuron in [0, layer.outputShape.count - 1] {
        let run = session.run("explain l\(index).n\(neuron)", in: .fake())
        #expect(run.failure == nil)
        let said = run.steps.first?.outcome.reports.first?.text ?? ""
        #expect(said.contains("--\n"), "\(said)")
        #expect(!said.contains("nan"), "\(said)")
      }
      for slice in session.network.slices where slice.layer == index {
        let offset = slice.range.count - 1
        let name = slice.elementName(offset)
        let said = session.says("explain \(name).grad")[0]
        let held = NumberText.signed(Double(session.gradients[slice.range.lowerBound + offset]))
        // One sample: the paths' sum is the gradient.
        #expect(
          said.contains("sum = \(held)") || said.contains("= \(held)")
            || said.contains("no path") || said.contains("cut off"), "\(name) is \(held)\n\(said)")
        #expect(said.contains("path"), "\(said)")
      }
    }
    let loss = session.says("explain loss")[0]
    #expect(loss.contains("what goes back from sample 0"), "\(loss)")
  }

  @Test(arguments: [
    "sgd lr=0.5", "sgd lr=0.1 momentum=0.9 nesterov=true weight_decay=0.01",
    "adam lr=0.01 clip_norm=0.1", "adamw lr=0.1", "rmsprop lr=0.01 centered=true momentum=0.5",
    "adagrad lr=0.1 l1=0.01", "perceptron", "adam lr=0.01 amsgrad=true clip_value=0.05",
  ])
  func `the update that is explained is the one that step does`(_ optimizer: String) throws {
    var session = Session.after(GradcheckTests.xor + "; optimizer \(optimizer); schedule step 2")
    for _ in 0..<4 {
      _ = session.run("zero_grad; forward; backward", in: .fake())
      let said = session.says("explain l0.weight[1,0].update")[0]
      let last = try #require(said.split(separator: "\n").last { $0.hasPrefix("w goes from") })
      let old = session.says("print l0.weight[1,0]")[0]
      _ = session.run("step", in: .fake())
      let new = session.says("print l0.weight[1,0]")[0]
      for number in [old, new] {
        let value = try #require(number.split(separator: " ").last.flatMap { Double($0) })
        #expect(last.contains(NumberText.signed(value)), "\(number) in \(said)")
      }
    }
  }

  @Test func `an update is the optimizer's arithmetic with its moments`() {
    // The loss is (b - 1)², whose slope at 0 is -2; the bias is put back after the first update.
    var session = Session.after(
      """
      input 1; add linear 1; loss mse; data values x=[[0]] y=[[1]]; optimizer sgd lr=0.5 momentum=0.9
      set l0.weight 0; set l0.bias 0; forward; backward; step; zero_grad; set l0.bias 0
      forward; backward
      """)
    #expect(
      session.says("explain l0.bias[0].update") == [
        """
        l0.bias[0].update · update 2 of sgd lr=0.5 momentum=0.9
        w = +0.0000
        grad = -2.0000
        momentum_buffer = -2.0000, kept of the steps before
        lr = 0.5000, momentum = 0.9000
        v = momentum × momentum_buffer + grad = 0.9000 × (-2.0000) - 2.0000 = -3.8000
        new w = w - lr × v = 0.0000 - 0.5000 × (-3.8000) = 1.9000
        w goes from +0.0000 to +1.9000, a change of +1.9000
        --
        """
      ])
  }

  @Test func `a frozen layer has no update, and the card says so`() {
    var session = Session.after(GradcheckTests.xor + "; freeze l0; forward; backward")
    #expect(
      session.says("explain l0.weight[0,0].update")[0].contains(
        "l0 is frozen: its parameters stay as they are\n"
          + "w goes from +0.5000 to +0.5000, a change of +0.0000"))
  }

  @Test func `a window is shown with its weights, and a maximum with the place it is taken from`() {
    var session = Session.after(
      """
      input 1 3 3; add conv2d 1 2; add max_pool2d 2; loss mse
      set l0.weight [[[[1, 0], [0, -1]]]]; set l0.bias 0.5
      """)
    #expect(failure(of: "explain l0.n0.update", on: session).contains("updates weights"))
    session = Session.after(
      """
      input 1 3 3; add conv2d 1 2; add max_pool2d 2; add flatten; loss mse
      set l0.weight [[[[1, 0], [0, -1]]]]; set l0.bias 0.5
      data values x=[[[[1, 2, 3], [4, 5, 6], [7, 8, 0.001]]]] y=[[1]]; forward; backward
      """)
    #expect(
      session.says("explain l0.n3")[0].split(separator: "\n").dropFirst().prefix(6) == [
        "window at row 1, column 1 × weights",
        " +5.00 +6.00 × +1.00 +0.00", " +8.00 +0.00 × +0.00 -1.00",
        "sum of the products = +4.9990", "bias +0.5000", "z = +5.4990",
      ])
    #expect(
      session.says("explain l1.n0")[0].split(separator: "\n").dropFirst().prefix(4) == [
        "the window at row 0, column 0:", " -3.5000 -3.5000", " -3.5000[+5.4990]",
        "a = max = l0.n3 = +5.4990",
      ])
  }
}
