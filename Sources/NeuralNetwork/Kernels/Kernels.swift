import CKernels
import Synchronization

/// One compiled variant of the arithmetic: "portable", "avx2", "avx512" or "neon".
///
/// All give the same bits; they differ in speed alone.
public struct Kernels: Sendable {
  /// The functions. They live as long as the program and never change.
  nonisolated(unsafe) let table: UnsafePointer<gradus_kernels>

  /// "avx2"
  public var name: String { String(cString: table.pointee.name) }

  /// The variants that this processor runs, slowest first.
  public static let all: [Kernels] = {
    var variants: [Kernels] = []
    while let table = gradus_kernels_at(variants.count) { variants.append(Kernels(table: table)) }
    return variants
  }()

  /// The variant that new plans use: the fastest, unless another was selected.
  public static var current: Kernels { all[chosen.load(ordering: .relaxed)] }

  /// Makes new plans use the variant of that name.
  ///
  /// - Returns: false, with nothing changed, where this processor runs no such variant.
  public static func select(_ name: String) -> Bool {
    guard let index = all.firstIndex(where: { $0.name == name }) else { return false }
    chosen.store(index, ordering: .relaxed)
    return true
  }

  private static let chosen = Atomic<Int>(all.count - 1)
}

extension Kernels: Equatable {
  /// Whether both are the same variant.
  public static func == (left: Kernels, right: Kernels) -> Bool { left.table == right.table }
}

/// A function of one number that the kernels compute, alone or at the end of a linear layer.
public enum ActivationFunction: UInt32, Sendable {
  /// y = z
  case none = 0
  /// y = max(0, z)
  case relu = 1
  /// y = 1 / (1 + e⁻ᶻ)
  case sigmoid = 2
  /// y = tanh z
  case tanh = 3
  /// y = z where z > 0, else a z
  case leakyReLU = 4
  /// y = z where z > 0, else a (eᶻ − 1)
  case elu = 5
  /// y = z · sigmoid(z)
  case silu = 6
  /// y = z · Φ(z)
  case gelu = 7
  /// y = z · ½(1 + tanh(√(2/π)(z + 0.044715 z³)))
  case geluTanh = 8
  /// y = log(1 + e^(a z)) / a
  case softplus = 9
  /// y = 1 where z ≥ 0, else 0
  case step = 10

  var kernel: gradus_activation { gradus_activation(rawValue: rawValue) }

  /// Whether its derivative is computed from z; for the others from y alone.
  var readsInput: Bool { gradus_activation_reads_input(kernel) }
}
