import NeuralNetwork
import Testing

/// What PyTorch 2.13 draws after `torch.manual_seed(42)`, and the number that `torch.rand(1)` gives
/// then.
struct FreshLayerTests {
  private func expect(
    _ type: any Layer.Type, _ settings: Settings, on input: Shape, _ starts: [String: [Float]],
    next: Float
  ) throws {
    var network = Network()
    var generator = MersenneTwister(seed: 42)
    try network.setInput(input)
    try network.append(network.makeLayer(type, settings: settings), using: &generator)
    #expect(Set(network.slices.map(\.name)) == Set(starts.keys))
    for (name, values) in starts {
      let slice = try #require(network.slice(layer: 0, named: name))
      expectClose(
        Array(network.tensor(slice).values.prefix(3)), values, relative: 1e-6, absolute: 0, name)
    }
    #expect(generator.uniform() == next)
  }

  @Test func `an embedding starts as PyTorch's`() throws {
    try expect(
      Embedding.self, ["num": .integer(6), "dim": .integer(3)], on: [2],
      ["weight": [1.9269152879714966, 1.4872840642929077, -0.4973975419998169]],
      next: 0.3376477360725403)
  }

  @Test func `an attention starts as PyTorch's`() throws {
    let out: [Float] = [0.3822692632675171, 0.4150039553642273, -0.11713624000549316]
    try expect(
      SelfAttention.self, ["heads": .integer(2)], on: [3, 4],
      [
        "in_proj_weight": [-0.28214243054389954, -0.07181466370820999, -0.2487201690673828],
        "in_proj_bias": [0, 0, 0], "out_proj.weight": out, "out_proj.bias": [0, 0, 0],
      ], next: 0.20180100202560425)
    try expect(
      SelfAttention.self, ["heads": .integer(2), "bias": .flag(false)], on: [3, 4],
      [
        "in_proj_weight": [0.47206923365592957, 0.09051410853862762, -0.285879909992218],
        "out_proj.weight": out,
      ], next: 0.6532081365585327)
  }

  @Test func `recurrent layers start as PyTorch's`() throws {
    let first: [Float] = [0.4414065182209015, 0.47920528054237366, -0.1352572739124298]
    let third: [Float] = [-0.26953014731407166, 0.14716561138629913, -0.2660064101219177]
    try expect(
      RNN.self, ["hidden": .integer(3)], on: [5, 2],
      [
        "weight_ih_l0": first,
        "weight_hh_l0": [-0.28108587861061096, 0.3390677869319916, 0.5089590549468994],
        "bias_ih_l0": [-0.08151666074991226, 0.44507113099098206, 0.08533751219511032],
        "bias_hh_l0": third,
      ], next: 0.4413635730743408)
    try expect(
      LSTM.self, ["hidden": .integer(3)], on: [5, 2],
      [
        "weight_ih_l0": first,
        "weight_hh_l0": [-0.45574307441711426, -0.2661644518375397, -0.16302913427352905],
        "bias_ih_l0": [0.03635212406516075, -0.3940647542476654, 0.17802710831165314],
        "bias_hh_l0": [0.5555557012557983, -0.47647345066070557, -0.5726599097251892],
      ], next: 0.8034619092941284)
    try expect(
      GRU.self, ["hidden": .integer(3)], on: [5, 2],
      [
        "weight_ih_l0": first, "weight_hh_l0": third,
        "bias_ih_l0": [-0.2524016797542572, 0.3332839012145996, 0.10330310463905334],
        "bias_hh_l0": [0.16629496216773987, 0.23914629220962524, 0.1825934648513794],
      ], next: 0.32780885696411133)
  }

  @Test func `layers on each other, both ways, start as PyTorch's`() throws {
    try expect(
      GRU.self,
      ["hidden": .integer(3), "num_layers": .integer(2), "bidirectional": .flag(true)], on: [5, 2],
      [
        "weight_ih_l0": [0.4414065182209015, 0.47920528054237366, -0.1352572739124298],
        "weight_hh_l0": [-0.26953014731407166, 0.14716561138629913, -0.2660064101219177],
        "bias_ih_l0": [-0.2524016797542572, 0.3332839012145996, 0.10330310463905334],
        "bias_hh_l0": [0.16629496216773987, 0.23914629220962524, 0.1825934648513794],
        "weight_ih_l0_reverse": [-0.19882920384407043, 0.17690952122211456, -0.1202860102057457],
        "weight_hh_l0_reverse": [-0.39358648657798767, 0.3063294291496277, -0.23336756229400635],
        "bias_ih_l0_reverse": [-0.5053039193153381, -0.36762088537216187, 0.5771244168281555],
        "bias_hh_l0_reverse": [-0.5080227851867676, -0.24876466393470764, -0.34564146399497986],
        "weight_ih_l1": [-0.1976255178451538, -0.45569151639938354, 0.48409080505371094],
        "weight_hh_l1": [0.13408999145030975, 0.2982544004917145, 0.1046905592083931],
        "bias_ih_l1": [-0.5171712040901184, -0.18819448351860046, 0.19497360289096832],
        "bias_hh_l1": [0.08351804316043854, -0.14951682090759277, 0.23885859549045563],
        "weight_ih_l1_reverse": [0.38640356063842773, 0.4374205470085144, 0.21041426062583923],
        "weight_hh_l1_reverse": [-0.574641764163971, -0.13104908168315887, -0.3460957705974579],
        "bias_ih_l1_reverse": [-0.23104815185070038, 0.15298597514629364, -0.20032085478305817],
        "bias_hh_l1_reverse": [0.15189123153686523, 0.3870698809623718, 0.5692024230957031],
      ], next: 0.18360549211502075)
  }
}
