import Foundation
import NeuralNetwork
import Testing

/// Values that PyTorch computed, read from the folder that `GRADUS_REFERENCE` names, or from the
/// copy beside these tests.
struct ReferenceFile<Case: Decodable & Sendable>: Decodable {
  let cases: [Case]

  static func read(_ topic: String) throws -> [Case] {
    let folder: URL
    if let path = ProcessInfo.processInfo.environment["GRADUS_REFERENCE"] {
      folder = URL(filePath: path)
    } else {
      folder = try #require(Bundle.module.resourceURL).appending(path: "Reference")
    }
    let data = try Data(contentsOf: folder.appending(path: "\(topic).json"))
    return try JSONDecoder().decode(Self.self, from: data).cases
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
  case list([Int])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([Int].self) {
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
    }
  }

  var value: SettingValue? {
    switch self {
    case .flag(let value): .flag(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .text(let value): .choice(value)
    case .list: nil
    }
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

  /// Settings for a block. An argument that the block does not declare fails the test.
  func settings(
    for declaration: BlockDeclaration, ignoring ignored: Set<String> = []
  ) -> Settings {
    var settings: Settings = [:]
    for (name, argument) in self where !ignored.contains(name) {
      guard let setting = declaration.settings.first(where: { $0.name == name }),
        let value = argument.value
      else {
        Issue.record("\(declaration.name) knows no \(name)=\(argument)")
        continue
      }
      settings.values[setting.name] = value
    }
    return settings
  }
}
