extension Canvas {
  /// The styles alone: a letter a cell, `.` for plain, and what each letter means. With `text` it
  /// says everything about a canvas; tests of coloured pictures compare both.
  package var styleMap: String {
    var letters: [Style: Character] = [.plain: "."]
    var legend: [String] = []
    let names = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var rows: [String] = []
    for y in 0..<size.rows {
      var line = ""
      for cell in row(y) {
        if letters[cell.style] == nil {
          let index = letters.count - 1
          let letter = index < names.count ? names[index] : "?"
          letters[cell.style] = letter
          legend.append("\(letter) \(cell.style.description)")
        }
        line.append(letters[cell.style] ?? "?")
      }
      while line.last == "." { line.removeLast() }
      rows.append(line)
    }
    return (rows + legend).joined(separator: "\n")
  }
}

extension Style: CustomStringConvertible {
  /// "215 on 235 bold"; empty for the plain style.
  public var description: String {
    var words = foreground.index.map { [String($0)] } ?? []
    if let background = background.index { words += ["on", String(background)] }
    if isBold { words.append("bold") }
    if isDim { words.append("dim") }
    if isUnderlined { words.append("underlined") }
    if isReversed { words.append("reversed") }
    return words.joined(separator: " ")
  }
}
