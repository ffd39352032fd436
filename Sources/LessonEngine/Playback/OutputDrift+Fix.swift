/// Writing expected outputs anew.
extension OutputDrift {
  /// A file with the outputs in it that came, in place of those that were expected.
  ///
  /// A line of the author's stays where it holds, so that a number that was written with two digits
  /// keeps two, and what `...` stands for stays open.
  ///
  /// - Returns: nil where the file has not the lines that it had when the test read it.
  package static func fixed(_ text: String, by drifts: [OutputDrift]) -> String? {
    // Scalars, as a carriage return and a newline are one character.
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0)
    }
    // A carriage return alone ends a line for the parser, and would not here.
    guard !lines.contains(where: { $0.unicodeScalars.dropLast().contains("\r") }) else {
      return nil
    }
    // From the end, so that the numbers of the lines before stay right.
    for drift in drifts.sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) {
      let range = drift.lines.lowerBound - 1..<drift.lines.upperBound - 1
      guard range.lowerBound >= 1, range.upperBound <= lines.count else { return nil }
      let ending = lines[range.lowerBound - 1].unicodeScalars.last == "\r" ? "\r" : ""
      lines.replaceSubrange(
        range, with: drift.replacement(of: Array(lines[range]), ending: ending))
    }
    return lines.joined(separator: "\n")
  }

  /// - Parameter raw: the lines as they stand in the file, with its variables not filled in.
  private func replacement(of raw: [String], ending: String) -> [String] {
    let written = expected.indices.map { index in
      raw.indices.contains(index) ? raw[index] : indent + expected[index] + ending
    }
    func merged(_ wanted: Range<Int>, _ came: [String]) -> [String] {
      var next = wanted.lowerBound
      return LineDifference(expected: Array(expected[wanted]), got: came).lines.compactMap { line in
        switch line {
        case .same:
          next += 1
          return written[next - 1]
        case .missing:
          next += 1
          return nil
        case .unexpected(let text): return indent + text + ending
        }
      }
    }
    // What `...` stands for stays open.
    let isGap = { (line: String) in line.trimmingSpaces == "..." }
    guard let first = expected.firstIndex(where: isGap),
      let last = expected.lastIndex(where: isGap)
    else { return merged(expected.indices, got) }
    let head = Array(got.prefix(first))
    let tail = Array(got.dropFirst(head.count).suffix(expected.count - last - 1))
    return merged(0..<first, head) + written[first...last]
      + merged(last + 1..<expected.count, tail)
  }
}
