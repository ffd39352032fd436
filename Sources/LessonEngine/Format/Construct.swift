/// One thing that a lesson file may hold beside prose: a key of the front matter, a fence, a line in
/// a fence, a comment, a `<details>`.
///
/// `Construct.all` is the one list of them. The parser reads names and keys from it, and so does
/// what prints the reference of the format: neither can know a word that the other does not.
public struct Construct: Sendable, Equatable {
  /// Where in the file it stands.
  public enum Place: String, Sendable, CaseIterable {
    /// Between the `---` lines at the top.
    case frontMatter
    /// The first line of a fence: ```` ```gradus try ````.
    case fence
    /// A line inside a fence.
    case line
    /// `<!-- … -->` on a line of its own.
    case comment
    /// The summary of a `<details>`.
    case details
    /// Markdown itself: a heading, a rule, a quote.
    case markdown
    /// In a `course.md`.
    case course
  }

  /// A word `key=value` that may follow a name.
  public struct Key: Sendable, Equatable {
    /// "layer"
    public var name: String
    /// One line.
    public var summary: String
    /// "layer=0"; of a flag the name alone.
    public var example: String
    /// Whether it cannot be left out.
    public var isRequired: Bool

    init(_ name: String, _ summary: String, example: String, isRequired: Bool = false) {
      self.name = name
      self.summary = summary
      self.example = example
      self.isRequired = isRequired
    }
  }

  /// Where it stands.
  public var place: Place
  /// Of a fence its language, "gradus"; of a line the fence that it stands in, "gradus check"; of a
  /// key within another its name, "policy"; else empty.
  public var context: String
  /// The word that is written: "try", "require", "title". Of what Markdown has, a name for it.
  public var name: String
  /// The keys that may follow.
  public var keys: [Key]
  /// What it means, in one line.
  public var summary: String
  /// As it stands in a file.
  public var example: String

  init(
    _ place: Place, in context: String = "", _ name: String, keys: [Key] = [], _ summary: String,
    example: String
  ) {
    self.place = place
    self.context = context
    self.name = name
    self.keys = keys
    self.summary = summary
    self.example = example
  }

  /// Everything that the format knows, in the order of the reference.
  public static let all = frontMatter + markdown + fences + lines + comments + details + course

  /// The languages of fences that are ours, in order.
  static let languages = ["gradus", "answer", "figure"]

  /// The names of a place, in order: the roles of a language, the words of a fence's lines.
  static func names(_ place: Place, in context: String = "") -> [String] {
    all.filter { $0.place == place && $0.context == context }.map(\.name)
  }

  /// The one of this name, if it is known.
  static func named(_ name: String, _ place: Place, in context: String = "") -> Construct? {
    all.first { $0.place == place && $0.context == context && $0.name == name }
  }
}
