import ArgumentParser
import NeuralNetwork

/// Among how many threads work is shared: the option, else the environment, else all cores.
enum ThreadChoice {
  static func apply(_ option: Int?, environment: [String: String]) throws {
    Threads.use(try option ?? fromEnvironment(environment) ?? Threads.available)
  }

  private static func fromEnvironment(_ environment: [String: String]) throws -> Int? {
    let name = "GRADUS_THREADS"
    guard let text = environment[name], !text.isEmpty else { return nil }
    guard let count = Int(text) else {
      throw ValidationError("\(name) is a number of threads, not \(text)")
    }
    try check(count, name)
    return count
  }

  static func check(_ count: Int, _ name: String) throws {
    guard (1...Threads.most).contains(count) else {
      throw ValidationError("\(name) is from 1 to \(Threads.most), not \(count)")
    }
  }
}
