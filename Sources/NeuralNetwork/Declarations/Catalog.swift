/// Every building block, by kind. What is listed here can be typed, is completed, and is in help.
public enum Catalog {
  /// What `add` takes.
  public static let layers: [any Layer.Type] = [
    Linear.self, Tanh.self, Sigmoid.self, ReLU.self, Softmax.self,
    Conv1d.self, Conv2d.self, MaxPool2d.self, AvgPool2d.self, AdaptiveMaxPool2d.self,
    AdaptiveAvgPool2d.self, Flatten.self,
  ]

  /// What `loss` takes.
  public static let losses: [any Loss.Type] = [
    MeanSquaredError.self, BinaryCrossEntropy.self, BinaryCrossEntropyWithLogits.self,
    CrossEntropy.self,
  ]

  /// What `optimizer` takes.
  public static let optimizers: [any Optimizer.Type] = [SGD.self, Adam.self]

  /// What `init` takes.
  public static let initializers: [any Initializer.Type] = [
    Zeros.self, Constant.self, Uniform.self, Normal.self, XavierUniform.self, XavierNormal.self,
    KaimingUniform.self, KaimingNormal.self,
  ]

  /// What `data` takes.
  public static let datasets: [any DataSource.Type] = [
    XOR.self, Circle.self, Spiral.self, Digits.self,
  ]
}
