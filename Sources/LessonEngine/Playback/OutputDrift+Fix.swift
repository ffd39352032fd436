package import Interpreter

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
    for drift in drifts.sorted(by: { $0.lines.range.lowerBound > $1.lines.range.lowerBound }) {
      let range = drift.lines.range.lowerBound - 1..<drift.lines.range.upperBound - 1
      guard range.lowerBound >= 1, range.upperBound <= lines.count else { return nil }
      let ending = lines[range.lowerBound - 1].unicodeScalars.last == "\r" ? "\r" : ""
      let there = lines[range].map { line in
        line.unicodeScalars.last == "\r" ? String(line.unicodeScalars.dropLast()) : line
      }
      guard there == drift.lines.text, let written = try? drift.written() else { return nil }
      lines.replaceSubrange(range, with: written.map { $0 + ending })
    }
    return lines.joined(separator: "\n")
  }

  /// The lines that are to stand in the file, so that every draw of the variables meets them.
  ///
  /// - Throws: why no such lines can be told.
  package func written() throws(Diagnostic) -> [String] {
    guard lines.text.count == expected.count,
      zip(lines.text, expected).allSatisfy({ filled($0, with: shown).hasSuffix($1) })
    else {
      throw Diagnostic(
        "other lines stand among those that are expected", hint: "a comment, for example")
    }
    var written: [String] = []
    // What `...` stands for stays open.
    let isGap = { (line: String) in line.trimmingSpaces == "..." }
    if let first = expected.firstIndex(where: isGap), let last = expected.lastIndex(where: isGap) {
      let rest = expected.count - last - 1
      written = try merged(0..<first) { $0.got.prefix(first) }
      written += lines.text[first...last]
      written += try merged(last + 1..<expected.count) { $0.got.dropFirst(first).suffix(rest) }
    } else {
      written = try merged(expected.indices) { $0.got[...] }
    }
    let isHeld = draws.allSatisfy { draw in
      let pattern = written.map { line in
        let line = filled(line, with: draw)
        return line.hasPrefix(lines.margin) ? String(line.dropFirst(lines.margin.count)) : line
      }
      return OutputPattern(pattern).matches(draw.got.joined(separator: "\n"))
    }
    guard isHeld else {
      throw Diagnostic(
        "what stands between two lines ... did not come, or what a <name> stands for is not the same",
        hint: "write these lines anew")
    }
    return written
  }

  /// A part of the lines, each kept that holds in every draw.
  private func merged(
    _ part: Range<Int>, _ came: (Draw) -> ArraySlice<String>
  ) throws(Diagnostic) -> [String] {
    let came = draws.map { Array(came($0)) }
    guard let count = came.first?.count, came.allSatisfy({ $0.count == count }) else {
      throw Diagnostic(
        "not always as many lines come", hint: "a line ... stands for any number of lines")
    }
    let steps = LineDifference.steps(
      zip(draws, came).map { LinePairs(expected: $0.expected[part], got: $1) })
    var written: [String] = []
    for step in steps {
      switch step {
      case .same(let line, _): written.append(lines.text[part.lowerBound + line])
      case .missing: break
      case .unexpected(let line):
        written.append(lines.margin + (try common(came.map { $0[line] })))
      }
    }
    return written
  }

  /// The line that says the same as these, one of each draw.
  private func common(_ texts: [String]) throws(Diagnostic) -> String {
    let values = draws.map { origin == .command ? $0.values : [:] }
    guard let text = LineTemplate.text(of: texts, with: values) else {
      let other = texts.first { $0 != texts[0] } ?? ""
      throw Diagnostic(
        "what comes is not always the same: \"\(texts[0])\" and \"\(other)\"",
        hint: "... or <name> stands for the words that differ")
    }
    if origin == .command, text.hasPrefix(">") {
      throw Diagnostic(
        "\"\(text)\" would be read as a command", hint: "a line ... stands for any lines")
    }
    if lines.isFence(text) {
      throw Diagnostic(
        "\"\(text)\" would end the fence",
        hint: "a longer fence holds it: \(text.trimmingSpaces)\(lines.fence.prefix(1))")
    }
    return text
  }
}
