import NeuralNetwork

/// Modules that PyTorch has no class for, or whose class does not fit into `nn.Sequential`: what a
/// script must define before it can use them.
enum PyTorchModules {
  /// How one layer is written, and the definition that it needs.
  static func text(of layer: any Layer) -> (call: String, definition: String?) {
    switch layer {
    case is Step: ("Step()", step)
    case let layer as SelfAttention:
      (
        "SelfAttention(\(layer.width), \(layer.heads)"
          + (layer.hasBias ? "" : ", bias=False") + (layer.isCausal ? ", causal=True" : "") + ")",
        selfAttention
      )
    case let layer as Positions: (layer.pytorch, layer.isLearned ? learnedPositions : positions)
    case is RNN, is LSTM, is GRU: ("First(\(layer.pytorch))", first)
    default: (layer.pytorch, nil)
    }
  }

  static let residual = """
    class Residual(nn.Module):
        def __init__(self, block):
            super().__init__()
            self.block = block
        def forward(self, x):
            return x + self.block(x)
    """

  private static let step = """
    class Step(nn.Module):
        def forward(self, x):
            return (x >= 0).float() + 0 * x  # a slope of 0 everywhere
    """

  private static let selfAttention = """
    class SelfAttention(nn.MultiheadAttention):
        def __init__(self, embed, heads, bias=True, causal=False):
            super().__init__(embed, heads, bias=bias, batch_first=True)
            self.causal = causal
        def forward(self, x):
            mask = None
            if self.causal:
                places = x.shape[1]
                mask = torch.ones(places, places, dtype=torch.bool).triu(1)
            return super().forward(x, x, x, attn_mask=mask, need_weights=False)[0]
    """

  private static let positions = """
    class Positions(nn.Module):
        def __init__(self, width):
            super().__init__()
            self.scale = 10000 ** (-(torch.arange(width) // 2 * 2) / width)
        def forward(self, x):
            angle = torch.arange(x.shape[1])[:, None] * self.scale
            wave = torch.where(torch.arange(x.shape[2]) % 2 == 0, angle.sin(), angle.cos())
            return x + wave
    """

  private static let learnedPositions = """
    class LearnedPositions(nn.Module):
        def __init__(self, places, width):
            super().__init__()
            self.weight = nn.Parameter(torch.randn(places, width))
        def forward(self, x):
            return x + self.weight
    """

  private static let first = """
    class First(nn.Module):
        def __init__(self, layer):
            super().__init__()
            self.layer = layer
        def forward(self, x):
            return self.layer(x)[0]
    """
}
