/// What a command did, as data; never how it looks.
///
/// The same outcome feeds the picture, the lesson's check, the transcript and the test.
public struct Outcome: Sendable, Equatable {
  /// In the order in which they are to be shown.
  public var reports: [Report]
  /// The learner asked to leave.
  public var quits: Bool

  /// An outcome of these reports.
  public init(_ reports: [Report] = [], quits: Bool = false) {
    self.reports = reports
    self.quits = quits
  }

  /// One sentence.
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
  /// `why`: what is wrong, by what numbers, and what to type.
  case diagnosis(Diagnosis)
  /// A curve through points that the command has computed.
  case curve(PlottedCurve)
  /// `watch`: what is watched, behind each command that changes something.
  case watched([WatchedValue])
  /// `sweep`: what came of trainings with other settings and seeds.
  case sweep(SweepReport)
  case help(HelpPage)
}

/// Rows under headings. Numbers are right-aligned.
public struct Table: Sendable, Equatable {
  /// What it lists.
  public var title: String
  /// The headings, some of them empty.
  public var columns: [String]
  /// As many cells a row as there are columns.
  public var rows: [[String]]
  /// Said under the table: totals, units.
  public var footer: String?

  /// A table of these cells.
  public init(title: String, columns: [String], rows: [[String]], footer: String? = nil) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.footer = footer
  }
}

/// A curve to draw, as data.
public struct PlottedCurve: Sendable, Equatable {
  /// What it shows.
  public var title: String
  /// What x counts.
  public var xTitle: String
  /// (x, y), from left to right.
  public var points: [SIMD2<Double>]
  /// Whether y goes up by equal factors.
  public var isLogarithmic: Bool

  /// A curve through these points.
  public init(
    title: String, xTitle: String, points: [SIMD2<Double>], isLogarithmic: Bool = false
  ) {
    self.title = title
    self.xTitle = xTitle
    self.points = points
    self.isLogarithmic = isLogarithmic
  }
}

/// How a training run went.
public struct TrainingReport: Sendable, Equatable {
  /// Why it stopped.
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
    /// The loss did not get better for as long as `patience` says.
    case lostPatience(String)
    /// It could not go on, for this reason.
    case halted(String)
    /// `break`: this condition holds; with the values in it.
    case broke(String, step: Int, values: [WatchedValue])
  }

  /// Why it stopped.
  public var ending: Ending
  /// Steps done by this command, and epochs where they came out whole.
  public var steps: Int
  /// The same in passes through all training samples.
  public var epochs: Double
  /// On all training samples, before the first step.
  public var lossBefore: Double?
  /// On all training samples, after the last step.
  public var loss: Double?
  /// On the training samples, 0 to 1, where the targets are classes.
  public var accuracy: Double?
  /// On the held-out samples, where there are any.
  public var testLoss: Double?
  /// On the held-out samples, 0 to 1, where the targets are classes.
  public var testAccuracy: Double?
  /// Losses of this run, thinned to at most a few hundred, for a sparkline.
  public var losses: [Double]
  /// What else is to be said, a sentence each: what diverged, which epoch was best.
  public var remarks: [String]

  /// A report of these numbers.
  public init(
    ending: Ending, steps: Int, epochs: Double, lossBefore: Double? = nil, loss: Double? = nil,
    accuracy: Double? = nil, testLoss: Double? = nil, testAccuracy: Double? = nil,
    losses: [Double] = [], remarks: [String] = []
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
    self.remarks = remarks
  }
}

/// A number worked out before the learner's eyes: forward on the left, backward on the right.
public struct Explanation: Sendable, Equatable {
  /// What is explained, and for which sample.
  public var title: String
  /// From the inputs to the value, a line a step.
  public var forward: [String]
  /// From the loss back to the gradients; says what must come first where `backward` has not run.
  public var backward: [String]
  /// For a neuron: its activation function, where on it this sample is, for the curve.
  public var activation: Activation?

  /// An activation function and where on it the sample is.
  public struct Activation: Sendable, Equatable {
    /// The layer's name, "tanh".
    public var name: String
    /// z, what goes in.
    public var input: Double
    /// a, what comes out.
    public var output: Double
    /// Samples of the curve as (x, y).
    public var curve: [SIMD2<Double>]

    /// The function of that name with the sample at (input, output).
    public init(name: String, input: Double, output: Double, curve: [SIMD2<Double>]) {
      self.name = name
      self.input = input
      self.output = output
      self.curve = curve
    }
  }

  /// An explanation of these lines.
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
  /// Entries under a heading.
  public struct Section: Sendable, Equatable {
    /// What the entries are; may be empty.
    public var heading: String
    /// (term, meaning); an empty term makes a plain line.
    public var entries: [Entry]

    /// A section of these entries.
    public init(_ heading: String, _ entries: [Entry]) {
      self.heading = heading
      self.entries = entries
    }
  }

  /// A term and what it means.
  public struct Entry: Sendable, Equatable {
    /// What is explained; empty where the line stands alone.
    public var term: String
    /// One line.
    public var meaning: String

    /// An entry of this term and meaning.
    public init(_ term: String, _ meaning: String) {
      self.term = term
      self.meaning = meaning
    }
  }

  /// The command, block or topic.
  public var title: String
  /// One sentence.
  public var summary: String
  /// What follows it.
  public var sections: [Section]

  /// A page of these sections.
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
  /// What `let` has named, where the picture is of that.
  public var variable: String?
  /// The names of two moments or runs, where the picture is of both.
  public var moments: [String]

  /// A request for the picture of that name.
  public init(
    name: String, layer: Int? = nil, neuron: Int? = nil, variable: String? = nil,
    moments: [String] = []
  ) {
    self.name = name
    self.moments = moments
    self.layer = layer
    self.neuron = neuron
    self.variable = variable
  }
}
