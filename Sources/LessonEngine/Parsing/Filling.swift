import Markdown

/// A text whose variables are filled in, and how its places follow from those of the text as it was.
struct Filling {
  private(set) var text = ""
  private(set) var shifts: [Shift] = []
  /// The first variable that has no value, and as it is written: `{{ name }}`. Where a lesson has no
  /// variables at all, only a name in the braces is meant for one, and not a matrix of C's.
  private(set) var unknown: (name: String, token: String)?

  /// A value that stands where `{{name}}` stood, in bytes.
  struct Shift: Sendable, Equatable {
    /// Where the value begins and ends in the filled text.
    var start: Int
    var end: Int
    /// How long `{{name}}` was.
    var length: Int
  }

  init(_ raw: String, values: [String: String]) {
    var rest = raw[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      let name = rest[open.upperBound..<close.lowerBound].trimmingSpaces
      let token = rest[open.lowerBound..<close.upperBound]
      guard let value = values[name] else {
        if unknown == nil, !values.isEmpty || Variables.isName(name) {
          unknown = (name, String(token))
        }
        text += rest[..<close.upperBound]
        rest = rest[close.upperBound...]
        continue
      }
      text += rest[..<open.lowerBound]
      let start = text.utf8.count
      text += value
      shifts.append(Shift(start: start, end: text.utf8.count, length: token.utf8.count))
      rest = rest[close.upperBound...]
    }
    text += rest
  }
}

extension [Filling.Shift] {
  /// Where byte `offset` of the filled text stood before; within a value, where its variable began.
  func unfilled(_ offset: Int) -> Int {
    var moved = 0
    for shift in self {
      if offset <= shift.start { break }
      if offset < shift.end { return shift.start + moved }
      moved += shift.length - (shift.end - shift.start)
    }
    return offset + moved
  }

  /// The same where the first `count` bytes are left out.
  func dropping(_ count: Int) -> Self {
    compactMap { shift in
      shift.end <= count
        ? nil
        : Filling.Shift(
          start: Swift.max(0, shift.start - count), end: shift.end - count, length: shift.length)
    }
  }
}
