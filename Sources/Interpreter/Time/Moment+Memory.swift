import NeuralNetwork

/// A moment that the past or a mark keeps, and the arrays that it keeps in memory by that.
final class KeptMoment: Sendable, Equatable {
  let moment: Moment
  let arrays: HeldArrays

  /// What is not counted array by array: the value itself, settings, names of layers, this list.
  static let ownBytes = 2048

  init(_ moment: Moment) {
    self.moment = moment
    arrays = moment.arrays
  }

  static func == (left: KeptMoment, right: KeptMoment) -> Bool {
    left === right || left.moment == right.moment
  }
}

extension Moment {
  /// Every array that it holds.
  var arrays: HeldArrays {
    var held = arraysOfData
    training.list(in: &held)
    held.add(curve.buckets)
    held.add(curve.tests)
    if let drawnBatch { held.add(drawnBatch) }
    for pass in [pass, walk?.batch].compactMap({ $0 }) { pass.list(in: &held) }
    if let walk {
      for array in [walk.buffers, walk.gradientsBefore] { held.add(array) }
      if walk.batch.isDeferred {
        let own = walk.pass
        for array in own.outputs + own.outputGradients + own.kept { held.add(array) }
      }
      held.add(walk.inputGradients)
      walk.generator.list(in: &held)
    }
    for list in [watches, breaks] where !list.isEmpty { held.add(list, bytes: list.bytes) }
    tape.list(in: &held)
    if !variables.isEmpty {
      // A parsed expression takes some forty bytes a letter.
      let bytes = variables.values.reduce(0) { $0 + 256 + 40 * $1.expression.text.utf8.count }
      held.add(variables, bytes: bytes)
      for case .tensor(let tensor) in variables.values.lazy.map(\.value) { held.add(tensor.values) }
    }
    return held
  }

  /// Those of them that no training changes.
  var arraysOfData: HeldArrays {
    var held = HeldArrays()
    data?.list(in: &held)
    return held
  }
}

/// Counts what kept moments take of memory; an array that several of them share counts once.
struct MemoryLedger: Sendable {
  private struct Holding {
    var count: Int
    var bytes: Int
  }

  private var holdings: [UInt: Holding] = [:]
  /// In all.
  private(set) var bytes = 0

  mutating func hold(_ kept: KeptMoment) {
    bytes += KeptMoment.ownBytes
    for item in kept.arrays.items {
      if holdings[item.address] != nil {
        holdings[item.address]?.count += 1
        continue
      }
      holdings[item.address] = Holding(count: 1, bytes: item.bytes)
      bytes += item.bytes
    }
  }

  mutating func release(_ kept: KeptMoment) {
    bytes -= KeptMoment.ownBytes
    for item in kept.arrays.items {
      guard var holding = holdings[item.address] else { continue }
      holding.count -= 1
      holdings[item.address] = holding.count == 0 ? nil : holding
      if holding.count == 0 { bytes -= holding.bytes }
    }
  }

  /// What would not become free if all kept moments were let go, as these arrays are held elsewhere.
  func bytes(sharedWith arrays: HeldArrays) -> Int {
    var counted: Set<UInt> = []
    return arrays.items.reduce(0) { sum, item in
      counted.insert(item.address).inserted ? sum + (holdings[item.address]?.bytes ?? 0) : sum
    }
  }
}
