package import Interpreter
package import Markdown

/// A condition on the session, as a lesson writes it, and where it stands.
package struct Predicate: Sendable, Equatable {
  package var expression: Expression
  package var place: SourcePlace

  /// As it is written.
  package var text: String { expression.text }
}

/// Where something stands, for a message while a lesson is played: the file is not at hand then.
package struct SourcePlace: Sendable, Equatable, CustomStringConvertible {
  package var file: String
  package var position: SourcePosition

  /// "xor.md:12:11"
  package var description: String { "\(file.onOneLine):\(position.line):\(position.column)" }
}

/// What counts as done.
///
/// The requirements decide, and each is a goal that the learner sees. The diagnoses are read only
/// after a failure, in their order, the most specific first.
package struct Check: Sendable, Equatable {
  package struct Requirement: Sendable, Equatable {
    package var predicate: Predicate
    package var goal: String
    /// Of its line.
    package var place: SourcePlace
  }

  package struct Diagnosis: Sendable, Equatable {
    package var predicate: Predicate
    package var feedback: String
    /// Of its line.
    package var place: SourcePlace
  }

  package var requirements: [Requirement] = []
  package var diagnoses: [Diagnosis] = []
}
