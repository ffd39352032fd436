import Foundation
import NeuralNetwork
import Testing

/// Values that PyTorch computed, read from the folder that `GRADUS_REFERENCE` names, or from the
/// copy beside these tests.
struct ReferenceFile<Case: Decodable & Sendable>: Decodable {
  let cases: [Case]

  /// - Parameter own: a folder beside these tests' copy that no other folder stands in for.
  static func read(_ topic: String, own: String? = nil) throws -> [Case] {
    let folder: URL
    if let own {
      folder = try #require(Bundle.module.resourceURL).appending(path: "Reference/\(own)")
    } else if let path = ProcessInfo.processInfo.environment["GRADUS_REFERENCE"] {
      folder = URL(filePath: path)
    } else {
      folder = try #require(Bundle.module.resourceURL).appending(path: "Reference")
    }
    let data = try Data(contentsOf: folder.appending(path: "\(topic).json"))
    // Python writes NaN and Infinity, which are words of JSON5.
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    return try decoder.decode(Self.self, from: data).cases
  }
}

struct ReferenceTensor: Decodable, Sendable {
  let shape: [Int]
  /// Read as Double, of which Float is an exact part.
  let data: [Double]

  var floats: [Float] { data.map { Float($0) } }
}

/// An argument of a PyTorch module, as it was written.
enum ReferenceArgument: Decodable, Sendable, CustomStringConvertible {
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([Double])
  /// Python's None: what a module does where the argument is left out.
  case nothing

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .nothing
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([Double].self) {
      self = .list(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  var description: String {
    switch self {
    case .flag(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .list(let values): "\(values)"
    case .nothing: "None"
    }
  }

  /// As the setting takes it; nil where it does not.
  func value(for setting: Setting) -> SettingValue? {
    switch (setting.kind, self) {
    case (.flag, .flag(let value)): .flag(value)
    case (.flag, .integer(let value)) where value == 0 || value == 1: .flag(value == 1)
    case (.integer(let range), .integer(let value)) where range.contains(value): .integer(value)
    case (.choice(let words), .text(let word)) where words.contains(word): .choice(word)
    case (.numbers, .list(let values)), (.sides(_, _, true), .list(let values)): .numbers(values)
    case (.sides(let range, _, _), .integer(let value)) where range.contains(value):
      .integer(value)
    case (.sides(_, let words, _), .text(let word)) where words.contains(word): .choice(word)
    case (.numberOrNone, .nothing): .choice("none")
    case (.number(let range), _), (.numbers(let range), _), (.numberOrNone(let range), _):
      number.flatMap { range.contains($0) ? .number($0) : nil }
    default: nil
    }
  }

  /// The lengths of a shape.
  var integers: [Int]? {
    if case .list(let values) = self { values.map { Int($0) } } else { nil }
  }

  var integer: Int? {
    if case .integer(let value) = self { value } else { nil }
  }

  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}

typealias ReferenceArguments = [String: ReferenceArgument]

extension ReferenceArguments {
  /// "in=3 out=4"
  var words: String {
    sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  /// Adam's pair of betas as the two settings that Gradus has for it.
  private var parted: Self {
    guard case .list(let betas)? = self["betas"], betas.count == 2 else { return self }
    var parted = self
    parted["betas"] = nil
    (parted["beta1"], parted["beta2"]) = (.number(betas[0]), .number(betas[1]))
    return parted
  }

  /// Settings for a block, by name or alias. An argument that the block does not declare fails the
  /// test, and so does one that it does not take.
  func settings(
    for declaration: BlockDeclaration, ignoring ignored: Set<String> = []
  ) -> Settings {
    var settings: Settings = [:]
    for (name, argument) in parted where !ignored.contains(name) {
      let setting = declaration.settings.first { setting in
        ([setting.name] + setting.aliases).contains { $0.lowercased() == name.lowercased() }
      }
      if case .nothing = argument, setting?.defaultValue == nil { continue }
      guard let setting, let value = argument.value(for: setting)
      else {
        Issue.record("\(declaration.name) knows no \(name)=\(argument)")
        continue
      }
      settings.values[setting.name] = value
    }
    return settings
  }
}
