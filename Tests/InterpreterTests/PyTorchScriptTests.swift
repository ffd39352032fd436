import Interpreter
import NeuralNetwork
import Testing

@Suite struct `PyTorch beside it` {
  private func script(_ line: String) -> String {
    var session = Session.after(line)
    return session.says("pytorch").joined()
  }

  @Test
  func `a small session is a whole script with its weights, its samples and the last command`() {
    #expect(
      script(
        """
        seed 3; input 2; add linear 1; add sigmoid; loss bce; optimizer sgd lr=0.5
        data values x=[[0, 1], [1, 0]] y=[[1], [0]]; set l0.weight [[0.5, -0.25]]; set l0.bias 0.1
        train 2
        undo; undo; undo; train 2; undo
        set l0.weight [[0.5, -0.25]]; set l0.bias 0.1; forward
        """) == """
          import torch
          from torch import nn, optim

          torch.manual_seed(3)
          net = nn.Sequential(
              nn.Linear(2, 1),
              nn.Sigmoid(),
          )
          with torch.no_grad():
              net[0].weight.copy_(torch.tensor([[0.5, -0.25]]))
              net[0].bias.copy_(torch.tensor([0.1]))
          loss_fn = nn.BCELoss()
          optimizer = optim.SGD(net.parameters(), lr=0.5)
          x = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
          y = torch.tensor([[1.0], [0.0]])

          # forward
          loss = loss_fn(net(x), y)
          print(loss.item())
          """)
  }

  @Test func `batches, gradient rules and steps are a loop`() {
    let text = script(
      """
      input 1; add linear 1; loss mse; data values x=[[1], [2], [3]] y=[1, 2, 3]; batch 2
      optimizer sgd lr=0.1 clip_norm=1; train 3 steps
      """)
    #expect(
      text.contains(
        """
        # train 3 steps
        # 3 steps, and the rest of their last epoch
        for epoch in range(2):
            for batch in torch.randperm(len(x)).split(2):
                loss = loss_fn(net(x[batch]), y[batch])
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(net.parameters(), 1.0)
                optimizer.step()
        print(loss_fn(net(x), y).item())
        """), "\(text)")
  }

  @Test(arguments: ["dropout 0.5", "batch_norm1d"])
  func `the loss after training is that in use`(layer: String) {
    let build = "input 2; add linear 4; add \(layer); add linear 1; loss mse; optimizer sgd lr=0.1"
    let text = script("\(build); data values x=[[1, 2], [3, 4]] y=[1, 2]; train 2")
    #expect(text.hasSuffix("net.eval()\nprint(loss_fn(net(x), y).item())"), "\(text)")
  }

  @Test(arguments: [
    ("input 2; add step", "    Step(),"),
    (
      "input 4; add linear 4; add tanh; add residual 2; add linear 2",
      "    Residual(nn.Sequential(\n        nn.Linear(4, 4),\n        nn.Tanh(),\n    )),\n    nn.Linear(4, 2),"
    ),
    ("input 3 4; add lstm 5", "    First(nn.LSTM(4, 5, batch_first=True)),"),
    ("input 3 4; add self_attention heads=2 causal=true", "    SelfAttention(4, 2, causal=True),"),
    ("input 1 8 8; add conv2d 4 3; add flatten", "    nn.Flatten(),"),
  ]) func `what Sequential cannot take gets a class`(_ line: String, _ module: String) {
    #expect(script(line).contains(module), "\(script(line))")
  }

  @Test func `every page of help ends with the same in PyTorch`() throws {
    let words =
      Commands.all.map(\.verb)
      + BlockFamily.allCases.flatMap { $0.declarations.map(\.name) }
    for word in words {
      var session = Session()
      let run = session.run("help \(word)", in: .fake())
      guard case .help(let page)? = run.steps.first?.outcome.reports.first else {
        Issue.record("no page for \(word)")
        continue
      }
      let last = try #require(page.sections.last)
      #expect(last.heading == "in PyTorch", "\(word)")
      let line = last.entries.map(\.meaning).joined()
      #expect(!line.isEmpty && !line.contains("…"), "\(word): \(line)")
      if line.hasPrefix("#") {
        // Where there is none, it says what one would do.
        #expect(line.hasPrefix("# no counterpart") && line.count > 20, "\(word): \(line)")
      }
    }
  }
}
