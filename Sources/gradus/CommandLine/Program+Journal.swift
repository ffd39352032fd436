import ArgumentParser
import LessonEngine

extension Program {
  /// What was done, for a command that only looks.
  ///
  /// Looking makes no folder; where there is no journal, nothing was done yet.
  ///
  /// - Throws: status 1, having said why a journal that is there cannot be read.
  func journal() throws -> Journal {
    do throws(FileBytes.Failure) {
      return try JournalStore.journal(in: folders.state)
    } catch {
      let path = (folders.state ?? "") + "/journal.jsonl"
      complain(.notFound("cannot read \(path), which keeps what you did: \(error.reason)"))
      throw ExitCode(1)
    }
  }
}
