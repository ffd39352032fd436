import NeuralNetwork

/// The line of PyTorch for a building block, for its page of help.
enum BlockLines {
  static func line(_ block: BlockDeclaration, in family: BlockFamily, at index: Int) -> String {
    switch family {
    case .layers: layer(block)
    case .losses: "loss_fn = \(Catalog.losses[index].init(settings: block.completed([:])).pytorch)"
    case .optimizers:
      "optimizer = \(Catalog.optimizers[index].init(settings: block.completed([:])).pytorch)"
    case .schedules: "scheduler = \(schedule(index, block))"
    case .initializers: initializer(index, block)
    case .datasets:
      datasets[block.name] ?? "# no counterpart: TensorDataset(x, y) of your own samples"
    }
  }

  /// The example's schedule, as its settings may have no defaults.
  private static func schedule(_ index: Int, _ block: BlockDeclaration) -> String {
    var session = Session()
    guard session.run("schedule \(block.example)", in: nowhere).failure == nil,
      let schedule = session.schedule
    else { return Catalog.schedules[index].init(settings: block.completed([:])).pytorch }
    return schedule.pytorch
  }

  private static let nowhere = Environment(
    readShipped: { path throws(Diagnostic) in throw Diagnostic(path) },
    readFile: { path throws(Diagnostic) in throw Diagnostic(path) }, now: { .zero })

  private static func initializer(_ index: Int, _ block: BlockDeclaration) -> String {
    let one = Catalog.initializers[index].init(settings: block.completed([:])).pytorch
    return one.replacing("(w", with: "(net[0].weight")
  }

  /// The example's layer behind the first of a few shapes that it can read.
  private static func layer(_ block: BlockDeclaration) -> String {
    for input in ["8", "4 8", "3 16 16"] {
      var session = Session()
      let line = "input \(input); add linear 8; add linear 8; add \(block.example)"
      let plain = "input \(input); add \(block.example)"
      guard session.run(block.name == "residual" ? line : plain, in: nowhere).failure == nil else {
        continue
      }
      switch session.network.layers.last {
      case is Residual: return "x = x + block(x)  # in a module's forward"
      case is Positions: return "x = x + wave  # the sines and cosines of each place, or a weight"
      case is Step: return "torch.heaviside(z, torch.ones(()))"
      case let layer?: return layer.pytorch
      case nil: continue
      }
    }
    return "# no counterpart"
  }

  private static let datasets = [
    "xor": "x = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]); "
      + "y = torch.tensor([[0.], [1.], [1.], [0.]])",
    "and": "x = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]); "
      + "y = torch.tensor([[0.], [0.], [0.], [1.]])",
    "or": "x = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]); "
      + "y = torch.tensor([[0.], [1.], [1.], [1.]])",
    "nand": "x = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]); "
      + "y = torch.tensor([[1.], [1.], [1.], [0.]])",
    "circle": "x = 2 * torch.rand(200, 2) - 1; y = (x.norm(dim=1, keepdim=True) < 0.7).float()",
    "gauss": "y = torch.randint(2, (200, 1)).float(); x = y - 0.5 + 0.3 * torch.randn(200, 2)",
    "moons": "# no counterpart; scikit-learn: x, y = sklearn.datasets.make_moons(200, noise=0.1)",
    "spiral":
      "# no counterpart: t = torch.rand(100) * 6; x = torch.stack([t * t.cos(), t * t.sin()], 1)",
    "sine": "x = 2 * torch.rand(100, 1) - 1; y = torch.sin(torch.pi * x)",
    "plane": "x = 2 * torch.rand(100, 2) - 1; y = x.mean(dim=1, keepdim=True)",
    "one_hot": "x = torch.eye(4); y = x",
    "bars": "# no counterpart: draw the pictures into torch.zeros(200, 1, 8, 8)",
    "shapes": "# no counterpart: draw the pictures into torch.zeros(400, 1, 12, 12)",
    "mnist1d": "# no counterpart; the package mnist1d: mnist1d.data.make_dataset()",
    "iris": "# no counterpart; scikit-learn: x, y = sklearn.datasets.load_iris(return_X_y=True)",
    "digits":
      "# no counterpart; scikit-learn: x, y = sklearn.datasets.load_digits(return_X_y=True)",
  ]
}
