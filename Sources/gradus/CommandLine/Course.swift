import ArgumentParser
import Interpreter
import LessonEngine

/// Lessons at the prompt, one after the other, with progress kept.
struct Course {
  let program: Program
  let plain: Bool
  /// Chooses the values of a lesson's variables; nil draws them anew.
  let draw: UInt64?

  /// Answers the exit status.
  func run(_ word: String?) throws -> Int32 {
    let shelf = LessonShelf(library: program.library)
    let trouble = program.folders.makeState()
    let store = JournalStore(folder: program.folders.state, trouble: trouble)
    var entry: LessonLibrary.Entry
    var lesson: Lesson
    do throws(LessonShelf.Failure) {
      entry =
        if let word { try shelf.entry(for: word) } else {
          try shelf.entryToGoOn(with: store.records)
        }
      lesson = try self.lesson(entry, shelf: shelf)
    } catch {
      program.complain(error)
      return 2
    }
    let stage = try program.makeStage(plain: plain, keepsHistory: trouble == nil)
    defer { stage.driver.leave() }
    var sentences = store.sentences
    while true {
      sentences += prerequisites(of: lesson, shelf: shelf, store: store).map { [$0] } ?? []
      if let sentence = store.take(lesson: lesson.id) { sentences.append(sentence) }
      lesson = redrawn(lesson, entry, shelf: shelf, store: store)
      stage.driver.show(sentences.map { .note($0) }, session: Session(), place: nil)
      sentences = []
      var conversation = LessonConversation(
        player: player(of: lesson, entry: entry, shelf: shelf, store: store))
      let ending = stage.run(&conversation) { store.keep($0) }
      guard ending == .menu else {
        stage.driver.leave()
        var page = program.page
        if let sentence = store.saveRest() { Output.write(page.bytes(.note(sentence))) }
        if ending == .quit, store.isSaving {
          let sentence = "Your place is kept: gradus learn goes on with \"\(lesson.title)\"."
          Output.write(page.bytes(.note(sentence)))
        }
        return stage.status(of: ending)
      }
      let isOpen = !Journal.unfinished(store.records, lesson: lesson.id).isEmpty
      switch choose(in: shelf, from: isOpen ? entry : nil, store: store, on: stage) {
      case .success(let choice): (entry, lesson) = choice
      case .failure(let end): return stage.status(of: end.ending)
      }
    }
  }

  /// Why nothing was chosen.
  private struct End: Error {
    let ending: Dialogue.Ending
  }

  /// What a lesson builds on that is not done, where it is begun now.
  private func prerequisites(
    of lesson: Lesson, shelf: LessonShelf, store: JournalStore
  ) -> String? {
    guard !lesson.about.requires.isEmpty else { return nil }
    return LessonTable(shelf, journal: store.journal).prerequisites(of: lesson)
  }

  /// Shows the list until a lesson is chosen that can be read.
  private func choose(
    in shelf: LessonShelf, from entry: LessonLibrary.Entry?, store: JournalStore, on stage: Stage
  ) -> Result<(LessonLibrary.Entry, Lesson), End> {
    while true {
      var menu = MenuConversation(shelf: shelf, journal: store.journal, atHand: entry)
      let ending = stage.run(&menu)
      guard ending == .menu, let entry = menu.chosen else { return .failure(End(ending: ending)) }
      do throws(LessonShelf.Failure) {
        return .success((entry, try lesson(entry, shelf: shelf)))
      } catch {
        stage.driver.show([.failed(error.diagnostic)], session: Session(), place: nil)
      }
    }
  }

  /// Reads a lesson with new values for its variables.
  private func lesson(
    _ entry: LessonLibrary.Entry, shelf: LessonShelf
  ) throws(LessonShelf.Failure) -> Lesson {
    try shelf.lesson(entry, draw: draw ?? UInt64.random(in: 0...(1 << 53)))
  }

  /// The lesson with the values that its variables have in the round that is not finished, where
  /// there is one.
  private func redrawn(
    _ lesson: Lesson, _ entry: LessonLibrary.Entry, shelf: LessonShelf, store: JournalStore
  ) -> Lesson {
    guard let known = Journal.draw(store.records, lesson: lesson.id), known != lesson.draw else {
      return lesson
    }
    return (try? shelf.lesson(entry, draw: known)) ?? lesson
  }

  private func player(
    of lesson: Lesson, entry: LessonLibrary.Entry, shelf: LessonShelf, store: JournalStore
  ) -> LessonPlayer {
    let next = shelf.library.entry(after: entry).flatMap { try? shelf.lesson($0) }
    var player = LessonPlayer(lesson: lesson, records: store.records, nextTitle: next?.title)
    player.readLessonFile = LessonShelf.reader(of: entry)
    return player
  }
}
