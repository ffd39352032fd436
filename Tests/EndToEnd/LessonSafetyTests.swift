import Foundation
import Testing

/// What a lesson can do to the computer of whoever plays it: read its own folder, and no more.
struct LessonSafetyTests {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "gradus-safety-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder + "/lesson/data", withIntermediateDirectories: true)
    for path in ["secret.csv", "lesson/own.csv", "lesson/data/own.csv"] {
      try Data("a,b,y\n1,2,0\n3,4,1\n".utf8).write(to: URL(filePath: folder + "/" + path))
    }
    for (link, target) in [
      ("out.csv", "../secret.csv"), ("absolute.csv", folder + "/secret.csv"),
      ("data/up.csv", "../../secret.csv"), ("folder", ".."),
      ("environment.csv", "/proc/self/environ"),
      ("chain.csv", "out.csv"), ("inside.csv", "data/own.csv"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/lesson/" + link, withDestinationPath: target)
    }
  }

  private func run(_ verb: String, _ body: String) throws -> Command {
    let path = folder + "/lesson/lesson.md"
    try Data("---\nlesson: x\nformat: 1\ntitle: X\n---\n\n## Step\n\n\(body)\n".utf8).write(
      to: URL(filePath: path))
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder + "/state"
    environment["SWIFT_BACKTRACE"] = "enable=no"
    return try Command.run([TerminalWindow.binary, verb, path], environment: environment)
  }

  /// All that is there, and when it was changed.
  private func contents() throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    return try names.filter { $0 != "lesson/lesson.md" }.map { name in
      let facts = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      // The lesson's own folder changes as this test writes the lesson.
      if facts[.type] as? FileAttributeType == .typeDirectory { return name }
      return "\(name) \(facts[.size] ?? 0) \(facts[.modificationDate] ?? 0)"
    }
  }

  static let outside = [
    "../secret.csv", "out.csv", "absolute.csv", "data/up.csv", "folder/secret.csv",
    "environment.csv", "chain.csv", "/etc/hostname", "~/secret.csv", "./../secret.csv",
    "data/../../secret.csv", "no-such.csv",
  ]

  @Test(arguments: outside)
  func `A lesson reads nothing outside its folder, by whatever way`(path: String) throws {
    for fence in [
      "```gradus setup\ndata load \(path) target=y\n```",
      "```gradus run\n> data load \(path) target=y\n```",
      "```gradus predict ask=\"?\"\ndata load \(path) target=y\nanswer = 1 +- 1\n```",
    ] {
      let before = try contents()
      let played = try run("play", fence)
      #expect(played.status == 1)
      #expect(!played.output.contains("a, b"))
      #expect(played.errors.contains("lesson.md:"), "\(played.errors)")
      #expect(try contents() == before)
    }
  }

  @Test(arguments: ["own.csv", "data/own.csv", "inside.csv"])
  func `A lesson reads its own folder`(path: String) throws {
    let before = try contents()
    let played = try run("play", "```gradus run\n> data load \(path) target=y\n```")
    #expect(played.status == 0, "\(played.errors)")
    #expect(try run("test", "```gradus run\n> data load \(path) target=y\n```").status != 2)
    #expect(try contents() == before)
  }

  @Test(arguments: ["../secret.csv", "/etc/hostname", "folder/secret.csv", "out.csv"])
  func `A lesson includes nothing from outside its folder`(path: String) throws {
    let played = try run("play", "<!-- include \(path) -->")
    #expect(played.status == 2)
    #expect(played.errors.contains("lesson.md:9"), "\(played.errors)")
  }

  @Test(arguments: ["play", "test"])
  func `A lesson that never ends is ended with status 4, at its place`(verb: String) throws {
    let start = ContinuousClock.now
    let played = try run(
      verb,
      "```gradus setup\ndata xor; input 2; add linear 4; add linear 1; loss mse\n"
        + "train 1000000000\n```")
    #expect(played.status == 4)
    let said = (played.output + played.errors).split { $0.isWhitespace }.joined(separator: " ")
    #expect(said.contains("lesson.md:11:1: "), "\(said)")
    #expect(said.contains("50 billion operations"), "\(said)")
    // At once, and not after all that it may do.
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func `A lesson that takes memory without end is ended with status 4`() throws {
    let played = try run("play", "```gradus setup\ninput 100000; add linear 100000\n```")
    #expect(played.status == 4)
    #expect(played.errors.contains("lesson.md:10:1"), "\(played.errors)")
  }

  @Test(
    arguments: ["save w.safetensors", "export pytorch w.py", "time save w.safetensors"],
    ["play", "test", "check"])
  func `A lesson writes nothing, by whatever command`(line: String, verb: String) throws {
    let network = "```gradus setup\ninput 2; add linear 1\n```\n\n"
    for fence in [
      "```gradus setup\n\(line)\n```", "```gradus run\n> \(line)\n```",
      "```gradus try\n\(line)\n```\n\n```gradus check\nrequire layers == 9 -- nine layers\n```",
    ] {
      let before = try contents()
      let ran = try run(verb, network + fence)
      #expect(ran.status == 1, "\(ran.output) \(ran.errors)")
      #expect(try contents() == before)
      #expect(access("w.safetensors", F_OK) != 0 && access("w.py", F_OK) != 0)
    }
  }

  @Test func `What the learner types writes a file, and reads it again`() throws {
    let path = folder + "/w.safetensors"
    let ran = try Command.run(
      [TerminalWindow.binary, "repl"],
      input: """
        input 2; add linear 1; set l0.weight 7; save \(path); set l0.weight 0; load \(path)
        print l0.weight; save \(path); export pytorch \(folder)/w.py
        """)
    #expect(ran.status == 0, "\(ran.errors)")
    #expect(ran.output.contains("l0.weight [[7, 7]]"))
    #expect(ran.output.contains("in the place of"))
    #expect(FileManager.default.contents(atPath: path)?.count == 204)
    #expect(try String(contentsOfFile: folder + "/w.py", encoding: .utf8).hasPrefix("import torch"))
  }

  @Test func `What the learner types reads any file`() throws {
    let ran = try Command.run(
      [TerminalWindow.binary, "repl"],
      input: "data load \(folder)/secret.csv target=y\nprint data\n")
    #expect(ran.status == 0)
  }
}
