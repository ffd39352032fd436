import Foundation

/// A program that was run to its end.
struct Command {
  var output: String
  var errors: String
  /// The exit status, or 128 and the number of the signal.
  var status: Int32

  /// What could not be started.
  struct NotStarted: Error {
    let program: String
    let reason: Int32
  }

  /// Runs a program with its arguments, found in PATH.
  ///
  /// Foundation's `Process` hands a descriptor down by which it learns of the end, and waits for
  /// ever where a server that was started keeps it open.
  static func run(_ words: [String], input: String = "", environment: [String: String]? = nil)
    throws
    -> Command
  {
    let folder = NSTemporaryDirectory() + "gradus-run-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(input.utf8).write(to: URL(filePath: folder + "/in"))

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, folder + "/in", O_RDONLY, 0)
    let create = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, folder + "/out", create, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, folder + "/err", create, 0o600)

    // Threads of a test run block signals, and what they start would block them too.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0)=\($1)" }
    let arguments = words.map { strdup($0) } + [nil]
    let settings = variables.map { strdup($0) } + [nil]
    defer { (arguments + settings).forEach { free($0) } }
    var process: pid_t = 0
    let reason = posix_spawnp(&process, words[0], &actions, &attributes, arguments, settings)
    guard reason == 0 else { throw NotStarted(program: words[0], reason: reason) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(filePath: folder + name)), as: UTF8.self)
    }
    return Command(
      output: try text("/out"), errors: try text("/err"),
      status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f))
  }
}
