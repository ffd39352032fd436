import Foundation
import Interpreter
import LessonEngine
import Testing

@testable import gradus

struct FilesTests {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "gradus-files-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  @Test(arguments: [
    (["HOME": "/home/ada"], "/home/ada/.local/state/gradus"),
    (["HOME": "/home/ada", "XDG_STATE_HOME": "/var/ada"], "/var/ada/gradus"),
    (["HOME": "/home/ada", "XDG_STATE_HOME": "relative"], "/home/ada/.local/state/gradus"),
    (["HOME": "/"], "/.local/state/gradus"),
    ([:], nil),
  ])
  func `Progress is kept where XDG says`(environment: [String: String], expected: String?) {
    #expect(Folders(environment: environment).state == expected)
  }

  @Test func `A folder that cannot be made is a sentence, not a crash`() throws {
    let file = folder + "/file"
    try Data().write(to: URL(filePath: file))
    let folders = Folders(environment: ["XDG_STATE_HOME": file])
    #expect(
      folders.makeState()
        == "\(file)/gradus cannot be made, so progress is not saved: not a directory")
  }

  @Test func `Lines are only ever added`() throws {
    let file = try ProgressFile(path: folder + "/journal.jsonl")
    #expect(file.append(Array("one\n".utf8)) == nil)
    let other = try ProgressFile(path: folder + "/journal.jsonl")
    #expect(other.append(Array("two\n".utf8)) == nil)
    #expect(file.append(Array("three\n".utf8)) == nil)
    #expect(String(decoding: try file.read(), as: UTF8.self) == "one\ntwo\nthree\n")
  }

  @Test func `What is damaged is moved to a file of its own and costs nothing around it`() throws {
    let path = folder + "/journal.jsonl"
    try Data("good\nbad\nfine\nbro".utf8).write(to: URL(filePath: path))
    let file = try ProgressFile(path: path)
    #expect(
      try file.setAside([5..<8, 14..<17], of: file.read()) == path + ".damaged-1")
    #expect(try String(contentsOfFile: path + ".damaged-1", encoding: .utf8) == "bad\nbro\n")
    #expect(file.append(Array("next\n".utf8)) == nil)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "good\n   \nfine\nnext\n")
    #expect(try file.setAside([5..<8], of: file.read()) == path + ".damaged-2")
  }

  @Test func `Half a line that a killed program left does not take the next one with it`() throws {
    let path = folder + "/journal.jsonl"
    let file = try ProgressFile(path: path)
    #expect(file.append(Array("one\n".utf8)) == nil)
    let other = try #require(fopen(path, "a"))
    fputs("hal", other)
    fclose(other)
    #expect(file.append(Array("two\n".utf8)) == nil)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one\nhal\ntwo\n")
  }

  @Test func `A full disk is said once, and what it had no room for waits`() throws {
    let file = try ProgressFile(path: "/dev/full")
    #expect(
      file.append(Array("x\n".utf8))
        == "/dev/full: no space left on device. What you do is remembered until you leave, and "
        + "saved as soon as there is room.")
    #expect(file.append(Array("y\n".utf8)) == nil)
    #expect(String(decoding: file.waiting, as: UTF8.self) == "x\ny\n")
    #expect(!file.hasFailed)
  }

  @Test func `A file that a learner names is written whole, over its own kind only`() throws {
    let path = folder + "/a"
    #expect(try AtomicFile.write(path, with: [1], mayReplace: { _ in false }) == .made)
    #expect(try AtomicFile.write(path, with: [2], mayReplace: { $0 == [3] }) == .kept)
    #expect(try FileBytes.read(path) == [1])
    chmod(path, 0o640)
    #expect(try AtomicFile.write(path, with: [2], mayReplace: { $0 == [1] }) == .replaced)
    #expect(try FileBytes.read(path) == [2])
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    // A link stays one; what it leads to is written.
    symlink("a", folder + "/link")
    #expect(
      try AtomicFile.write(folder + "/link", with: [5], mayReplace: { _ in true }) == .replaced)
    #expect(try FileBytes.read(path) == [5])
    #expect(lstat(folder + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a", "link"])
  }

  @Test(arguments: [
    ("none/a", "there is no folder for it"), ("folder", "it is a folder"),
    ("a/b", "not a directory"), ("nowhere", "it is a link to a file that is not there"),
    ("device", "it is not a file that can be read whole"),
  ])
  func `A file that cannot be written is not, and it is said why`(
    name: String, reason: String
  ) throws {
    try Data([1]).write(to: URL(filePath: folder + "/a"))
    mkdir(folder + "/folder", 0o700)
    symlink("gone", folder + "/nowhere")
    symlink("/dev/zero", folder + "/device")
    let hint = name == "none/a" ? "make the folder first" : nil
    #expect(throws: FileBytes.Failure(reason: reason, hint: hint)) {
      try AtomicFile.write(folder + "/" + name, with: [9], mayReplace: { _ in true })
    }
    #expect(try FileBytes.read(folder + "/a") == [1])
  }

  /// A journal of a few records.
  private static let journal = Array(
    [
      JournalRecord.Event.opened(draw: 5), .began, .command("add linear 4"), .attempt,
      .answer("2.5", isRight: false),
    ].map {
      Journal.line(
        for: JournalRecord(lesson: "xor", step: "a", hash: "0f", event: $0, time: 1, run: "r"))
    }.joined().utf8)

  /// What the folder holds besides the journal.
  private func setAside() throws -> [UInt8] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try names.filter { $0.hasPrefix("journal.jsonl.damaged") }.flatMap {
      try Array(Data(contentsOf: URL(filePath: folder + "/" + $0)))
    }
  }

  @Test(arguments: [nil, 0x01, 0x80] as [UInt8?])
  func `A journal that is cut or changed at any byte opens, and loses only what was damaged`(
    flip: UInt8?
  ) throws {
    let whole = Self.journal
    let records = Journal(parsing: whole).records
    let next = JournalRecord(lesson: "xor", step: "a", hash: "0f", event: .went)
    for place in whole.indices {
      var bytes = whole
      if let flip { bytes[place] ^= flip } else { bytes.removeLast(whole.count - place) }
      try Data(bytes).write(to: URL(filePath: folder + "/journal.jsonl"))
      let store = JournalStore(folder: folder, trouble: nil)
      let before = whole[..<place].count { $0 == 0x0a }
      #expect(store.records.count >= before)
      #expect(Array(store.records.prefix(before)) == Array(records.prefix(before)))
      // Every byte is in the journal or beside it, and what comes next is saved.
      if !store.sentences.isEmpty {
        #expect(store.sentences[0].contains("The journal is damaged"))
        #expect(try !setAside().isEmpty)
      }
      #expect(store.isSaving)
      #expect(store.keep([next]) == nil)
      let kept = JournalStore(folder: folder, trouble: nil)
      #expect(kept.sentences.isEmpty)
      #expect(kept.records.count == store.records.count)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        try FileManager.default.removeItem(atPath: folder + "/" + name)
      }
    }
  }

  @Test func `A journal of a newer version is read and left as it is`() throws {
    let path = folder + "/journal.jsonl"
    let newer =
      Self.journal
      + Array(
        Journal.line(around: #"{"event":"dreamt"}"#, version: 9).utf8) + Array("torn".utf8)
    try Data(newer).write(to: URL(filePath: path))
    let store = JournalStore(folder: folder, trouble: nil)
    #expect(store.records.count == 5)
    #expect(!store.isSaving)
    #expect(store.sentences.count == 1 && store.sentences[0].contains("newer Gradus (version 9)"))
    #expect(store.keep(store.records) == nil)
    #expect(try Array(Data(contentsOf: URL(filePath: path))) == newer)
    #expect(try setAside().isEmpty)
  }

  @Test func `A journal to which a newer version writes meanwhile is left to it, and that is said`()
    throws
  {
    let path = folder + "/journal.jsonl"
    let record = try #require(Journal(parsing: Self.journal).records.first)
    let store = JournalStore(folder: folder, trouble: nil)
    #expect(store.keep([record]) == nil)
    // Another program of this version is no reason to stop.
    #expect(JournalStore(folder: folder, trouble: nil).keep([record, record]) == nil)
    #expect(store.keep([record]) == nil)
    let other = try #require(fopen(path, "a"))
    fputs(Journal.line(around: #"{"event":"dreamt"}"#, version: 9), other)
    fclose(other)
    let newer = try FileBytes.read(path)
    let said = "The journal is of a newer Gradus (version 9): it is left as it is, and what you do "
    #expect(store.keep([record]) == said + "now is not kept.")
    #expect(store.keep([record]) == nil)
    #expect(!store.isSaving)
    #expect(
      store.saveRest() == "What you did since a newer Gradus wrote to the journal is not kept.")
    #expect(try FileBytes.read(path) == newer)
  }

  @Test func `A lesson that begins after a newer version wrote says so, and writes nothing`() throws
  {
    let path = folder + "/journal.jsonl"
    try Data(Self.journal).write(to: URL(filePath: path))
    let store = JournalStore(folder: folder, trouble: nil)
    let other = try #require(fopen(path, "a"))
    fputs(Journal.line(around: #"{"event":"dreamt"}"#, version: 9), other)
    fclose(other)
    let newer = try FileBytes.read(path)
    #expect(store.take(lesson: "xor")?.contains("newer Gradus (version 9)") == true)
    #expect(store.keep(store.records) == nil)
    #expect(!store.isSaving)
    #expect(try FileBytes.read(path) == newer)
  }

  @Test func `Damage for which there is no room stays where it is, and it is said why`() throws {
    let state = folder + "/state/gradus"
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    try Data(repeating: 0x78, count: 3000).write(to: URL(filePath: state + "/journal.jsonl"))
    let window = try TerminalWindow(rows: 40, folder: folder)
    // Files of at most 1 KiB: a write that reaches the limit is cut short.
    try window.enter("ulimit -f 1")
    try window.start("learn 1 --plain")
    try window.see("stays where it is for now: file too large.")
    try window.enter("quit")
    try window.expectSaneShell()
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: state).contains {
        $0.contains("damaged")
      })
    #expect(try FileBytes.read(state + "/journal.jsonl").count == 3000)
  }

  @Test(arguments: [
    ("/nonexistent", "no such file or directory"),
    ("/dev/zero", "it is not a file that can be read whole"),
    ("/tmp", "it is a folder"),
  ])
  func `What cannot be read whole is refused`(path: String, reason: String) {
    #expect(throws: FileBytes.Failure(reason: reason)) { try FileBytes.read(path) }
  }

  @Test func `Lessons stand in the order of their numbers, and are found by number and by name`()
    throws
  {
    for name in ["10-digits.md", "09-hidden-layer.md", "course.md", "extra.md", "notes.txt"] {
      try Data().write(to: URL(filePath: folder + "/" + name))
    }
    let library = LessonLibrary(
      environment: ["GRADUS_LESSONS": folder], folders: Folders(environment: [:]))
    #expect(library.entries.map(\.fileName) == ["09-hidden-layer.md", "10-digits.md", "extra.md"])
    #expect(library.entry(named: "9")?.name == "hidden-layer")
    #expect(library.entry(named: "Digits")?.number == 10)
    #expect(library.entry(named: "extra")?.number == nil)
    #expect(library.entry(named: "11") == nil)
  }

  @Test func `An installed program looks beside itself, a built one in its checkout`() throws {
    let checkout = folder + "/checkout"
    try FileManager.default.createDirectory(
      atPath: checkout + "/Lessons", withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: checkout + "/Package.swift"))
    #expect(
      LessonLibrary.places(ofBinary: checkout + "/.build/release/gradus") == [
        checkout + "/.build/share/gradus/Lessons", checkout + "/Lessons",
      ])
    #expect(LessonLibrary.places(ofBinary: "/usr/bin/gradus") == ["/usr/share/gradus/Lessons"])
  }
}
