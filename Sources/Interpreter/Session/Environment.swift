/// What the world outside lends a command. The executable makes one; tests make their own.
///
/// Everything here is a value handed in, so that nothing below it reads a clock, a file or a
/// signal by itself.
public struct Environment: Sendable {
  /// What training does after a report.
  public enum Continuation: Sendable {
    case goOn
    /// Stop at the next step and keep the state reached.
    case stop
  }

  /// Reads a file that ships with the lessons, by its path below `Lessons`: "data/digits.csv".
  /// Throws a sentence.
  public var readShipped: @Sendable (_ path: String) throws(Diagnostic) -> [UInt8]
  /// Reads a file that the learner or a lesson names. A lesson's commands are given one that
  /// reads nothing outside the lesson's folder.
  public var readFile: @Sendable (_ path: String) throws(Diagnostic) -> [UInt8]
  /// Writes a file that the learner names, whole or not at all, and asks `mayReplace` about the
  /// bytes of a file that is there already. Throws a sentence.
  ///
  /// Only where somebody types is there one that writes; a lesson's own commands write nothing.
  public var writeFile:
    @Sendable (_ path: String, _ bytes: [UInt8], _ mayReplace: ([UInt8]) -> Bool)
      throws(Diagnostic) -> Writing = Self.writeNothing
  /// A monotonic clock, for `time` and for the rate of training.
  public var now: @Sendable () -> Duration
  /// Called at most 20 times a second from within a training run.
  /// `snapshot` makes a session of the state in training, for live pictures: call it only if one
  /// is drawn.
  public var onProgress: @Sendable (TrainingProgress, _ snapshot: () -> Session) -> Continuation
  /// Asked every few milliseconds of a training run: whether ^C was pressed.
  public var isInterrupted: @Sendable () -> Bool
  /// Lets time pass, so that who looks on can follow a replay; returns early on ^C.
  public var wait: @Sendable (Duration) -> Void
  /// The most bytes that going back in time may take. With 0 nothing can be undone.
  public var pastLimit = 256 << 20
  /// Whether nobody sees what commands say: they are run again to come to where somebody was. Commands
  /// that change nothing and take long then do nothing.
  public var isReplay = false
  /// The pictures that can be asked for; the module `Pictures` declares them.
  public var pictures: [PictureDeclaration]

  /// A world of these readers and this clock; progress and interrupts only where they are wanted.
  public init(
    readShipped: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8],
    readFile: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8],
    now: @escaping @Sendable () -> Duration,
    onProgress: @escaping @Sendable (TrainingProgress, () -> Session) -> Continuation = { _, _ in
      .goOn
    },
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    wait: @escaping @Sendable (Duration) -> Void = { _ in },
    pictures: [PictureDeclaration] = []
  ) {
    self.readShipped = readShipped
    self.readFile = readFile
    self.now = now
    self.onProgress = onProgress
    self.isInterrupted = isInterrupted
    self.wait = wait
    self.pictures = pictures
  }
}

extension Environment {
  /// What became of a file that was to be written.
  public enum Writing: Sendable {
    /// There was none.
    case made
    /// It is in the place of another.
    case replaced
    /// Another is there, which may not be replaced.
    case kept
  }

  /// What `writeFile` is where no file may be written.
  public static let writeNothing:
    @Sendable (String, [UInt8], ([UInt8]) -> Bool) throws(Diagnostic) -> Writing = {
      path, _, _ throws(Diagnostic) in
      throw Diagnostic(
        "\(Diagnostic.shortened(path)) is not written: a lesson's own commands write no files",
        hint: "type it at the prompt of gradus learn or gradus repl")
    }
}

/// How far a training run has come.
public struct TrainingProgress: Sendable, Equatable {
  /// Steps done since the session began.
  public var step: Int
  /// Nil when no end is known (`until` without `max`).
  public var totalSteps: Int?
  /// Epochs done since the session began.
  public var epoch: Int
  /// Of the last step's batch.
  public var loss: Double
  /// The rate of this run so far.
  public var stepsPerSecond: Double
  /// Time left, where the end is known.
  public var remaining: Duration?
  /// Where it is many trainings, how many of them are done; `loss` is then the least of theirs.
  public var sweep: SweepProgress?
  /// What `watch` follows, at this step or shortly before it.
  public var watched: [WatchedValue] = []
  /// Whether it was done before, and is done again to come to where somebody was.
  public var isReplay = false

  /// A report of these numbers.
  public init(
    step: Int, totalSteps: Int?, epoch: Int, loss: Double, stepsPerSecond: Double,
    remaining: Duration?
  ) {
    self.step = step
    self.totalSteps = totalSteps
    self.epoch = epoch
    self.loss = loss
    self.stepsPerSecond = stepsPerSecond
    self.remaining = remaining
  }
}

/// How many trainings of a sweep are done.
public struct SweepProgress: Sendable, Equatable {
  /// Those that have ended.
  public var done: Int
  /// All that there will be.
  public var total: Int

  /// So many of so many.
  public init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// A picture's name and how it is asked for; the drawing is in the module `Pictures`.
public struct PictureDeclaration: Sendable, Equatable {
  /// Whether `show NAME` or `plot NAME` asks for it.
  public enum Verb: String, Sendable {
    case show
    case plot
  }

  /// What the picture is of.
  public enum Subject: Sendable, Equatable {
    /// The whole session: no address may follow.
    case session
    /// A layer may follow; without one, all layers.
    case optionalLayer
    /// A neuron must follow.
    case neuron
    /// A number that `let` has named must follow.
    case variable
    /// Two moments or runs may follow, as with `compare`.
    case moments
  }

  /// What must be there before the picture can be drawn; the interpreter says what is missing.
  public enum Need: Sendable, Equatable {
    case layers
    /// Layers that learn something.
    case parameters
    case data
    /// Data that the network can read: `Session.presentPass` then works.
    case pass
    case gradients
    /// Losses of training steps.
    case losses
    /// A schedule of the learning rate.
    case schedule
    /// A network that reads two values.
    case plane
  }

  /// The verb that asks for it.
  public var verb: Verb
  /// "weights", "loss".
  public var name: String
  /// One line for help.
  public var summary: String
  /// What may or must follow the name.
  public var subject: Subject
  /// What must be there, the first thing first.
  public var needs: [Need]

  /// A picture of that name.
  public init(
    verb: Verb, name: String, summary: String, subject: Subject, needs: [Need] = []
  ) {
    self.verb = verb
    self.name = name
    self.summary = summary
    self.subject = subject
    self.needs = needs
  }
}
