import NeuralNetwork
import Testing

struct CatalogTests {
  static let declarations: [(kind: String, all: [BlockDeclaration])] = [
    ("layers", Catalog.layers.map { $0.declaration }),
    ("losses", Catalog.losses.map { $0.declaration }),
    ("optimizers", Catalog.optimizers.map { $0.declaration }),
    ("initializers", Catalog.initializers.map { $0.declaration }),
    ("datasets", Catalog.datasets.map { $0.declaration }),
  ]

  @Test(arguments: 0..<declarations.count)
  func `each block has a name of its own, a summary, an example and a source`(_ index: Int) {
    let (kind, all) = Self.declarations[index]
    let names = all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count, "\(kind)")
    for declaration in all {
      #expect(declaration.example.split(separator: " ").first.map(String.init) == declaration.name)
      #expect(!declaration.summary.isEmpty && !declaration.source.isEmpty)
      let settings = declaration.settings.flatMap { [$0.name] + $0.aliases }
      #expect(Set(settings).count == settings.count, "\(declaration.name)")
    }
  }

  @Test(arguments: Catalog.layers.map(GradientCheckTests.Block.init))
  func `a layer made again from its settings is the same`(_ block: GradientCheckTests.Block) throws
  {
    let layer = try block.type.init(settings: block.settings, input: block.input(6))
    let again = try block.type.init(settings: layer.settings, input: layer.inputShape)
    #expect(again.label == layer.label)
    #expect(again.outputShape == layer.outputShape)
    #expect(again.parameters == layer.parameters)
  }

  @Test(arguments: [-3, -0.5, 0, 0.5, 2] as [Double])
  func `a function's card agrees with its kernel`(_ z: Double) throws {
    for type in Catalog.layers.compactMap({ $0 as? any ElementwiseLayer.Type }) {
      let layer = try type.init(settings: [:], input: [1])
      let plan = try TrainingPlan(
        network: Network.build([1], (type, nil)), loss: nil, capacity: 1)
      var pass = try plan.forward(parameters: [], inputs: [Float(z)])
      expectClose(pass.outputs[1], [Float(layer.value(z))], "\(layer.label)")
      var none: [Float] = []
      try plan.backward(&pass, parameters: [], outputGradient: [1], gradients: &none)
      expectClose(pass.outputGradients[0], [Float(layer.derivative(z))], "\(layer.label).grad")
    }
  }

  @Test func `softmax(2, 1, 0.1) is 0.6590, 0.2424, 0.0986`() throws {
    let network = try Network.build([3], (Softmax.self, nil))
    let outputs = try TrainingPlan(network: network, loss: nil, capacity: 1)
      .predict(parameters: [], inputs: [2, 1, 0.1])
    expectClose(outputs, [0.6590, 0.2424, 0.0986], absolute: 5e-5, "softmax")
  }

  @Test func `the variants of the kernels can be chosen by name`() {
    let names = Kernels.all.map(\.name)
    #expect(names.first == "portable")
    #expect(Set(names).count == names.count)
    let current = Kernels.current.name
    #expect(!Kernels.select("no such variant"))
    #expect(Kernels.current.name == current)
    #expect(Kernels.select(current))
  }
}
