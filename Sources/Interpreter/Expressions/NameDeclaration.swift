/// A name that stands for a fact of the session: what `print` and a lesson's check can ask for.
public struct NameDeclaration: Sendable {
  /// "loss", "test.accuracy"
  public let name: String
  /// One line.
  public let summary: String
  let value: @Sendable (inout Evaluator) throws(Diagnostic) -> Value

  init(
    _ name: String, _ summary: String,
    _ value: @escaping @Sendable (inout Evaluator) throws(Diagnostic) -> Value
  ) {
    self.name = name
    self.summary = summary
    self.value = value
  }
}
