import Testing

/// The values agree: within `relative` of the larger of the two, or within `absolute` of the largest
/// value of all (of `scale`, where all are smaller), as sums that nearly cancel are no more exact
/// than their terms. What is not a number agrees with itself.
func expectClose(
  _ computed: [Float], _ expected: [Float], relative: Float = 1e-5, absolute: Float = 1e-6,
  scale smallest: Float = 1,
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard computed.count == expected.count else {
    Issue.record(
      "\(what): \(computed.count) values for \(expected.count)", sourceLocation: sourceLocation)
    return
  }
  let scale = expected.reduce(smallest) { $1.isFinite ? max($0, $1.magnitude) : $0 }
  let apart = zip(computed, expected).enumerated().first { _, pair in
    let (one, other) = pair
    let isSame = one == other || one.isNaN && other.isNaN
    let allowed = max(absolute * scale, relative * max(one.magnitude, other.magnitude))
    return !isSame && !((one - other).magnitude <= allowed)
  }
  if let (index, (one, other)) = apart {
    Issue.record("\(what)[\(index)] is \(one), not \(other)", sourceLocation: sourceLocation)
  }
}
