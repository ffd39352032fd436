/// A record is a flat JSON object, so that other programs read it as well:
///
///     {"event":"command","hash":"…","lesson":"xor","step":"hidden","text":"add linear 4","time":1}
extension JournalRecord {
  private enum Key: String, CodingKey {
    case lesson, step, hash, time, event, text, number, right, ending, came, confidence, scope
  }

  private enum Name: String, Codable {
    case opened, began, went, command, answer, foretold, attempt, hint, shown, solved, skipped, back
    case kept, reset, undone, finished
  }

  /// Reads a record from its object.
  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    lesson = try object.decode(String.self, forKey: .lesson)
    step = try object.decode(String.self, forKey: .step)
    hash = try object.decode(String.self, forKey: .hash)
    time = try object.decodeIfPresent(Double.self, forKey: .time)
    event =
      switch try object.decode(Name.self, forKey: .event) {
      case .opened: .opened(draw: try object.decode(UInt64.self, forKey: .number))
      case .began: .began
      case .went: .went
      case .command: .command(try object.decode(String.self, forKey: .text))
      case .answer:
        .answer(
          try object.decode(String.self, forKey: .text),
          isRight: try object.decode(Bool.self, forKey: .right))
      case .foretold:
        .foretold(
          try object.decode(String.self, forKey: .text),
          came: try object.decode(String.self, forKey: .came),
          isRight: try object.decode(Bool.self, forKey: .right),
          confidence: try object.decodeIfPresent(Double.self, forKey: .confidence))
      case .attempt: .attempt
      case .hint: .hint(try object.decode(Int.self, forKey: .number))
      case .shown: .shown
      case .solved:
        .solved(
          try object.decode(Ending.self, forKey: .ending),
          attempts: try object.decode(Int.self, forKey: .number))
      case .skipped: .skipped
      case .back: .back
      case .kept: .kept
      case .reset: .reset(try object.decode(Scope.self, forKey: .scope))
      case .undone: .undone(try object.decode(Scope.self, forKey: .scope))
      case .finished: .finished
      }
  }

  /// Writes a record as its object.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(lesson, forKey: .lesson)
    try object.encode(step, forKey: .step)
    try object.encode(hash, forKey: .hash)
    try object.encodeIfPresent(time, forKey: .time)
    let name: Name
    switch event {
    case .opened(let draw):
      name = .opened
      try object.encode(draw, forKey: .number)
    case .began: name = .began
    case .went: name = .went
    case .command(let line):
      name = .command
      try object.encode(line, forKey: .text)
    case .answer(let line, let isRight):
      name = .answer
      try object.encode(line, forKey: .text)
      try object.encode(isRight, forKey: .right)
    case .foretold(let line, let came, let isRight, let confidence):
      name = .foretold
      try object.encode(line, forKey: .text)
      try object.encode(came, forKey: .came)
      try object.encode(isRight, forKey: .right)
      try object.encodeIfPresent(confidence, forKey: .confidence)
    case .attempt: name = .attempt
    case .hint(let number):
      name = .hint
      try object.encode(number, forKey: .number)
    case .shown: name = .shown
    case .solved(let ending, let attempts):
      name = .solved
      try object.encode(ending, forKey: .ending)
      try object.encode(attempts, forKey: .number)
    case .skipped: name = .skipped
    case .back: name = .back
    case .kept: name = .kept
    case .reset(let scope):
      name = .reset
      try object.encode(scope, forKey: .scope)
    case .undone(let scope):
      name = .undone
      try object.encode(scope, forKey: .scope)
    case .finished: name = .finished
    }
    try object.encode(name, forKey: .event)
  }
}
