/// What holds for a whole file while its parts are read.
struct ReadingRules {
  var variables: Variables
  /// Whether the file is a lesson of ours, so that a slip in a word of the format is an error. Any
  /// other Markdown is prose, whatever its comments and fences say.
  var isStrict: Bool
  /// The names of the pictures that there are, where that is known.
  var pictures: [String]?
}
