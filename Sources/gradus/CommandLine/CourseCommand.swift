import ArgumentParser
import Canvas
import Interpreter
import LessonEngine
import NeuralNetwork

/// `gradus course add|list|remove`
struct CourseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "course",
    abstract: "Add courses of others to the lessons, list them, remove them.",
    subcommands: [Add.self, List.self, Remove.self], defaultSubcommand: List.self)

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Copy a folder with course.md and its lessons.",
      discussion: """
        Names are small letters, digits and hyphens; files lie flat, or in a folder data. Links are \
        not followed. A lesson can run commands of Gradus and nothing else; gradus inspect shows \
        what, before it is run. This is a whole course.md:

        \(Construct.courseExample)
        """)

    @Argument(help: "The folder.")
    var folder: String

    @Flag(help: "Put it in the place of a course of the same name that was added before.")
    var replace = false

    @OptionGroup var shared: SharedOptions

    func run() throws {
      let program = try Program(shared: shared)
      do throws(CourseStore.Refusal) {
        let course = try program.courses.add(folder, replaces: replace)
        let count = course.entries.count
        let lessons = counted(count, "lesson")
        Output.write(
          trusted: "Added \(course.id): \(SafeText.line(course.title)), \(lessons).\n"
            + "gradus lessons lists them; gradus learn \(course.id)/NAME begins one.\n")
      } catch {
        program.complain(error)
        throw ExitCode(2)
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the courses that were added.")

    @OptionGroup var shared: SharedOptions

    func run() throws {
      let program = try Program(shared: shared)
      let rows = CourseStore.ids(in: program.folders.userLessons).map { id -> [String] in
        do throws(CourseStore.Refusal) {
          let course = try program.courses.outline(of: id)
          return [id, course.title, "\(course.entries.count)"]
        } catch {
          return [id, "not valid", ""]
        }
      }
      let table = Table(
        title: "Courses", columns: ["course", "title", "lessons"], rows: rows,
        footer: rows.isEmpty ? "None were added. gradus course add DIR adds one." : nil)
      var page = program.page
      Output.write(
        page.bytes(
          .ran(command: "course", Outcome([.table(table)]), after: Session(), byLesson: false)))
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Remove a course that was added; what was done in it is kept.")

    @Argument(help: "The course's name, as course list shows it.")
    var course: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
      let program = try Program(shared: shared)
      do throws(CourseStore.Refusal) {
        try program.courses.remove(course)
        Output.write(trusted: "Removed \(SafeText.line(course)). What you did in it is kept.\n")
      } catch {
        program.complain(error)
        throw ExitCode(2)
      }
    }
  }
}

extension Program {
  var courses: CourseStore { CourseStore(folder: folders.userLessons, library: library) }

  /// Says on standard error why a course is not taken.
  func complain(_ refusal: CourseStore.Refusal) {
    complain(
      .notFound(refusal.hint.map { "\(refusal.sentence); \($0)" } ?? refusal.sentence))
  }
}
