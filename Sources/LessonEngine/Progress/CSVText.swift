/// Rows of comma-separated values that a spreadsheet may open.
enum CSVText {
  /// The row with its line end.
  static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\n"
  }

  /// A cell that stays text: what a spreadsheet would take for a formula has an apostrophe in front.
  ///
  /// - Source: RFC 4180 for the quotes; OWASP, "CSV Injection", for the signs.
  static func cell(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { formulaSigns.contains($0) } ?? false
    let safe = isFormula && Double(text) == nil ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { separators.contains($0) }) else { return safe }
    return "\"" + safe.replacingScalars { $0 == "\"" ? "\"\"" : nil } + "\""
  }

  /// With which a formula can begin.
  private static let formulaSigns: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  /// At which a reader could end a cell or a row.
  private static let separators: Set<Unicode.Scalar> = [
    ",", ";", "\t", "\"", "'", "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}",
  ]
}
