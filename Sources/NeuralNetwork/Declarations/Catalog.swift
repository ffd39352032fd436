/// Every building block, by kind. What is listed here can be typed, is completed, and is in help.
public enum Catalog {
  /// What `add` takes.
  public static let layers: [any Layer.Type] = [
    Linear.self, Tanh.self, Sigmoid.self, ReLU.self, LeakyReLU.self, ELU.self, SiLU.self, GELU.self,
    Softplus.self,
    Step.self, Softmax.self, LogSoftmax.self, Dropout.self, LayerNorm.self, BatchNorm1d.self,
    BatchNorm2d.self, Embedding.self, Positions.self, SelfAttention.self, RNN.self,
    LSTM.self, GRU.self, Residual.self,
    Conv1d.self, Conv2d.self, MaxPool2d.self, AvgPool2d.self, AdaptiveMaxPool2d.self,
    AdaptiveAvgPool2d.self, Flatten.self,
  ]

  /// What `loss` takes.
  public static let losses: [any Loss.Type] = [
    MeanSquaredError.self, BinaryCrossEntropy.self, BinaryCrossEntropyWithLogits.self,
    CrossEntropy.self, L1.self, Huber.self, SmoothL1.self, NegativeLogLikelihood.self, Hinge.self,
    PerceptronCriterion.self,
  ]

  /// What `optimizer` takes.
  public static let optimizers: [any Optimizer.Type] = [
    SGD.self, Adagrad.self, RMSprop.self, Adam.self, AdamW.self, PerceptronRule.self,
  ]

  /// What `schedule` takes.
  public static let schedules: [any Schedule.Type] = [
    StepSchedule.self, Exponential.self, Cosine.self, LinearWarmUp.self, OneCycle.self,
  ]

  /// What `init` takes.
  public static let initializers: [any Initializer.Type] = [
    Zeros.self, Constant.self, Uniform.self, Normal.self, XavierUniform.self, XavierNormal.self,
    KaimingUniform.self, KaimingNormal.self, LeCunUniform.self, LeCunNormal.self, Orthogonal.self,
  ]

  /// What `data` takes.
  public static let datasets: [any DataSource.Type] = [
    XOR.self, And.self, Or.self, Nand.self, Circle.self, Gauss.self, Moons.self, Spiral.self,
    Sine.self, Plane.self, OneHot.self, Bars.self, Shapes.self, MNIST1D.self, Iris.self,
    Digits.self,
  ]
}
