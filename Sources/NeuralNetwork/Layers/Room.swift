/// How many numbers of its own a layer needs for a batch, beside its input and output.
public struct Room: Sendable, Equatable {
  /// Numbers for each sample.
  public var perSample: Int
  /// Numbers however many samples there are.
  public var perBatch: Int

  /// Numbers for each thread that works on it: a whole number of cache lines, sixteen numbers each.
  public var perThread: Int

  /// Room for so many numbers.
  public init(perSample: Int = 0, perBatch: Int = 0, perThread: Int = 0) {
    self.perSample = perSample
    self.perBatch = perBatch
    self.perThread = perThread
  }

  /// None.
  public static let none = Room()

  /// How many numbers that makes, on one thread.
  func count(_ samples: Int) -> Int { samples * perSample + perBatch + perThread }
}
