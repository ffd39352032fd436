import Interpreter
import NeuralNetwork

/// What going back in time means, in a few lines: a list of commands, of which a training may be
/// done in part. Each place of it is a script; the session there must be one that ran that script
/// straight through.
struct TapeModel {
  struct Item {
    var command: String
    /// The step before it, as sessions count.
    var first: Int
    /// Training steps that it did.
    var steps = 0
    var isTraining = false
    /// Whether it ended in a step that diverged.
    var endsAside = false
    /// For a mark whose commands are gone: those.
    var origin: [String]?

    var places: Int { steps + (endsAside ? 1 : 0) }
  }

  /// Before an item, or so many steps behind that.
  struct Place: Equatable {
    var item: Int
    var offset = 0
  }

  var items: [Item] = []
  /// How many of them are forgotten.
  var forgotten = 0
  var now = Place(item: 0)
  /// Where a training is cut in two.
  var cut: Place?

  /// The commands that lead to a place.
  func script(to place: Place) -> [String] {
    var script: [String] = []
    for item in items[..<place.item] { script = item.origin ?? script + [item.command] }
    return script + (place.offset > 0 ? ["train \(place.offset) steps"] : [])
  }

  mutating func record(_ item: Item) {
    if now.offset > 0 {
      let first = part(of: now)
      items = Array(items[..<now.item]) + [first]
    } else {
      // The first part of a training may be all that is past.
      items = Array(items[..<now.item])
    }
    items.append(item)
    now = Place(item: items.count)
    cut = nil
  }

  private func part(of place: Place) -> Item {
    Item(
      command: "train \(place.offset) steps", first: items[place.item].first,
      steps: place.offset, isTraining: true)
  }

  /// The oldest are gone; a training whose first part is gone is two from there on.
  mutating func forget(_ count: Int) {
    while forgotten < count {
      if let cut, cut.item == forgotten, now != Place(item: forgotten) {
        let whole = items[cut.item]
        var rest = whole
        rest.first += cut.offset
        rest.steps -= cut.offset
        rest.command = "train \(rest.places) steps"
        items.replaceSubrange(cut.item...cut.item, with: [part(of: cut), rest])
        now = now == cut ? Place(item: cut.item + 1) : Place(item: now.item + 1)
        self.cut = nil
      }
      forgotten += 1
    }
  }

  /// The last are gone, as nothing older was left to forget.
  ///
  /// - Parameter lastSteps: those of the last that is left, of which the second part can be gone.
  mutating func drop(to count: Int, lastSteps: Int) {
    if items.count > count { items.removeLast(items.count - count) }
    if let cut, cut.item >= items.count { self.cut = nil }
    if let cut, cut.item == items.count - 1, items[cut.item].steps > lastSteps {
      items[cut.item] = part(of: cut)
      self.cut = nil
    }
  }

  /// Where `goto step` should go.
  func place(ofStep number: Int) -> Place? {
    var best: Place?
    for (index, item) in items.enumerated() where index >= forgotten && item.steps > 0 {
      let offset = number - item.first
      guard number == 0 ? item.first == 0 : (1...item.steps).contains(offset) else { continue }
      let found = number == 0 ? Place(item: index) : normal(index, offset)
      if let best, abs(best.item - now.item) < abs(found.item - now.item) { continue }
      best = found
    }
    return best
  }

  /// Where `undo` and `redo` stop.
  var stops: [Place] {
    (0...items.count).flatMap { item -> [Place] in
      let start = Place(item: item)
      if let cut, cut.item == item { return [start, cut] }
      return [start]
    }
  }

  func moved(by commands: Int) -> Place? {
    let stops = stops
    guard let here = stops.firstIndex(of: now), stops.indices.contains(here + commands) else {
      return nil
    }
    return stops[here + commands]
  }

  private func normal(_ item: Int, _ offset: Int) -> Place {
    offset >= items[item].places ? Place(item: item + 1) : Place(item: item, offset: offset)
  }

  /// Every place behind a training step, in order, with the place before the first.
  func moved(bySteps count: Int) -> Place? {
    var place = now
    for _ in 0..<abs(count) {
      if count > 0 {
        while place.item < items.count, items[place.item].places == 0 {
          place = Place(item: place.item + 1)
        }
        guard place.item < items.count else { return nil }
        place = normal(place.item, place.offset + 1)
      } else {
        while place.offset == 0 {
          guard place.item > 0 else { return nil }
          place = Place(item: place.item - 1, offset: items[place.item - 1].places)
        }
        place.offset -= 1
      }
    }
    return place
  }

  mutating func jump(to place: Place) {
    now = place
    cut = place.offset > 0 ? place : nil
  }
}

extension Session {
  /// All that a command can change, bit for bit: numbers that are none are equal here if their bits
  /// are.
  var bits: [UInt64] {
    var bits: [UInt64] = []
    func add(_ values: [Float]) {
      bits.append(UInt64(values.count))
      bits += values.map { UInt64($0.bitPattern) }
    }
    func add(_ number: Int) { bits.append(UInt64(bitPattern: Int64(number))) }
    func add(_ number: Double?) { bits.append(number?.bitPattern ?? 1) }
    add(network.parameters)
    add(network.buffers)
    add(gradients)
    for state in training.optimizerState { add(state) }
    add(training.optimizerSteps)
    var generator = training.generator
    for _ in 0..<4 { bits.append(generator.next64()) }
    add(training.cursor.epoch)
    add(training.cursor.position)
    for index in training.cursor.permutation { add(index) }
    add(step)
    for bucket in curve.buckets {
      add([bucket.lowest, bucket.highest, bucket.last])
      add(bucket.steps)
    }
    for test in curve.tests {
      add(test.step)
      add(test.loss)
      add(test.accuracy)
    }
    add(curve.count)
    for array in (pass?.outputs ?? []) + (pass?.outputGradients ?? []) + (pass?.kept ?? []) {
      add(array)
    }
    for index in pass?.indices ?? [] { add(index) }
    add(pass?.loss.map(Double.init))
    add(passWentBack ? 1 : 0)
    add(hasGradients ? 1 : 0)
    for array in (walk?.pass.outputs ?? []) + (walk?.pass.outputGradients ?? []) { add(array) }
    add(walk?.row ?? -1)
    add(knownLoss)
    add(sample)
    add(batchSize ?? 0)
    bits.append(seed)
    return bits
  }

  /// What `where` says, and how far a walk has come; what the gradients have added up; what is
  /// watched, and what breaks a training.
  var whereabouts: [String] {
    var copy = self
    let lines = ["where", "break"].map { line in
      let run = copy.run(line, in: .fake())
      return run.failure?.message ?? run.steps.flatMap(\.outcome.reports).map(\.text).first ?? ""
    }
    let view = walk.map {
      "\($0.direction) \($0.layer) \($0.neuron) \($0.operation) \($0.sample) \($0.place) of \($0.count)"
    }
    let names = copy.run("watch", in: .fake()).steps.flatMap(\.outcome.reports).map(\.text)
    return [lines[0], lines[1], view ?? "no walk", accumulationText] + names
  }

  /// Whether both are the same moment, bit for bit.
  func isBitEqual(to other: Session) -> Bool { bits == other.bits && hasSameSettings(as: other) }

  /// The rest, that can be compared as it is.
  func hasSameSettings(as other: Session) -> Bool {
    network.hasSameStructure(as: other.network) && optimizer.label == other.optimizer.label
      && trainingData == other.trainingData && testData == other.testData
      && variables == other.variables && loss?.label == other.loss?.label
  }
}
