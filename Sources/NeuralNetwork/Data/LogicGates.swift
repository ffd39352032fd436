/// "Both": four samples that a straight line parts.
///
/// - Source: McCulloch and Pitts, "A Logical Calculus", 1943.
package enum And: DataSource {
  package static let declaration = LogicGate.declaration("and", "both: yes where both inputs are")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) -> Dataset {
    LogicGate.dataset("and", [false, false, false, true], settings)
  }
}

/// "One or the other, or both": four samples that a straight line parts.
///
/// - Source: McCulloch and Pitts, "A Logical Calculus", 1943.
package enum Or: DataSource {
  package static let declaration = LogicGate.declaration(
    "or", "one or the other or both: yes where any input is")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) -> Dataset {
    LogicGate.dataset("or", [false, true, true, true], settings)
  }
}

/// "Not both": four samples that a straight line parts.
///
/// - Source: Sheffer 1913.
package enum Nand: DataSource {
  package static let declaration = LogicGate.declaration(
    "nand", "not both: no where both inputs are yes")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) -> Dataset {
    LogicGate.dataset("nand", [true, true, true, false], settings)
  }
}

/// What these share: the inputs 00, 01, 10, 11.
private enum LogicGate {
  static func declaration(_ name: String, _ summary: String) -> BlockDeclaration {
    BlockDeclaration(
      name, summary: summary, settings: [DataSettings.signs, DataSettings.targetSigns],
      example: name,
      source: "McCulloch and Pitts, A Logical Calculus, 1943")
  }

  static func dataset(_ name: String, _ answers: [Bool], _ settings: Settings) -> Dataset {
    let low: Float = settings.flag("signs") ? -1 : 0
    let no: Float = settings.flag("target_signs") ? -1 : 0
    return Dataset(
      name: name, inputShape: [2], inputs: [low, low, low, 1, 1, low, 1, 1],
      targets: .values(answers.map { $0 ? 1 : no }, width: 1), featureNames: ["x1", "x2"])
  }
}
