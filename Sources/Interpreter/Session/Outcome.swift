/// What a command did, as data; never how it looks.
///
/// The same outcome feeds the picture, the lesson's check, the transcript and the test.
public struct Outcome: Sendable, Equatable {
  public var reports: [Report]
  /// The learner asked to leave.
  public var quits: Bool

  public init(_ reports: [Report] = [], quits: Bool = false) {
    self.reports = reports
    self.quits = quits
  }

  public static func note(_ sentence: String) -> Outcome { Outcome([.note(sentence)]) }
}

/// One thing that happened, or that was asked for.
public enum Report: Sendable, Equatable {
  /// A sentence: "l0 linear 2 → 4, 12 parameters".
  case note(String)
  /// `print`: a label and a value.
  case value(label: String, Value)
  case table(Table)
  case training(TrainingReport)
  /// A picture to draw of the session as it is after the command.
  case picture(PictureRequest)
  /// A formula with its numbers: lines of a title and steps.
  case explanation(Explanation)
  case help(HelpPage)
}

/// Rows under headings. Numbers are right-aligned.
public struct Table: Sendable, Equatable {
  public var title: String
  public var columns: [String]
  public var rows: [[String]]
  /// Said under the table: totals, units.
  public var footer: String?

  public init(title: String, columns: [String], rows: [[String]], footer: String? = nil) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.footer = footer
  }
}

/// How a training run went.
public struct TrainingReport: Sendable, Equatable {
  public enum Ending: Sendable, Equatable {
    case finished
    /// `until` became true.
    case reached(String)
    /// `until` did not become true within `max`.
    case missed(String)
    /// ^C.
    case interrupted
    /// The loss is not a number any more.
    case diverged(step: Int)
  }

  public var ending: Ending
  /// Steps done by this command, and epochs where they came out whole.
  public var steps: Int
  public var epochs: Double
  public var lossBefore: Double?
  public var loss: Double?
  /// On the training samples, 0 to 1, where the targets are classes.
  public var accuracy: Double?
  /// On the held-out samples, where there are any.
  public var testLoss: Double?
  public var testAccuracy: Double?
  /// Losses of this run, thinned to at most a few hundred, for a sparkline.
  public var losses: [Double]

  public init(
    ending: Ending, steps: Int, epochs: Double, lossBefore: Double? = nil, loss: Double? = nil,
    accuracy: Double? = nil, testLoss: Double? = nil, testAccuracy: Double? = nil,
    losses: [Double] = []
  ) {
    self.ending = ending
    self.steps = steps
    self.epochs = epochs
    self.lossBefore = lossBefore
    self.loss = loss
    self.accuracy = accuracy
    self.testLoss = testLoss
    self.testAccuracy = testAccuracy
    self.losses = losses
  }
}

/// A number worked out before the learner's eyes: forward on the left, backward on the right.
public struct Explanation: Sendable, Equatable {
  public var title: String
  public var forward: [String]
  public var backward: [String]
  /// For a neuron: its activation function, where on it this sample is, for the curve.
  public var activation: Activation?

  public struct Activation: Sendable, Equatable {
    /// The layer's name, "tanh".
    public var name: String
    public var input: Double
    public var output: Double
    /// Samples of the curve as (x, y).
    public var curve: [SIMD2<Double>]

    public init(name: String, input: Double, output: Double, curve: [SIMD2<Double>]) {
      self.name = name
      self.input = input
      self.output = output
      self.curve = curve
    }
  }

  public init(
    title: String, forward: [String], backward: [String] = [], activation: Activation? = nil
  ) {
    self.title = title
    self.forward = forward
    self.backward = backward
    self.activation = activation
  }
}

/// A page of help: from a command's declaration, or a topic.
public struct HelpPage: Sendable, Equatable {
  public struct Section: Sendable, Equatable {
    public var heading: String
    /// (term, meaning); an empty term makes a plain line.
    public var entries: [Entry]

    public init(_ heading: String, _ entries: [Entry]) {
      self.heading = heading
      self.entries = entries
    }
  }

  public struct Entry: Sendable, Equatable {
    public var term: String
    public var meaning: String

    public init(_ term: String, _ meaning: String) {
      self.term = term
      self.meaning = meaning
    }
  }

  public var title: String
  public var summary: String
  public var sections: [Section]

  public init(title: String, summary: String, sections: [Section]) {
    self.title = title
    self.summary = summary
    self.sections = sections
  }
}

/// Which picture, of what: `plot loss`, `show weights l0`.
public struct PictureRequest: Sendable, Equatable {
  /// A name in `Environment.pictures`.
  public var name: String
  /// A layer's index, where the picture is of one layer; nil is all.
  public var layer: Int?
  /// A neuron's index within `layer`, where the picture is of one neuron.
  public var neuron: Int?

  public init(name: String, layer: Int? = nil, neuron: Int? = nil) {
    self.name = name
    self.layer = layer
    self.neuron = neuron
  }
}
