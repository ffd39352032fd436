/// Every building block, by kind. What is listed here can be typed, is completed, and is in help.
public enum Catalog {
  public static let layers: [any Layer.Type] = [
    Linear.self, Tanh.self, Sigmoid.self, ReLU.self, Softmax.self,
  ]

  public static let losses: [any Loss.Type] = [
    MeanSquaredError.self, BinaryCrossEntropy.self, BinaryCrossEntropyWithLogits.self,
    CrossEntropy.self,
  ]

  public static let optimizers: [any Optimizer.Type] = [SGD.self, Adam.self]

  public static let initializers: [any Initializer.Type] = [
    Zeros.self, Constant.self, Uniform.self, Normal.self, XavierUniform.self, XavierNormal.self,
    KaimingUniform.self, KaimingNormal.self,
  ]

  public static let datasets: [any DataSource.Type] = [
    XOR.self, Circle.self, Spiral.self, Digits.self,
  ]
}
