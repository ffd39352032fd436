/// One setting of a building block: `out`, `lr`, `noise`.
///
/// Parsing, checking, help and completion of `add`, `loss`, `optimizer`, `init` and `data` all read
/// these declarations, so that a new block is one file and one entry in `Catalog`.
public struct Setting: Sendable, Equatable {
  /// What may be written for it.
  public enum Kind: Sendable, Equatable {
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    /// A number, or Python's `None`.
    case numberOrNone(ClosedRange<Double>)
    case flag
    case choice([String])
    /// One number, or several in brackets, each of this range.
    case numbers(ClosedRange<Double>)
    /// One whole number, or two in brackets where there are rows and columns; or one of the words.
    case sides(ClosedRange<Int>, words: [String] = [], isPair: Bool = true)
  }

  /// PyTorch's name: "lr", "kernel_size".
  public var name: String
  /// Further names that are understood.
  public var aliases: [String]
  /// PyTorch's name of the tuple that it is a part of, in the order of the settings: "betas".
  public var tuple: String?
  /// What may be written for it.
  public var kind: Kind
  /// Nil where the setting must be given, unless `isOptional`.
  public var defaultValue: SettingValue?
  /// May be left out without a default, because it is inferred or off.
  public var isOptional: Bool
  /// One line with the unit.
  public var summary: String

  /// A setting that must be given, unless it has a default or is optional.
  public init(
    _ name: String, aliases: [String] = [], tuple: String? = nil, kind: Kind,
    default defaultValue: SettingValue? = nil, optional isOptional: Bool = false, summary: String
  ) {
    self.name = name
    self.aliases = aliases
    self.tuple = tuple
    self.kind = kind
    self.defaultValue = defaultValue
    self.isOptional = isOptional
    self.summary = summary
  }
}

/// What was written for a setting.
public enum SettingValue: Sendable, Hashable {
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case choice(String)
  case numbers([Double])
}

/// The name of a building block and what it takes.
///
/// Values without a name fill `settings` in order. Where there are fewer of them than settings up
/// to the last required one, those that are optional are passed over: of `in` (optional) and `out`
/// (required), `linear 4` fills `out`, and `linear 2 4` fills both.
public struct BlockDeclaration: Sendable, Equatable {
  /// PyTorch's name in lower case: "linear", "cross_entropy".
  public var name: String
  /// Further names that are understood.
  public var aliases: [String]
  /// What it computes, in one line, with the formula.
  public var summary: String
  /// What it takes, in the order in which values without a name fill them.
  public var settings: [Setting]
  /// Words that stand after the block's verb: "linear 4".
  public var example: String
  /// Paper and year, or documentation page.
  public var source: String

  /// A block of that name.
  public init(
    _ name: String, aliases: [String] = [], summary: String, settings: [Setting] = [],
    example: String, source: String
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.settings = settings
    self.example = example
    self.source = source
  }
}

/// Values for the settings of one block, checked against its declaration by whoever made them:
/// kinds and ranges hold, and every required setting is there.
public struct Settings: Sendable, Equatable {
  /// By the settings' names, not their aliases.
  public var values: [String: SettingValue]

  /// Settings with these values.
  public init(_ values: [String: SettingValue] = [:]) {
    self.values = values
  }

  /// The value of an integer setting; nil where it was not given.
  public func integer(_ name: String) -> Int? {
    if case .integer(let value) = values[name] { value } else { nil }
  }

  /// The value of a number setting, which may be written as an integer; nil where not given.
  public func number(_ name: String) -> Double? {
    switch values[name] {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  /// The values of a setting of several numbers, which may be written as one; empty where it was
  /// not given.
  public func numbers(_ name: String) -> [Double] {
    if case .numbers(let values) = values[name] { values } else { number(name).map { [$0] } ?? [] }
  }

  /// Whether a flag is given and on.
  public func flag(_ name: String) -> Bool {
    if case .flag(let value) = values[name] { value } else { false }
  }

  /// The word chosen; nil where none was.
  public func choice(_ name: String) -> String? {
    if case .choice(let value) = values[name] { value } else { nil }
  }
}

extension Settings: ExpressibleByDictionaryLiteral {
  /// `["out": .integer(4)]`
  public init(dictionaryLiteral elements: (String, SettingValue)...) {
    values = Dictionary(elements) { _, last in last }
  }
}

extension BlockDeclaration {
  /// The settings given, and the default of each that is not.
  public func completed(_ settings: Settings) -> Settings {
    var completed = settings
    for setting in self.settings where completed.values[setting.name] == nil {
      completed.values[setting.name] = setting.defaultValue
    }
    return completed
  }
}
