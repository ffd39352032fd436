import Foundation
import Interpreter
import LessonEngine
import Synchronization
import Testing

/// Who writes files in a lesson: the learner who types so, once, and nobody else.
@Suite struct `Files that a lesson could write` {
  private static let body = """
    ## Two neurons

    ```gradus setup
    input 2
    ```

    ```gradus try
    add linear 2
    ```

    ```gradus check
    require layers == 1 and outputs == 2 -- one layer of two neurons
    ```
    """

  /// What was written, in order: names and sizes.
  private final class Log: Sendable {
    let names = Mutex<[String]>([])

    var world: Environment {
      var world = environment
      world.writeFile = { path, _, _ throws(Diagnostic) in
        self.names.withLock { $0.append(path) }
        return .made
      }
      return world
    }

    var written: [String] { names.withLock { $0 } }
  }

  @Test func `the learner's line writes once, after a failed attempt too, and not in a replay`()
    throws
  {
    let log = Log()
    let lesson = try lesson(Self.body)
    var player = LessonPlayer(lesson: lesson)
    var records = player.begin(in: log.world).records
    for line in ["add linear 3", "save a.safetensors", "export pytorch a.py"] {
      records += player.submit(line, in: log.world).records
    }
    #expect(log.written == ["a.safetensors", "a.py"])
    // The failed attempt is still set aside by a right one.
    records += player.submit("add linear 2", in: log.world).records
    #expect(try player.session.evaluate("outputs") == .number(2))
    #expect(player.waitsForEnter || player.isFinished)
    var resumed = LessonPlayer(lesson: lesson, records: records)
    _ = resumed.begin(in: log.world)
    #expect(resumed.session == player.session)
    #expect(log.written.count == 2)
  }

  @Test func `a file that is gone when the lesson is gone on with is said`() throws {
    var world = environment
    world.readFile = { _ throws(Diagnostic) in Array("a,y\n1,0\n2,1\n".utf8) }
    let lesson = try lesson(Self.body)
    var player = LessonPlayer(lesson: lesson)
    let records =
      player.begin(in: world).records
      + player.submit("let k = 1; data load own.csv; let m = 2", in: world).records
    var resumed = LessonPlayer(lesson: lesson, records: records)
    #expect(!text(resumed.begin(in: world)).contains("again"))
    var lost = LessonPlayer(lesson: lesson, records: records)
    #expect(
      text(lost.begin(in: environment)).contains(
        """
        note: This could not be done again, so the network may be another one: data load own.csv: \
        there is no own.csv
        """))
  }

  @Test func `a file that holds something else when the lesson is gone on with is said`() throws {
    func world(_ content: String) -> Environment {
      var world = environment
      world.readFile = { _ throws(Diagnostic) in Array(content.utf8) }
      return world
    }
    let lesson = try lesson(Self.body)
    var player = LessonPlayer(lesson: lesson)
    let first = world("a,y\n1,0\n2,1\n")
    let records =
      player.begin(in: first).records
      + player.submit("let k = 1; data load own.csv", in: first).records
      + player.submit("let m = 2", in: first).records
    // Through the journal's own text, as the program keeps it.
    let kept = Journal(parsing: Array(records.map(Journal.line).joined().utf8)).records
    #expect(kept == records)
    func welcome(_ content: String, _ records: [JournalRecord]) -> String {
      var resumed = LessonPlayer(lesson: lesson, records: records)
      return text(resumed.begin(in: world(content)))
    }
    #expect(!welcome("a,y\n1,0\n2,1\n", kept).contains("has changed since"))
    #expect(
      welcome("a,y\n1,0\n2,5\n", kept).contains(
        """
        note: A file that you read has changed since, so the network may be another one: let k = 1; data load own.csv
        """))
    // A journal of before says nothing of files, and nothing is said.
    let older = kept.map { record in
      var record = record
      record.files = nil
      return record
    }
    #expect(!welcome("a,y\n1,0\n2,5\n", older).contains("has changed since"))
  }

  @Test(arguments: [
    "```gradus setup\ninput 2; add linear 1; save a.safetensors\n```",
    "```gradus run\n> input 2; add linear 1; time save a.safetensors\n```",
    "```gradus setup\ninput 2; add linear 1\n```\n\n```gradus run\n> export pytorch a.py\n```",
  ]) func `the lesson's own commands write nothing, whoever plays it`(_ fence: String) throws {
    let log = Log()
    var player = LessonPlayer(lesson: try lesson("## One\n\n\(fence)\n"))
    let said = text(player.begin(in: log.world) + player.submit("", in: log.world))
    #expect(log.written.isEmpty)
    #expect(said.contains("a lesson's own commands write no files"), "\(said)")
  }
}
