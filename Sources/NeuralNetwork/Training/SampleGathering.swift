import CKernels

/// Samples of a dataset, copied one behind the other into a batch; by all threads where they are many.
final class SampleGathering {
  private let kernels: Kernels
  private let threads: Threads
  private var width = 0
  private var values: UnsafePointer<Float>?
  private var rows: UnsafePointer<Int>?
  private var target: UnsafeMutablePointer<Float>?

  /// To copy a number takes as long as some 25 multiply-adds: it comes from memory. Measured with
  /// the workload cnn28 of Tests/Benchmarks.
  private static let work = 25

  init(kernels: Kernels, threads: Threads) {
    self.kernels = kernels
    self.threads = threads
  }

  /// Copies the rows that `indices` names, each of `width` numbers.
  func gather(
    _ values: [Float], _ indices: UnsafeBufferPointer<Int>, width: Int,
    to target: UnsafeMutablePointer<Float>
  ) {
    values.withUnsafeBufferPointer { values in
      self.values = values.baseAddress
      self.width = width
      self.target = target
      rows = indices.baseAddress
      if indices.count < threads.least(width * Self.work) {
        gather(0..<indices.count)
      } else {
        shared.run(indices.count, step: 1)
      }
    }
  }

  private lazy var shared = SharedTask(threads) { [unowned(unsafe) self] rows, _ in gather(rows) }

  private func gather(_ part: Range<Int>) {
    guard let values, let rows, let target else { return }
    kernels.table.pointee.gather_rows(
      part.count, width, values, rows + part.lowerBound, target + part.lowerBound * width)
  }
}
