public import NeuralNetwork

/// What an expression evaluates to.
public enum Value: Sendable, Equatable {
  case number(Double)
  case tensor(Tensor)
  case boolean(Bool)
  case text(String)
}
