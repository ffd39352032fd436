extension String {
  /// The text with another one in the place of some of its scalars.
  ///
  /// To Swift, a sign and an accent behind it are one character, and not that sign; to who reads a file
  /// it is the sign. So whatever has a meaning in a file is looked for scalar by scalar.
  ///
  /// - Parameter replacement: nil keeps the scalar.
  func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
    var replaced = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let other = replacement(scalar) {
        replaced.append(contentsOf: other.unicodeScalars)
      } else {
        replaced.append(scalar)
      }
    }
    return String(replaced)
  }
}
