package import Interpreter
package import Markdown

/// One step of a lesson: what stands between two `##` headings.
package struct Step: Sendable, Equatable {
  package var id: String
  package var title: String
  /// Of the heading.
  package var place: SourcePlace
  /// Of the id, where one is written.
  package var idPlace: SourcePlace?
  package var elements: [Element] = []
  /// Rules of the linter that do not hold here.
  package var allowances: [Allowance] = []
  /// Of the text of the step, to tell whether it was edited since somebody did it.
  package var hash: String = ""
  /// The lines that it takes, of the lesson and of the parts that it includes.
  package var extent: [SourceLines] = []

  /// What the learner is asked to do, in order.
  package var exercises: [Exercise] {
    elements.compactMap { if case .exercise(let exercise) = $0 { exercise } else { nil } }
  }
}

/// Lines of a file that follow each other, counted from 1.
package struct SourceLines: Sendable, Equatable {
  package var file: String
  package var lines: Range<Int>
}

/// `<!-- allow wall-of-text: the poem is quoted whole -->`
package struct Allowance: Sendable, Equatable {
  /// The linter's name for it.
  package var rule: String
  /// Why, in the author's words.
  package var reason: String
  package var place: SourcePlace
}

/// One part of a step, in the order of the text.
package enum Element: Sendable, Equatable {
  case prose([Block])
  /// `---`: waits for Enter.
  case pause
  /// Commands that nobody sees.
  case setup(Script)
  /// Commands before the learner's eyes.
  case run(Transcript)
  case figure(Figure)
  case exercise(Exercise)
  case jump(Jump)
}

/// Commands of the lesson, each with its place.
package struct Script: Sendable, Equatable {
  package var commands: [ScriptCommand]
}

package struct ScriptCommand: Sendable, Equatable {
  package var text: String
  package var place: SourcePlace
  /// Whether the lesson expects it to fail: what it does before it fails counts.
  package var mayFail = false
}

/// Commands with the output that is expected under each.
package struct Transcript: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package var command: ScriptCommand
    /// Nil where the file says nothing about the output.
    package var expected: [String]?
    /// Where the output stands, or would stand: the line under the command.
    package var outputPlace: SourcePlace

    /// The line that says the error, where the command is expected to fail: "error: there is no …".
    package var expectedError: String? { expected?.last { $0.hasPrefix("error:") } }
  }

  package var entries: [Entry]
}

/// A picture of the live state, and its text form.
package struct Figure: Sendable, Equatable {
  package var request: PictureRequest
  package var alternative: String
  /// Of the fence; its body begins on the line after.
  package var place: SourcePlace
  /// Of the picture's name.
  package var namePlace: SourcePlace
}

/// `<!-- goto id when="…" -->`
package struct Jump: Sendable, Equatable {
  package var target: String
  package var condition: Predicate?
  package var place: SourcePlace
}

/// Something the learner is asked to do, its hints and its solution.
package struct Exercise: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case task(Task)
    case quiz(QuizKey)
    case answer(AnswerKey)
    case prediction(Prediction)
  }

  package var kind: Kind
  package var place: SourcePlace
  package var hints: [Hint] = []
  /// What the last `<details>` explains.
  package var explanation: [Block] = []
}

/// Commands that the learner types until the check is met.
package struct Task: Sendable, Equatable {
  /// Each is a good answer; the first is the one that playback and `skip` use.
  package var models: [Script] = []
  package var check = Check()
  package var rejects: [Reject] = []
}

/// Commands that the check must refuse, and words of the feedback that it must give.
package struct Reject: Sendable, Equatable {
  package var script: Script
  package var feedback: String?
  package var place: SourcePlace
  /// Of the line `--` with the feedback.
  package var feedbackPlace: SourcePlace?
}

/// One rung of the ladder.
package struct Hint: Sendable, Equatable {
  package var blocks: [Block]
  /// Shown only in this state.
  package var condition: Predicate?
  /// Of its `<details>`.
  package var place: SourcePlace
}

/// A multiple-choice question with its answer.
package struct QuizKey: Sendable, Equatable {
  package struct Choice: Sendable, Equatable {
    package var blocks: [Block]
    package var isRight: Bool
    package var feedback: [Block]
    package var place: SourcePlace
  }

  package var choices: [Choice]
  package var allowsSeveral: Bool

  /// As it is shown: without the answer.
  package var shown: Quiz { Quiz(choices: choices.map(\.blocks), allowsSeveral: allowsSeveral) }
}

/// A guess that the learner makes before something runs on a fork.
package struct Prediction: Sendable, Equatable {
  package enum Key: Sendable, Equatable {
    case number(NumberKey.Target)
    case choices([Choice])
    /// What this comes to: a text.
    case text(Expression, SourcePlace)
    /// The shape of what this comes to.
    case shape(Expression, SourcePlace)
    /// Words in the order of the values that belong to them, the smallest first.
    case order([Ranked])
  }

  package struct Ranked: Sendable, Equatable {
    package var words: String
    package var value: Expression
    package var place: SourcePlace
  }

  package struct Choice: Sendable, Equatable {
    package var words: String
    /// Whether it came so, on the fork.
    package var predicate: Predicate
  }

  /// Asked where the prose before it does not.
  package var question: String?
  package var script: Script
  package var key: Key
}
