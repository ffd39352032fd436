import Interpreter
import NeuralNetwork
import Testing

@Suite struct `The session as a PyTorch script` {
  @Test func `rules, schedule, frozen layers and preparation are in it`() {
    var session = Session.after(
      """
      data circle n=20; features x y x*y; standardise; input 3; add linear 4; add tanh
      add linear 1; loss bce_with_logits; batch 5; freeze l0
      optimizer sgd lr=0.1 weight_decay=0.01 l1=0.001 clip=1 clip_value=0.5
      schedule step size=30 gamma=0.1
      """)
    let text = session.says("train 1; pytorch").last ?? ""
    for part in [
      "net[0].requires_grad_(False)\n", "# x holds, for each sample: x, y, x*y\n",
      "mean, std = x.mean(0), x.std(0, correction=0)\n",
      "scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=30, gamma=0.1)\n",
      """
      for epoch in range(1):
          for batch in torch.randperm(len(x)).split(5):
              loss = loss_fn(net(x[batch]), y[batch])
              optimizer.zero_grad()
              loss.backward()

      """,
      """
              nn.utils.clip_grad_value_(net.parameters(), 0.5)
              nn.utils.clip_grad_norm_(net.parameters(), 1.0)
              optimizer.step()
          scheduler.step()
      """,
    ] {
      #expect(text.contains(part), "\(part)\n---\n\(text)")
    }
  }

  @Test func `residual blocks are modules, one within the other`() {
    var session = Session.after(
      """
      input 4; add linear 4; add linear 4; add tanh; add residual 2; add relu; add residual 5
      add linear 1; freeze l1
      """)
    let text = session.says("pytorch").joined()
    for part in [
      """
      class Residual(nn.Module):
          def __init__(self, block):
              super().__init__()
              self.block = block
          def forward(self, x):
              return x + self.block(x)

      """,
      """
      net = nn.Sequential(
          Residual(nn.Sequential(
              nn.Linear(4, 4),
              Residual(nn.Sequential(
                  nn.Linear(4, 4),
                  nn.Tanh(),
              )),
              nn.ReLU(),
          )),
          nn.Linear(4, 1),
      )
      """, "net[0].block[1].block[0].requires_grad_(False)\n",
    ] { #expect(text.contains(part), "\(text)") }
  }

  @Test func `summary shows what is chosen`() {
    var session = Session.after(
      """
      data circle n=20; features x y x*y; standardise; input 3; add linear 3; add tanh; add residual 2
      add linear 1; loss bce_with_logits; batch 5; freeze l0; mode eval
      optimizer sgd lr=0.1 weight_decay=0.01 clip=1; schedule step size=30 gamma=0.1; split 0.75
      """)
    #expect(
      session.says("summary") == [
        """
        network
         | layer | output | parameters | PyTorch
         | input | 3 | 0 | \

        l0 | linear 3→3, frozen | 3 | 12 | nn.Linear(3, 3)
        l1 | tanh | 3 | 0 | nn.Tanh()
        l2 | residual 2, adds what goes into l0 | 3 | 0 | lambda x: x + block(x)
        l3 | linear 3→1 | 1 | 4 | nn.Linear(3, 1)
        16 parameters in all, 12 of them frozen
        """,
        """
        training
         | \

        data | circle: 15 samples of 3 values, targets of 1 value · 5 held out
        features | x, y, x*y
        standardised | mean 0 and deviation 1, by the samples to learn from
        batch | 5 samples a step
        loss | bce_with_logits
        optimizer | sgd lr=0.1 weight_decay=0.01 clip_norm=1.0
        schedule | step step_size=30 gamma=0.1 per=epoch · lr 0.1 now
        mode | eval: forward runs as in use
        """,
      ])
  }

  @Test func `help tells apart what has the same name`() {
    var session = Session()
    #expect(session.says("help schedule step") == ["help: step, a schedule"])
    #expect(session.says("help add step") == ["help: step, a layer"])
    #expect(session.says("help schedule cosin") == ["! there is no schedule \"cosin\""])
    #expect(session.says("help train step") == ["! train takes no building blocks"])
  }

  @Test func `a residual block that does not fit says how it would`() {
    #expect(
      failure(of: "add residual 1", on: Session.after("input 4; add linear 3")) == """
        add residual 1
            ^^^^^^^^^^
        residual 1 adds what went into its block, 4 values, to what linear 4→3 gives, 3 values: the \
        two must be the same
        try: end the block with linear 4
        """)
    #expect(
      failure(of: "add residual 2", on: Session.after("input 4; add tanh")) == """
        add residual 2
            ^^^^^^^^^^
        residual 2 ends a block of the layers in front of it, and there is 1
        try: add linear 4; add relu; add residual 2
        """)
  }

  @Test(arguments: [
    ("init l0 zeros", "init zeros layer=l0"), ("init zeros l0", "init zeros layer=l0"),
    ("init l0", "init layer=l0"),
  ])
  func `a layer in the initialiser's place leads to layer=`(_ line: String, _ hint: String) {
    let session = Session.after("input 2; add linear 1")
    #expect(failure(of: line, on: session).hasSuffix("try: \(hint)"))
  }
}
