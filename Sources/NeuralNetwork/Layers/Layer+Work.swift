extension Layer {
  /// About how many multiply-adds it takes to go forward with one sample, at the least: what is read,
  /// written and kept, and each weight as often as it is used. Going back takes twice as many.
  package var work: Int {
    let (inputs, outputs) = (inputShape.count, outputShape.count)
    var work = inputs + outputs + kept.count(1) + working.count(1)
    for parameter in parameters where parameter.shape.count >= 2 {
      // A weight is used at each place of a sequence or of a plane.
      let rows = max(parameter.shape[0], 1)
      let columns = max(parameter.shape[1], 1)
      let places = max(outputs / rows, inputs / columns, 1)
      work = work.saturatingSum(
        parameter.shape.reduce(1) { $0.saturatingProduct($1) }.saturatingProduct(places))
    }
    if parameters.isEmpty, let kernel = settings.sides("kernel") {
      // Windows may lie over one another.
      let window = kernel.height.saturatingProduct(kernel.width)
      work = work.saturatingSum(outputs.saturatingProduct(window))
    }
    if let attention = self as? SelfAttention {
      // Each place looks at each.
      let pairs = attention.places.saturatingProduct(attention.places)
      work = work.saturatingSum(pairs.saturatingProduct(2 * attention.width))
    }
    return work
  }
}

extension Network {
  /// The same of all layers.
  package var work: Int { layers.reduce(0) { $0.saturatingSum($1.work) } }
}

extension Int {
  fileprivate func saturatingSum(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? Int.max : sum
  }

  fileprivate func saturatingProduct(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? Int.max : product
  }
}
