import ArgumentParser
import Canvas
import LessonEngine
import LineEditor
import Terminal

/// `gradus watch FILE`
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Play a lesson while you write it: it is read again at each save.",
    discussion: """
      After each save you are where you were, with the same network, and the lesson is checked and \
      tested. Nothing is kept when you leave. Without a terminal, the report of the test is written \
      at each save, until the program is ended.
      """)

  @Argument(help: "Number, name or file of a lesson.")
  var lesson: String

  @OptionGroup var shared: SharedOptions

  @Flag(help: "Use the plain prompt even where the studio would fit.")
  var plain = false

  func run() throws {
    let program = try Program(shared: shared)
    let bench = Workbench(program: program)
    let entry: LessonLibrary.Entry
    do throws(LessonShelf.Failure) {
      entry = try bench.shelf.entry(for: lesson)
    } catch {
      program.complain(error)
      throw ExitCode(2)
    }
    let watcher = FileWatcher([entry.path])
    guard program.capabilities.isInteractive else {
      report(on: entry, bench: bench, watcher: watcher)
      return
    }
    let stage = try program.makeStage(plain: plain, keepsHistory: false)
    defer { stage.driver.leave() }
    watcher.start { Signals.raise(.news) }
    defer { watcher.stop() }
    var conversation = WatchConversation(
      bench: bench, entry: entry, draw: shared.seed ?? 0, watcher: watcher)
    throw ExitCode(stage.status(of: stage.run(&conversation)))
  }

  /// Writes a report at each save, until a signal ends the program.
  private func report(on entry: LessonLibrary.Entry, bench: Workbench, watcher: FileWatcher) {
    while true {
      if let lesson = try? bench.read(entry, draw: 0) {
        watcher.watch(bench.files(of: lesson, entry))
      }
      Output.write(
        trusted: ReportFormat.text.text(of: [bench.test(entry)], columns: DisplayWidth.columns))
      for finding in (try? bench.check(entry)) ?? [] {
        Output.write(trusted: "\n\(finding.text(columns: DisplayWidth.columns))\n")
      }
      watcher.waitForChange()
      Output.write("\n")
    }
  }
}
