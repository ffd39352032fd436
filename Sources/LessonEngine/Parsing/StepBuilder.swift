import Interpreter
import Markdown

/// Makes a step of its pieces, in the order of the text.
///
/// Fences `try`, `check` and `reject` that belong together make one task; hints and a solution
/// belong to what stands before them.
struct StepBuilder {
  let section: Section
  let rules: ReadingRules
  /// Of the piece being read.
  var source: SourceFile
  /// Asks for nothing: it stands before the first step.
  var isOpening = false

  var step: Step
  var prose: [Block] = []
  private var next = 0
  /// Where in `step.elements` the last exercise is.
  var lastExercise: Int?
  /// Whether something else stands after the last exercise.
  private var isSealed = false
  var pendingQuiz: (place: SourcePlace, allowsSeveral: Bool)?
  var pendingCondition: (predicate: Predicate, place: SourcePlace)?
  /// Hints that stand before what they belong to.
  var earlyHints: [Hint] = []
  /// The line of the last directive: nothing else may stand on it.
  private var directiveLine: (file: String, number: Int)?

  var variables: Variables { rules.variables }

  init(_ section: Section, rules: ReadingRules, source: SourceFile) {
    self.section = section
    self.rules = rules
    self.source = section.source ?? source
    step = Step(
      id: "", title: section.title, place: self.source.place(section.start), hash: section.hash,
      extent: section.extent)
  }

  mutating func build() throws(LessonError) -> Step {
    if rules.isStrict, case .block(let block) = section.heading?.piece,
      case .heading(_, let inlines) = block.content
    {
      let prose = Prose(source: source, rules: rules)
      try prose.check(inlines, of: "in a heading", hint: Prose.belowHeading)
    }
    step.title = try variables.filled(step.title, in: source, at: step.place.position)
    while let piece = take() { try read(piece) }
    try checkPending()
    if let early = earlyHints.first {
      throw error(
        "this hint belongs to nothing that the learner is asked", at: early.place,
        hint: "it stands after the task, quiz or answer that it helps with")
    }
    flushProse()
    while step.elements.last == .pause { step.elements.removeLast() }
    try checkTasks()
    return step
  }

  /// An error at a place that was read before, which may be in another file than what is read now.
  func error(_ message: String, at place: SourcePlace, hint: String) -> LessonError {
    let file = section.pieces.first { $0.source.name == place.file }?.source ?? source
    return file.error(message, at: place.position, hint: hint)
  }

  mutating func take() -> Piece? {
    guard next < section.pieces.count else { return nil }
    let located = section.pieces[next]
    next += 1
    source = located.source
    return located.piece
  }

  mutating func read(_ piece: Piece) throws(LessonError) {
    switch piece {
    case .block(let block): try read(block)
    case .comment(let comment, let position): try read(comment, at: position)
    case .detailsBegin(let summary, let position): try readDetails(summary, at: position)
    case .detailsEnd(let position):
      // What it should fold away stands open.
      guard rules.isStrict else { return }
      throw source.error(
        "no <details> begins that this would close", at: position, length: 10,
        hint: "<details><summary>Hint</summary>")
    case .text(let text, let position):
      guard directiveLine?.file != source.name || directiveLine?.number != position.line else {
        throw source.error(
          "this text stands after a comment, where Markdown does not read it", at: position,
          hint: "put it on a line of its own")
      }
      try readText(text, at: position)
    }
  }

  // MARK: Blocks

  private mutating func read(_ block: Block) throws(LessonError) {
    if let quiz = pendingQuiz {
      guard case .list(let items, _) = block.content else {
        throw missingChoices(at: quiz.place)
      }
      pendingQuiz = nil
      let prose = Prose(source: source, rules: rules)
      let key = try QuizParser.key(items, allowsSeveral: quiz.allowsSeveral, prose: prose)
      try add(Exercise(kind: .quiz(key), place: quiz.place))
      return
    }
    try checkCondition()
    switch block.content {
    case .code(let info, let text, isFenced: true) where rules.isStrict:
      try checkClosed(block, text: text)
      guard let fence = try FenceInfo(info, of: block, in: source) else {
        try addProse(block)
        return
      }
      try read(fence, text, of: block)
    case .rule:
      flushProse()
      isSealed = true
      if !step.elements.isEmpty, step.elements.last != .pause { step.elements.append(.pause) }
    default: try addProse(block)
    }
  }

  mutating func addProse(_ block: Block) throws(LessonError) {
    prose.append(try Prose(source: source, rules: rules).block(block))
    isSealed = true
  }

  /// Text between tags: shown as it stands.
  private mutating func readText(_ text: String, at position: SourcePosition) throws(LessonError) {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    try addProse(.plain(words, at: position))
  }

  private mutating func flushProse() {
    if !prose.isEmpty { step.elements.append(.prose(prose)) }
    prose = []
  }

  // MARK: Fences

  /// A fence that nothing closes swallows the next, whose end then closes it: half a lesson would be
  /// the output expected of a command.
  private func checkClosed(_ block: Block, text: String) throws(LessonError) {
    let opening = source.line(block.start.line).utf8.dropFirst(block.start.column - 1)
    guard let mark = opening.first else { return }
    let length = opening.prefix { $0 == mark }.count
    for line in text.split(separator: "\n") {
      let bytes = line.utf8.drop { $0 == 0x20 }
      guard line.utf8.count - bytes.count < 4, bytes.prefix(while: { $0 == mark }).count >= length,
        FenceInfo.isOurs(String(decoding: bytes.drop { $0 == mark }, as: UTF8.self))
      else { continue }
      throw source.error(
        "this fence is never closed: another begins in it", at: block.start,
        hint: "a line with as many ` or ~ and nothing else closes it")
    }
  }

  private mutating func read(
    _ fence: FenceInfo, _ text: String, of block: Block
  ) throws(LessonError) {
    let body = try FenceBody(
      source: source, start: block.start, text: text, variables: variables)
    let scripts = ScriptParser(body: body)
    switch (fence.language, fence.role) {
    case ("gradus", "setup"): append(.setup(try scripts.script()))
    case ("gradus", "run"): append(.run(try scripts.transcript()))
    case ("gradus", "try"):
      let script = try scripts.script()
      try changeTask(at: block.start) { $0.models.append(script) }
    case ("gradus", "reject"):
      let rejects = try scripts.rejects()
      try changeTask(at: block.start) { $0.rejects += rejects }
    case ("gradus", "check"):
      let check = try CheckParser.check(in: body)
      try changeTask(at: block.start) {
        $0.check.requirements += check.requirements
        $0.check.diagnoses += check.diagnoses
      }
    case ("gradus", _):
      var question: String?
      if let ask = fence.value("ask") {
        question = try variables.filled(ask.value, in: source, at: ask.valuePosition)
      }
      let prediction = try PredictionParser(body: body).prediction(question: question)
      try add(Exercise(kind: .prediction(prediction), place: source.place(block.start)))
    case ("answer", let kind):
      let key = try AnswerParser(body: body).key(kind)
      try add(Exercise(kind: .answer(key), place: source.place(block.start)))
    default:
      append(.figure(try figure(fence, text: text, at: block.start)))
    }
  }

  private func figure(
    _ fence: FenceInfo, text: String, at position: SourcePosition
  ) throws(LessonError) -> Figure {
    func index(_ key: String) throws(LessonError) -> Int? {
      guard let word = fence.value(key) else { return nil }
      let text = try variables.filled(word.value, in: source, at: word.valuePosition)
      guard let number = Int(text), (0...10_000).contains(number) else {
        throw source.error(
          "\(key) is a whole number", at: word.valuePosition, length: word.value.utf8.count,
          hint: "figure weights layer=0")
      }
      return number
    }
    let request = PictureRequest(
      name: fence.role, layer: try index("layer"), neuron: try index("neuron"))
    if let known = rules.pictures, !known.contains(fence.role) {
      throw source.unknown(
        "there is no picture", fence.role, at: fence.rolePosition, among: known)
    }
    return Figure(
      request: request, alternative: text, place: source.place(position),
      namePlace: source.place(fence.rolePosition))
  }

  private mutating func append(_ element: Element) {
    flushProse()
    isSealed = true
    step.elements.append(element)
  }

  // MARK: Exercises

  private mutating func add(_ exercise: Exercise) throws(LessonError) {
    guard !isOpening else {
      throw error(
        "the learner is asked something only within a step", at: exercise.place,
        hint: "a heading ## begins a step")
    }
    flushProse()
    var exercise = exercise
    exercise.hints = earlyHints
    earlyHints = []
    lastExercise = step.elements.count
    isSealed = false
    step.elements.append(.exercise(exercise))
  }

  /// Changes the task that this fence belongs to: the last one, unless something stands between
  /// and it is whole already.
  private mutating func changeTask(
    at position: SourcePosition, _ change: (inout Task) -> Void
  ) throws(LessonError) {
    if let index = lastExercise, case .exercise(var exercise) = step.elements[index],
      case .task(var task) = exercise.kind,
      !isSealed || task.models.isEmpty || task.check.requirements.isEmpty
    {
      change(&task)
      exercise.kind = .task(task)
      step.elements[index] = .exercise(exercise)
    } else {
      var task = Task()
      change(&task)
      try add(Exercise(kind: .task(task), place: source.place(position)))
    }
  }

  private func checkTasks() throws(LessonError) {
    for exercise in step.exercises {
      guard case .task(let task) = exercise.kind else { continue }
      if task.models.isEmpty {
        throw error(
          "this task has no model answer", at: exercise.place,
          hint: "a fence ```gradus try beside it holds one")
      }
      if task.check.requirements.isEmpty {
        throw error(
          "nothing says when this task is done", at: exercise.place,
          hint: "a fence ```gradus check beside it does")
      }
    }
  }

  // MARK: Comments

  private mutating func read(
    _ comment: String, at position: SourcePosition
  ) throws(LessonError) {
    guard rules.isStrict,
      let directive = try Directive(comment, at: position, in: source, variables: variables)
    else { return }
    try checkPending()
    directiveLine = (source.name, position.line + comment.utf8.count { $0 == 0x0A })
    switch directive {
    case .step(let id, let place):
      guard !section.title.isEmpty || !isOpening else {
        throw source.error(
          "no step has begun here", at: position, hint: "this comment stands below a heading ##")
      }
      guard step.id.isEmpty else {
        throw source.error("this step has the id \"\(step.id)\" already", at: place)
      }
      step.id = id
      step.idPlace = source.place(place)
    case .quiz(let allowsSeveral):
      pendingQuiz = (source.place(position), allowsSeveral)
    case .hint(let predicate):
      pendingCondition = (predicate, source.place(position))
    case .jump(let jump):
      append(.jump(jump))
    case .allow(let allowance):
      step.allowances.append(allowance)
    case .include: break
    }
  }

  /// Throws where a comment waits for what must follow it.
  private func checkPending() throws(LessonError) {
    if let quiz = pendingQuiz { throw missingChoices(at: quiz.place) }
    try checkCondition()
  }

  func missingChoices(at place: SourcePlace) -> LessonError {
    error("a list of choices must follow this comment", at: place, hint: "- [x] …")
  }

  func checkCondition() throws(LessonError) {
    if let condition = pendingCondition {
      throw error(
        "a hint must follow this comment", at: condition.place,
        hint: "<details><summary>Hint</summary>")
    }
  }
}
