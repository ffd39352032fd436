import ArgumentParser

/// The command line.
@main
struct Gradus: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn at the prompt how neural networks work.")
}
