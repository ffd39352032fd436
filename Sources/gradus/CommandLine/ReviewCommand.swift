import ArgumentParser
import Interpreter
import LessonEngine
import Terminal

/// `gradus review`
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Do again what went wrong, when it is time to.",
    discussion: """
      A step that you answered wrong, did with a hint, had shown or skipped comes back after a day, \
      with other values where the lesson has any; each time that you solve it at once, it comes \
      back after twice as many days, up to 16, and then no more. Without a terminal, it lists what \
      comes back and when.
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "Use the plain prompt even where the studio would fit.")
  var plain = false

  func run() throws {
    let program = try Program(shared: shared)
    let records = try program.journal().records
    guard program.capabilities.isInteractive else {
      list(records, program)
      return
    }
    throw ExitCode(try Reviews(program: program, plain: plain, draw: shared.seed).run())
  }

  private func list(_ records: [JournalRecord], _ program: Program) {
    let clock = LocalClock.now
    let schedule = LessonShelf(library: program.library).schedule(records, offset: clock.offset)
    var page = program.page
    let rows = schedule.items.map { item in
      [item.due.text, item.lesson, item.step, "\(item.box) of \(ReviewSchedule.boxes)"]
    }
    let table = Table(
      title: "Reviews", columns: ["due", "lesson", "step", "box"], rows: rows,
      footer: schedule.sentence(on: clock.today) ?? "Nothing is to be reviewed.")
    Output.write(
      page.bytes(
        .ran(command: "review", Outcome([.table(table)]), after: Session(), byLesson: false)))
  }
}

/// What is due, one step after the other, at the prompt.
struct Reviews {
  let program: Program
  let plain: Bool
  /// Chooses the values of the variables; nil draws them anew.
  let draw: UInt64?

  /// A step to be done.
  private struct Task {
    var item: ReviewSchedule.Item
    var lesson: Lesson
    var entry: LessonLibrary.Entry
  }

  /// Answers the exit status.
  func run() throws -> Int32 {
    let trouble = program.folders.makeState()
    let store = JournalStore(folder: program.folders.state, trouble: trouble)
    let clock = LocalClock.now
    let shelf = LessonShelf(library: program.library)
    let due = shelf.schedule(store.records, offset: clock.offset).due(on: clock.today)
    let tasks = tasks(due, shelf: shelf)
    var done = 0
    var status: Int32 = 0
    if !tasks.isEmpty {
      let stage = try program.makeStage(plain: plain, keepsHistory: trouble == nil)
      defer { stage.driver.leave() }
      stage.driver.show(store.sentences.map { .note($0) }, session: Session(), place: nil)
      for (index, task) in tasks.enumerated() {
        var player = LessonPlayer(lesson: task.lesson)
        player.readLessonFile = LessonShelf.reader(of: task.entry)
        var conversation = ReviewConversation(
          player: player, number: index + 1, count: tasks.count)
        let ending = stage.run(&conversation)
        if let result = conversation.result {
          let record = JournalRecord(
            lesson: task.item.lesson, step: task.item.step, hash: task.lesson.hashOfReviewedStep,
            event: .reviewed(result.ending, attempts: result.attempts))
          if let sentence = store.keep([record]) {
            stage.driver.show([.note(sentence)], session: Session(), place: nil)
          }
          done += 1
        }
        guard ending == .menu else {
          status = stage.status(of: ending)
          break
        }
      }
      stage.driver.leave()
    }
    var page = program.page
    if done > 0 {
      Output.write(page.bytes(.note("\(done) of \(tasks.count) reviewed.")))
    }
    if let sentence = store.saveRest() { Output.write(page.bytes(.note(sentence))) }
    let sentence = shelf.schedule(store.records, offset: clock.offset).sentence(on: clock.today)
    Output.write(page.bytes(.note(sentence ?? "Nothing is to be reviewed.")))
    return status
  }

  /// The steps that are still there, each as a lesson of its own.
  private func tasks(_ items: [ReviewSchedule.Item], shelf: LessonShelf) -> [Task] {
    items.compactMap { item in
      guard let entry = shelf.entry(withID: item.lesson),
        let lesson = try? shelf.lesson(entry, draw: draw ?? .random(in: 0...(1 << 53))),
        lesson.id == item.lesson, let review = lesson.review(of: item.step)
      else { return nil }
      return Task(item: item, lesson: review, entry: entry)
    }
  }
}
