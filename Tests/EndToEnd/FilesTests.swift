import Foundation
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
    let loaded = try file.load { _ in [] }
    #expect(String(decoding: loaded.bytes, as: UTF8.self) == "one\ntwo\nthree\n")
    #expect(loaded.setAside == nil)
  }

  @Test func `What is damaged is moved to a file of its own and costs nothing around it`() throws {
    let path = folder + "/journal.jsonl"
    try Data("good\nbad\nfine\nbro".utf8).write(to: URL(filePath: path))
    let file = try ProgressFile(path: path)
    let loaded = try file.load { _ in [5..<8, 14..<17] }
    #expect(loaded.setAside == path + ".damaged-1")
    #expect(try String(contentsOfFile: path + ".damaged-1", encoding: .utf8) == "bad\nbro\n")
    #expect(file.append(Array("next\n".utf8)) == nil)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "good\n   \nfine\nnext\n")
    #expect(try file.load { _ in [5..<8] }.setAside == path + ".damaged-2")
  }

  @Test func `A full disk is said once, and nothing is written after the gap`() throws {
    let file = try ProgressFile(path: "/dev/full")
    #expect(
      file.append(Array("x\n".utf8))
        == "/dev/full: no space left on device; from here on progress is not saved")
    #expect(file.append(Array("y\n".utf8)) == nil)
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
