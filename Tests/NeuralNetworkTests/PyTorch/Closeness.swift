import Testing

/// The values agree: within `relative` of the larger one, or within `absolute` near zero. What is
/// not a number agrees with itself.
func expectClose(
  _ computed: [Float], _ expected: [Float], relative: Float = 1e-5, absolute: Float = 1e-6,
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard computed.count == expected.count else {
    Issue.record(
      "\(what): \(computed.count) values for \(expected.count)", sourceLocation: sourceLocation)
    return
  }
  let apart = zip(computed, expected).enumerated().first { _, pair in
    let (one, other) = pair
    let isSame = one == other || one.isNaN && other.isNaN
    let allowed = max(absolute, relative * max(one.magnitude, other.magnitude))
    return !isSame && !((one - other).magnitude <= allowed)
  }
  if let (index, (one, other)) = apart {
    Issue.record("\(what)[\(index)] is \(one), not \(other)", sourceLocation: sourceLocation)
  }
}
