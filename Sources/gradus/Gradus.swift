import ArgumentParser

/// The command line.
@main
struct Gradus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradus",
    abstract: "Learn at the prompt how neural networks work.",
    version: "0.1.0",
    subcommands: [
      LearnCommand.self, ReplCommand.self, PlayCommand.self, LessonsCommand.self,
      ProgressCommand.self, ReviewCommand.self, ExportCommand.self,
      CheckCommand.self, TestCommand.self, NewCommand.self, FixCommand.self, WatchCommand.self,
      InspectCommand.self, DocsCommand.self, CourseCommand.self, ReportCommand.self,
      HelpSubcommand.self,
    ],
    defaultSubcommand: LearnCommand.self)
}
