extension Dataset {
  /// Samples written out: a row of `x` and a row of `y` each. A list of numbers is a column.
  ///
  /// - Throws: `DataError.rowCountsDiffer`, `.empty`.
  public init(name: String = "values", x: Tensor, y: Tensor) throws(DataError) {
    guard let rows = x.shape.first, rows > 0, !x.values.isEmpty, !y.values.isEmpty else {
      throw .empty
    }
    guard rows == y.shape.first else {
      throw .rowCountsDiffer(inputs: rows, targets: y.shape.first ?? 1)
    }
    let inputShape = x.shape.count == 1 ? [1] : Shape(Array(x.shape.dropFirst()))
    self.init(
      name: name, inputShape: inputShape, inputs: x.values,
      targets: .values(y.values, width: y.values.count / rows),
      featureNames: inputShape.count > 8 ? [] : (1...inputShape.count).map { "x\($0)" })
  }
}
