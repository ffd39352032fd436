import ArgumentParser
import Canvas
import Dispatch
import Foundation
import Interpreter
import LessonEngine
import Synchronization

/// `gradus report DIR`
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Sum up the journals of many learners, for whoever teaches them.",
    discussion: """
      DIR holds the learners' journals, any file of it or of a folder in it whose name ends in \
      .jsonl: each is one learner's $XDG_STATE_HOME/gradus/journal.jsonl, by default \
      ~/.local/state/gradus/journal.jsonl. For each step it tells how many solved it, with hints, \
      after its solution, and skipped it, how often it was tried and how long it took; then the \
      wrong answers that the lesson had nothing to say to, with a line to paste. Journals hold no \
      names, and the report shows none of their lines but such answers.
      """)

  @Argument(help: "The folder of the journals, or one journal.")
  var folder: String

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let program = try Program(shared: shared)
    var failures: [String] = []
    let paths: [String]
    do throws(FileBytes.Failure) {
      paths = try JournalFolder.paths(in: folder, failures: &failures)
    } catch {
      program.complain(.notFound("cannot read \(folder): \(error.reason)"))
      throw ExitCode(2)
    }
    guard !paths.isEmpty || !failures.isEmpty else {
      program.complain(.notFound("there is no journal in \(folder): no file ends in .jsonl"))
      throw ExitCode(2)
    }
    let (report, unread) = JournalFolder.report(of: paths)
    failures += unread
    for failure in failures { program.complain(.notFound(failure)) }
    let shelf = LessonShelf(library: program.library)
    let known = program.library.entries.compactMap { try? shelf.lesson($0) }
    var page = program.page
    for part in report.reports(of: known) {
      if case .note(let text) = part, text.contains("\n") {
        // Lines to be pasted must stay lines, however long they are.
        Output.write(Array("\(SafeText.block(text))\n".utf8))
      } else {
        Output.write(
          page.bytes(
            .ran(command: "report", Outcome([part]), after: Session(), byLesson: false)))
      }
    }
    if !failures.isEmpty { throw ExitCode(1) }
  }
}

/// A folder with the journals of many learners.
enum JournalFolder {
  /// A journal that is larger is none.
  private static let sizeLimit = 64 << 20
  private static let deepest = 12

  /// The journals, in the order of their names. Links are not followed.
  ///
  /// - Parameter failures: gets a sentence for each folder that could not be looked into.
  static func paths(
    in folder: String, depth: Int = 0, failures: inout [String]
  ) throws(FileBytes.Failure) -> [String] {
    if LessonLibrary.isFile(folder) { return [folder] }
    let (names, unreadable) = try FolderNames.all(in: folder)
    if unreadable > 0 {
      failures.append("left out in \(folder): \(unreadable) with a name that is not in UTF-8")
    }
    var paths: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFREG where name.hasSuffix(".jsonl"): paths.append(path)
      case S_IFDIR where depth < deepest:
        do throws(FileBytes.Failure) {
          paths += try Self.paths(in: path, depth: depth + 1, failures: &failures)
        } catch {
          failures.append("cannot read \(path): \(error.reason)")
        }
      case S_IFDIR: failures.append("\(path) is \(deepest) folders deep, and is not looked into")
      default: break
      }
    }
    return paths
  }

  /// The report, and why some of the files are not in it.
  static func report(of paths: [String]) -> (ClassReport, failures: [String]) {
    let parts = Mutex([Int: Result<Journal, FileBytes.Failure>]())
    // Reading and parsing is the work; counting is done in order, so that ties fall the same way.
    DispatchQueue.concurrentPerform(iterations: paths.count) { index in
      let part: Result<Journal, FileBytes.Failure>
      do throws(FileBytes.Failure) {
        part = .success(Journal(parsing: try FileBytes.read(paths[index], limit: sizeLimit)))
      } catch {
        part = .failure(error)
      }
      parts.withLock { $0[index] = part }
    }
    var report = ClassReport()
    var failures: [String] = []
    let read = parts.withLock { $0 }
    for (index, path) in paths.enumerated() {
      switch read[index] {
      case .success(let journal)?: report.add(journal)
      case .failure(let failure)?: failures.append("cannot read \(path): \(failure.reason)")
      case nil: break
      }
    }
    return (report, failures)
  }
}
