import Foundation
import Interpreter
import NeuralNetwork
import Synchronization
import Testing

@Suite struct `Time travel` {
  /// How many random sequences; `GRADUS_JOURNEYS` sets another number, and `GRADUS_FIRST` the first.
  private static let count =
    ProcessInfo.processInfo.environment["GRADUS_JOURNEYS"].flatMap { Int($0) } ?? 200

  @Test func `wherever one goes in time, all is as if one had come straight there`() {
    var totals = Journey.Totals()
    let first = ProcessInfo.processInfo.environment["GRADUS_FIRST"].flatMap { Int($0) } ?? 0
    for number in first..<first + Self.count {
      var journey = Journey(seed: UInt64(number))
      journey.go()
      totals += journey.totals
      if let fault = journey.fault {
        let commands = journey.log.joined(separator: "\n")
        Issue.record("journey \(number): \(fault)\n\(commands)")
        return
      }
    }
    // Each kind of going happens often enough to be tested.
    #expect(totals.travels > 5 * Self.count)
    #expect(totals.travelsIntoTrainings > Self.count / 2)
    #expect(totals.steps > 100 * Self.count)
    #expect(totals.forgotten > Self.count / 20)
    #expect(totals.lostMarks > Self.count / 20)
    #expect(totals.diverged > Self.count / 100)
    #expect(totals.interrupted > Self.count / 50)
  }
}

/// One random sequence of commands, and what should come of it.
struct Journey {
  /// How often what happened.
  struct Totals {
    var travels = 0
    var travelsIntoTrainings = 0
    var steps = 0
    var forgotten = 0
    var lostMarks = 0
    var diverged = 0
    var interrupted = 0

    static func += (left: inout Totals, right: Totals) {
      left.travels += right.travels
      left.travelsIntoTrainings += right.travelsIntoTrainings
      left.steps += right.steps
      left.forgotten += right.forgotten
      left.lostMarks += right.lostMarks
      left.diverged += right.diverged
      left.interrupted += right.interrupted
    }
  }

  private var generator: MersenneTwister
  private var session = Session()
  private var model = TapeModel()
  /// Sessions that ran a script straight through, by the script.
  private var straight: [[String]: Session] = [:]
  private var marks: [String: [String]] = [:]
  private let limit: Int
  private let isHasty: Bool
  private(set) var totals = Totals()
  private(set) var log: [String] = []
  /// What went wrong; nothing is done after that.
  private(set) var fault: String?

  init(seed: UInt64) {
    generator = MersenneTwister(seed: seed)
    let limits = [256 << 20, 256 << 20, 400_000, 100_000, 40_000, 12_000, 3000, 0]
    limit = limits[generator.integer(below: limits.count)]
    isHasty = generator.integer(below: 8) == 0
  }

  private mutating func pick<T>(_ choices: [T]) -> T {
    choices[generator.integer(below: choices.count)]
  }

  mutating func go() {
    log.append("# limit \(limit)")
    for command in setup() { act(command) }
    for _ in 0..<28 where fault == nil { act(command()) }
    if fault == nil, limit > 0 { act("goto end") }
  }

  // MARK: What is typed

  private mutating func setup() -> [String] {
    let samples = 4 + generator.integer(below: 24)
    var commands = ["seed \(generator.integer(below: 1000))", "input 2"]
    for _ in 0..<1 + generator.integer(below: 2) {
      commands.append("add linear \(1 + generator.integer(below: 6))")
      if generator.integer(below: 4) == 0 { commands.append("add batch_norm1d") }
      commands.append("add \(pick(["tanh", "relu", "sigmoid", "gelu", "leaky_relu"]))")
      if generator.integer(below: 3) == 0 { commands.append("add dropout 0.3") }
    }
    commands.append("add linear 1")
    commands.append("loss \(pick(["mse", "bce_with_logits", "huber", "mse"]))")
    let rate = pick(["0.01", "0.1", "0.5", "0.001", "1000"])
    let optimizer = pick(["sgd", "sgd", "adam", "adamw", "rmsprop", "adagrad"])
    commands.append(
      "optimizer \(optimizer) lr=\(rate)"
        + (optimizer == "sgd" && generator.integer(below: 2) == 0 ? " momentum=0.9" : ""))
    commands.append("data \(pick(["spiral", "circle", "moons"])) n=\(samples) noise=0.1")
    if generator.integer(below: 3) == 0 { commands.append("split 0.7") }
    switch generator.integer(below: 8) {
    case 0: commands.append("schedule cosine t_max=20")
    case 1: commands.append("schedule exponential gamma=0.9 per=epoch")
    case 2: commands.append("freeze l0")
    case 3: commands.append("standardise")
    default: break
    }
    if generator.integer(below: 3) > 0 {
      commands.append("batch \(2 + generator.integer(below: 6))")
    }
    return commands
  }

  private mutating func command() -> String {
    let small = 1 + generator.integer(below: 3)
    let near = max(0, session.step - 40 + generator.integer(below: 80))
    switch generator.integer(below: 44) {
    case 0...5: return "train \(1 + generator.integer(below: 70)) steps"
    case 6: return "train \(200 + generator.integer(below: 200)) steps"
    case 7: return "train \(small)"
    case 8 where near % 2 == 0 && limit > 1 << 20: return "train \(2 * small) patience=1"
    case 8: return "train until loss < 0.2 max=\(small)"
    case 9...11: return "zero_grad; forward; backward; step"
    case 12 where near % 3 == 0:
      return pick([
        "forward layer", "backward layer", "layer", "neuron", "op", "neuron 2", "op 3", "finish",
        "forward neuron", "backward op",
      ])
    case 12: return pick(["forward", "backward", "step", "zero_grad", "finish", "where"])
    case 13: return "set l0.bias \(pick(["0.5", "-1"]))"
    case 14: return pick(["set lr 0.05", "let k = step", "seed 5", "sample 1", "batch 3"])
    case 15...17: return "undo \(small)"
    case 18...20: return "redo \(small)"
    case 21: return "undo step"
    case 22: return "undo \(1 + generator.integer(below: 60)) steps"
    case 23: return "redo step"
    case 24: return "redo \(1 + generator.integer(below: 60)) steps"
    case 25...28: return "goto step \(near)"
    case 29: return "goto step \(generator.integer(below: max(1, session.step)))"
    case 30: return "goto epoch \(generator.integer(below: session.epoch + 3))"
    case 31: return pick(["goto start", "goto end"])
    case 32...34: return "mark \(pick(["a", "b"]))"
    case 35...37: return "goto \(pick(["a", "b", "mark a", "mark b"]))"
    case 38: return pick(["diff", "diff a", "diff a b", "diff start", "mark remove a", "history"])
    case 39: return pick(["replay backward", "replay", "mark", "history"])
    case 40:
      return pick([
        "watch loss", "watch l0.bias[0], steps", "watch off", "watch", "watch off steps",
      ])
    case 41:
      return pick([
        "break when l0.bias[0] > 0.3", "break when steps == \(near)", "break off", "break",
        "break when not finite(loss)",
      ])
    case 42: return pick(["compare", "compare a", "compare a b", "compare run1 now", "init"])
    default:
      return pick([
        "sweep lr=0.1,1 seeds=2 steps=3", "sweep seeds=2 until loss < 0.3 max=2", "neuron", "op",
        "forward layer",
      ])
    }
  }

  // MARK: What comes of it

  /// A clock on which every look at it takes another time, so that pieces of trainings differ.
  private func environment(_ number: UInt64, interrupts: Bool = false) -> Environment {
    let state = Mutex((MersenneTwister(seed: number), Duration.zero))
    var environment = Environment(
      readShipped: { _ throws(Diagnostic) in [] }, readFile: { _ throws(Diagnostic) in [] },
      now: {
        state.withLock { state in
          state.1 += .milliseconds([0, 0, 0, 1, 20][state.0.integer(below: 5)])
          return state.1
        }
      },
      isInterrupted: { interrupts && state.withLock { $0.0.integer(below: 6) == 0 } })
    environment.pastLimit = limit
    return environment
  }

  private mutating func act(_ line: String) {
    for command in line.split(separator: ";") where fault == nil {
      actOnce(command.trimmingCharacters(in: .whitespaces))
    }
  }

  private mutating func actOnce(_ command: String) {
    let before = session
    let interrupts = isHasty && generator.integer(below: 3) == 0
    let run = session.run(
      command, in: environment(generator.next64(), interrupts: interrupts))
    log.append(command + (run.failure.map { "   ! \($0.message)" } ?? ""))
    if let failure = run.failure {
      // A session with a number that is none is not even equal to itself.
      let copy = before
      let isComparable = before == copy
      if session.bits != before.bits || session.placeInTime != before.placeInTime
        || session != before && isComparable
      {
        fault = "a failure changed something"
      }
      judge(command, failure)
    } else {
      follow(command, run)
    }
    guard fault == nil else { return }
    check()
  }

  /// Whether there was a reason to refuse.
  private mutating func judge(_ command: String, _ failure: Diagnostic) {
    if failure.message.contains("came out with other weights")
      || failure.message.contains("when it was done again")
    {
      fault = failure.message
    }
    if failure.message.hasPrefix("interrupted") {
      totals.interrupted += 1
    } else if isTravel(command), session.placeInTime.forgotten > 0 {
      totals.forgotten += 1
    } else if let place = target(of: command) {
      fault = "refused, and it can be reached: \(place)"
    }
  }

  private func isTravel(_ command: String) -> Bool {
    ["undo", "redo", "goto"].contains { command.hasPrefix($0) }
  }

  /// Where a command should go, as far as the model knows; nil where it should fail.
  private func target(of command: String) -> TapeModel.Place? {
    let words = command.split(separator: " ")
    let count = words.dropFirst().compactMap { Int($0) }.first
    let asksSteps = words.last?.hasPrefix("step") ?? false
    switch words.first {
    case "undo":
      return asksSteps ? model.moved(bySteps: -(count ?? 1)) : model.moved(by: -(count ?? 1))
    case "redo": return asksSteps ? model.moved(bySteps: count ?? 1) : model.moved(by: count ?? 1)
    case "goto" where words[1] == "step": return model.place(ofStep: count ?? 0)
    default: return nil
    }
  }

  private mutating func follow(_ command: String, _ run: Run) {
    let words = command.split(separator: " ").map(String.init)
    switch words[0] {
    case "undo", "redo":
      guard let place = target(of: command) else {
        fault = "it should have been refused"
        return
      }
      totals.travels += 1
      if words.last?.hasPrefix("step") ?? false { model.jump(to: place) } else { model.now = place }
    case "goto":
      totals.travels += 1
      followGoto(words, run)
    case "mark":
      if words.count == 2 { marks[words[1]] = model.script(to: model.now) }
      if words.count == 3 { marks[words[2]] = nil }
    case "diff", "history", "replay", "compare", "sweep", "where":
      break
    case "watch" where words.count == 1, "break" where words.count == 1:
      break
    case "train": followTraining(command, run)
    default:
      var item = TapeModel.Item(command: command, first: session.step)
      if command == "step" {
        item.steps = 1
        item.first -= 1
      }
      model.record(item)
    }
  }

  private mutating func followTraining(_ command: String, _ run: Run) {
    guard case .training(let report)? = run.steps.first?.outcome.reports.first else { return }
    totals.steps += report.steps
    var item = TapeModel.Item(
      command: command, first: session.step - report.steps, steps: report.steps, isTraining: true)
    if report.ending == .interrupted {
      item.command = "train \(report.steps) steps"
      totals.interrupted += 1
    } else {
      var isDiverged = false
      if case .diverged = report.ending { isDiverged = true }
      if isDiverged { totals.diverged += 1 }
      if report.steps > 0 {
        let script = model.script(to: model.now) + ["train \(report.steps) steps"]
        item.endsAside = straightSession(script).bits != session.bits
        // Interrupted right before the step that would have diverged.
        if isDiverged, !item.endsAside { item.command = "train \(report.steps) steps" }
      } else {
        item.endsAside = isDiverged
      }
    }
    model.record(item)
  }

  private mutating func followGoto(_ words: [String], _ run: Run) {
    var reached = TapeModel.Place(
      item: session.placeInTime.entry, offset: session.placeInTime.offset)
    let said = run.steps.first?.outcome.reports.filter { report in
      if case .watched = report { false } else { true }
    }
    let isRecorded = said?.count == 2
    if !isRecorded, reached.offset == 0, reached.item > 0 {
      let before = model.items[reached.item - 1]
      let steps = session.step - before.first
      // The first part of a training was forgotten at once; the model will do so in a moment.
      let last = words[1] == "epoch" ? before.places : before.steps
      if before.isTraining, steps > 0, steps < last {
        reached = TapeModel.Place(item: reached.item - 1, offset: steps)
      }
    }
    switch words[1] {
    case "step":
      let number = Int(words[2]) ?? 0
      guard let place = model.place(ofStep: number), session.step == number else {
        fault = "it went to step \(session.step)"
        return
      }
      model.jump(to: place)
    case "epoch":
      let number = Int(words[2]) ?? 0
      model.jump(to: reached)
      if session.epoch != number { fault = "it went to epoch \(session.epoch)" }
      if number > 0, let before = model.moved(bySteps: -1), before.item >= model.forgotten {
        let earlier = straightSession(model.script(to: before))
        // A batch that forward drew counts as read already.
        if earlier.epoch >= number, earlier.pass == nil { fault = "it went too far" }
      }
    case "start": model.jump(to: .init(item: model.forgotten))
    case "end": model.jump(to: .init(item: model.items.count))
    default:
      guard let origin = marks[words.last ?? ""] else {
        fault = "there is no such mark"
        return
      }
      if isRecorded {
        totals.lostMarks += 1
        model.record(
          .init(command: "goto mark", first: session.step, origin: origin))
      } else {
        model.jump(to: reached)
        if straightSession(origin).bits != session.bits { fault = "this is not what was marked" }
      }
    }
    if model.now.offset > 0 { totals.travelsIntoTrainings += 1 }
  }

  /// A session in which these commands ran, one after the other, and nothing is kept of the past.
  private mutating func straightSession(_ script: [String]) -> Session {
    if let known = straight[script] { return known }
    guard let last = script.last else { return Session() }
    var session = straightSession(script.dropLast())
    var environment = environment(generator.next64())
    environment.pastLimit = 0
    if session.run(last, in: environment).failure != nil { log.append("# \(last) failed") }
    straight[script] = session
    return session
  }

  private mutating func check() {
    let tape = session.placeInTime
    model.forget(tape.forgotten)
    if tape.entry == tape.forgotten { model.drop(to: tape.count, lastSteps: tape.lastSteps) }
    guard tape.count == model.items.count, tape.entry == model.now.item,
      tape.offset == model.now.offset
    else {
      fault = "it is at \(tape), and should be at \(model.now) of \(model.items.count)"
      return
    }
    guard let bytes = session.pastBytes, bytes <= limit else {
      fault = "the past takes \(session.pastBytes.map { String($0) } ?? "wrongly counted") bytes"
      return
    }
    let expected = straightSession(model.script(to: model.now))
    guard session.whereabouts == expected.whereabouts else {
      fault = "the walk stands elsewhere: \(session.whereabouts), due \(expected.whereabouts)"
      return
    }
    guard session.bits == expected.bits, session.hasSameSettings(as: expected) else {
      let (found, due) = (session.bits, expected.bits)
      let first = zip(found, due).enumerated().first { $0.element.0 != $0.element.1 }
      fault =
        "this is not what comes of \(model.script(to: model.now).joined(separator: "; ")): "
        + "\(found.count) words, \(due.count) due, first \(String(describing: first))"
      return
    }
  }
}
