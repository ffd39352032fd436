public import ArgumentParser
public import Canvas
import Foundation
import Terminal

extension ColorChoice: ExpressibleByArgument {}
extension Theme.Glyphs: ExpressibleByArgument {}

/// What every subcommand that shows something takes.
struct SharedOptions: ParsableArguments {
  @Option(help: "Use colour.")
  var color = ColorChoice.auto

  @Option(
    help: "Draw with these characters; by default braille where text is UTF-8, else ascii.")
  var glyphs: Theme.Glyphs?

  @Option(help: ArgumentHelp("Columns for text.", valueName: "columns"))
  var width: Int?

  @Option(
    help: ArgumentHelp(
      "The seed of free play; in a lesson, of the values that it draws.", valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "The arithmetic kernels to use: how fast, never what is computed.", valueName: "name"))
  var kernels: String?

  @Option(
    help: ArgumentHelp(
      "The memory that a network, a batch or a data set may take: 512M, 8G; by default half of "
        + "what is free.", valueName: "size"))
  var memory: MemorySize?

  @Option(
    help: ArgumentHelp(
      "The threads to compute with, one for each core by default: how fast, never what is "
        + "computed.", valueName: "number"))
  var threads: Int?

  func validate() throws {
    if let width, !(20...1000).contains(width) {
      throw ValidationError("--width is from 20 to 1000, not \(width)")
    }
    if let threads { try ThreadChoice.check(threads, "--threads") }
  }
}
