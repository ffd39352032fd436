/// A number with what it counts: `1 step`, `3 steps`, `0 passes`.
///
/// - Parameter many: the plural where it is not the noun and an s.
package func counted(_ number: Int, _ noun: String, _ many: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : many ?? noun + "s")"
}
