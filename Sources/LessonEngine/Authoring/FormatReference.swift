import Interpreter

/// The reference of the lesson format, as Markdown: made of the declarations that the parser reads,
/// so that it cannot say anything else than what holds.
public enum FormatReference {
  /// The whole page.
  public static var text: String {
    let parts = Construct.Place.allCases.map(section) + [conditions, rules]
    return introduction + "\n" + parts.joined(separator: "\n")
  }

  private static let introduction = """
    # The lesson file

    A lesson is one file of GitHub-flavoured Markdown. Any such file is a lesson of prose; what is
    listed here makes more of it. A word that is not known is an error with its place and the nearest
    word that is. A lesson holds commands of Gradus and conditions, and no other code.

    `gradus new FILE` writes a lesson to start from, `gradus check` and `gradus test` hold it against
    what is said here, `gradus watch` plays it as you write.

    """

  // MARK: Constructs

  private static func section(_ place: Construct.Place) -> String {
    let (title, words) = heading(of: place)
    let entries = Construct.all.filter { $0.place == place }.map(entry)
    return "## \(title)\n\n\(words)\n\n" + entries.joined(separator: "\n")
  }

  private static func heading(of place: Construct.Place) -> (title: String, words: String) {
    switch place {
    case .frontMatter:
      (
        "Front matter",
        "Keys between two lines `---` at the top. `lesson`, `format`, `title` must be."
      )
    case .markdown: ("Markdown", "What Markdown has already, and what it means in a lesson.")
    case .fence:
      ("Fences", "Code blocks whose first line has one of these; others are shown as code.")
    case .line: ("Lines in fences", "What the lines of some fences begin with.")
    case .comment: ("Comments", "Each stands on a line of its own; other comments are skipped.")
    case .details:
      ("Folds", "Summaries of `<details>`; any other fold is read as if it stood open.")
    case .course:
      (
        "The course",
        """
        A folder of lessons with a file `course.md` is a course, which `gradus course add FOLDER` takes
        in. `course`, `format`, `title` and a list of the lessons must be:

        ~~~markdown
        \(Construct.courseExample)
        ~~~
        """
      )
    }
  }

  private static func entry(_ construct: Construct) -> String {
    let name = [construct.context, construct.name].filter { !$0.isEmpty }.joined(separator: " ")
    var lines = ["### `\(name)`", "", sentence(construct.summary)]
    if !construct.keys.isEmpty {
      lines.append("")
      lines += construct.keys.map { key in
        "- `\(key.example)`: \(key.summary)" + (key.isRequired ? " (it must be there)" : "")
      }
    }
    // A fence of tildes may hold one of backticks.
    lines += ["", "~~~markdown", construct.example, "~~~", ""]
    return lines.joined(separator: "\n")
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  // MARK: Conditions

  private static var conditions: String {
    var lines = [
      "## Conditions", "",
      "What stands after `require`, `when`, `until` and `= ` in an answer: comparisons with `==`, "
        + "`!=`, `<`, `<=`, `>`, `>=`; `and`, `or`, `not`; `+ - * / ^`. A condition has no effects.",
      "", "| name | what it is |", "|---|---|",
    ]
    lines += Names.all.map { "| `\($0.name)` | \(cell($0.summary)) |" }
    lines += [
      "| `attempts` | how many attempts at the task were refused |",
      "| `hints` | how many hints were shown |", "", "| function | what it gives |", "|---|---|",
    ]
    lines += Functions.all.map { "| `\(cell($0.usage))` | \(cell($0.summary)) |" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  // MARK: Rules

  private static var rules: String {
    let lines =
      [
        "## Teaching rules", "",
        "`gradus check` looks for these; `gradus help rules NAME` says why.", "",
      ]
      + LintRules.all.map { "- `\($0.name)`: \($0.summary)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
