/// A record is a flat JSON object, so that other programs read it as well:
///
///     {"event":"command","hash":"…","lesson":"xor","step":"hidden","text":"add linear 4","time":1}
extension JournalRecord {
  private enum Name: String {
    case opened, resumed, began, went, command, answer, foretold, attempt, hint, shown, solved
    case skipped, back, kept, reset, undone, finished, reviewed
  }

  /// Reads a record from its object; nil where that is no record.
  init?(_ object: FlatObject) {
    guard let lesson = object.text("lesson"), let step = object.text("step"),
      let hash = object.text("hash"), let event = Self.event(of: object)
    else { return nil }
    self.init(lesson: lesson, step: step, hash: hash, event: event, time: object.number("time"))
    run = object.text("run")
    files = object.text("files")
    if let signature = object.text("wrong"), let isAnswered = object.truth("answered") {
      wrong = WrongState(signature: signature, isAnswered: isAnswered)
    }
  }

  private static func event(of object: FlatObject) -> Event? {
    guard let name = object.text("event").flatMap(Name.init) else { return nil }
    let text = object.text("text")
    let number: Int? = object.integer("number")
    let ending = object.text("ending").flatMap(Ending.init)
    let scope = object.text("scope").flatMap(Scope.init)
    switch name {
    case .opened: return (object.integer("number") as UInt64?).map { .opened(draw: $0) }
    case .resumed: return text.map { .resumed(run: $0) }
    case .began: return .began
    case .went: return .went
    case .command: return text.map { .command($0) }
    case .answer:
      guard let text, let isRight = object.truth("right") else { return nil }
      return .answer(text, isRight: isRight)
    case .foretold:
      guard let text, let came = object.text("came"), let isRight = object.truth("right") else {
        return nil
      }
      return .foretold(text, came: came, isRight: isRight, confidence: object.number("confidence"))
    case .attempt: return .attempt
    case .hint: return number.map { .hint($0) }
    case .shown: return .shown
    case .solved:
      guard let ending, let number else { return nil }
      return .solved(ending, attempts: number)
    case .skipped: return .skipped
    case .back: return .back
    case .kept: return .kept
    case .reset: return scope.map { .reset($0) }
    case .undone: return scope.map { .undone($0) }
    case .finished: return .finished
    case .reviewed:
      guard let ending, let number else { return nil }
      return .reviewed(ending, attempts: number)
    }
  }

  /// The record as its object.
  var json: String {
    var name: Name
    var text: String?
    var number: UInt64?
    var isRight: Bool?
    var ending: Ending?
    var scope: Scope?
    var guess: (came: String, confidence: Double?)?
    switch event {
    case .opened(let draw): (name, number) = (.opened, draw)
    case .resumed(let run): (name, text) = (.resumed, run)
    case .began: name = .began
    case .went: name = .went
    case .command(let line): (name, text) = (.command, line)
    case .answer(let line, let right): (name, text, isRight) = (.answer, line, right)
    case .foretold(let line, let came, let right, let confidence):
      (name, text, isRight, guess) = (.foretold, line, right, (came, confidence))
    case .attempt: name = .attempt
    case .hint(let index): (name, number) = (.hint, UInt64(max(0, index)))
    case .shown: name = .shown
    case .solved(let how, let attempts):
      (name, ending, number) = (.solved, how, UInt64(max(0, attempts)))
    case .skipped: name = .skipped
    case .back: name = .back
    case .kept: name = .kept
    case .reset(let what): (name, scope) = (.reset, what)
    case .undone(let what): (name, scope) = (.undone, what)
    case .finished: name = .finished
    case .reviewed(let how, let attempts):
      (name, ending, number) = (.reviewed, how, UInt64(max(0, attempts)))
    }
    var object = FlatObjectText()
    if let wrong { object.add("answered", wrong.isAnswered) }
    if let guess {
      object.add("came", guess.came)
      if let confidence = guess.confidence { object.add("confidence", confidence) }
    }
    if let ending { object.add("ending", ending.rawValue) }
    object.add("event", name.rawValue)
    if let files { object.add("files", files) }
    object.add("hash", hash)
    object.add("lesson", lesson)
    if let number { object.add("number", number) }
    if let isRight { object.add("right", isRight) }
    if let run { object.add("run", run) }
    if let scope { object.add("scope", scope.rawValue) }
    object.add("step", step)
    if let text { object.add("text", text) }
    if let time { object.add("time", time) }
    if let wrong { object.add("wrong", wrong.signature) }
    return object.closed()
  }
}
