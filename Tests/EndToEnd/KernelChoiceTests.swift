import Foundation
import Testing

/// The same numbers, whatever kernels compute them.
struct KernelChoiceTests {
  private static let known = ["portable", "avx2", "avx512", "neon"]

  private func gradus(_ arguments: [String], kernels: String) throws -> Command {
    var variables = ProcessInfo.processInfo.environment
    variables["SWIFT_BACKTRACE"] = "enable=no"
    variables["GRADUS_KERNELS"] = kernels
    return try Command.run([TerminalWindow.binary] + arguments, environment: variables)
  }

  /// "01-a-neuron" and so on.
  private static func lessons() throws -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Lessons")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }
      .map { String($0.dropLast(3)) }.sorted()
  }

  @Test(arguments: try lessons())
  func `A lesson's transcript is the same with every kernel`(_ lesson: String) throws {
    let transcripts = try Self.known.compactMap { name in
      let played = try gradus(["play", lesson], kernels: name)
      // The processor has no such kernels.
      if played.status == 64 { return nil as Command? }
      #expect(played.status == 0, "\(name): \(played.errors)")
      #expect(played.output.contains("Lesson finished"), "\(name)")
      return played
    }
    // Every processor has the portable ones, and all that Gradus is built for have others.
    #expect(transcripts.count > 1)
    for other in transcripts.dropFirst() { #expect(other.output == transcripts[0].output) }
  }

  @Test func `Kernels of another processor are a usage error that names those there are`() throws {
    let refused = try Self.known.filter {
      let ran = try gradus(["lessons"], kernels: $0)
      guard ran.status != 0 else { return false }
      #expect(ran.status == 64)
      #expect(ran.output == "")
      #expect(
        ran.errors.contains("this processor has no kernels \($0); it has portable"), "\(ran.errors)"
      )
      return true
    }
    // No processor has both AVX and NEON.
    #expect(!refused.isEmpty && !refused.contains("portable"))
  }
}
