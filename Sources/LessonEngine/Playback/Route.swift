/// A way through a part of a lesson that a learner might take. `gradus test` takes each.
public enum Route: String, Sendable, CaseIterable {
  case answer
  case alternative
  case nothing
  case reject
  case wrong
  case prediction
  case output
  case figure
  case hints
  case solution
  case play
  case skip
  case back
  case reset
  case resume
  case reading

  /// What is done, and what must come of it.
  public var summary: String {
    switch self {
    case .answer: "the first model answer is accepted"
    case .alternative: "another model answer is accepted"
    case .nothing: "doing nothing is not accepted"
    case .reject: "a rejected answer is refused, with its feedback"
    case .wrong: "a wrong answer is refused, with its feedback"
    case .prediction: "a right guess is right and a wrong one wrong"
    case .output: "the output is as expected"
    case .figure: "the figure is as its text has it"
    case .hints: "all hints can be asked for, and change nothing"
    case .solution: "the solution can be looked at, and changes nothing"
    case .play: "free play changes nothing"
    case .skip: "skip leaves what the model answers leave"
    case .back: "back, and forward again, is the same state"
    case .reset: "reset is the state with which the step began"
    case .resume: "whoever leaves comes back to the same state"
    case .reading: "the step is read to its end"
    }
  }
}
