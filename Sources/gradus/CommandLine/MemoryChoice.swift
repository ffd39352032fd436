import ArgumentParser
import Foundation
import NeuralNetwork

/// A number of bytes as one writes it: "512M", "2G", "1.5G", "100000".
struct MemorySize: Equatable, ExpressibleByArgument {
  let bytes: Int

  /// Nil where it is no number of bytes, is less than a megabyte, or cannot be counted.
  init?(argument: String) {
    var digits = Substring(argument.uppercased())
    if digits.hasSuffix("IB") {
      digits = digits.dropLast(2)
    } else if digits.hasSuffix("B") {
      digits = digits.dropLast()
    }
    var factor = 1.0
    if let letter = digits.last, let power = ["K", "M", "G", "T"].firstIndex(of: letter) {
      factor = pow(1024, Double(power + 1))
      digits = digits.dropLast()
    }
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let number = Double(digits), let bytes = Int(exactly: (number * factor).rounded()),
      bytes >= 1 << 20
    else { return nil }
    self.bytes = bytes
  }
}

/// How much memory one network, one batch or one data set may take: the option, else half of what is
/// free.
enum MemoryChoice {
  static func apply(_ option: MemorySize?) {
    MemoryLimit.use(option?.bytes ?? max(free() / 2, 1 << 20))
  }

  /// What this program could take without the system having to make room, as far as it is known.
  private static func free() -> Int {
    #if os(macOS)
      return Int(ProcessInfo.processInfo.physicalMemory)
    #else
      let free = available() ?? MemoryLimit.standard * 2
      return groups().compactMap(left).reduce(free, min)
    #endif
  }

  #if !os(macOS)
    /// The kernel's own estimate.
    private static func available() -> Int? {
      guard let line = lines("/proc/meminfo").first(where: { $0.hasPrefix("MemAvailable:") }),
        let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
      else { return nil }
      return kibibytes << 10
    }

    /// The folders of this program's control group, and of the one that a container shows as root.
    private static func groups() -> [String] {
      let root = "/sys/fs/cgroup"
      let own = lines("/proc/self/cgroup").first { $0.hasPrefix("0::") }?.dropFirst(3)
      return own.map { [root, root + $0] } ?? [root]
    }

    /// What a group's limit leaves; nil where it has none.
    private static func left(in group: String) -> Int? {
      guard let most = lines(group + "/memory.max").first.flatMap({ Int($0) }) else { return nil }
      return max(most - (lines(group + "/memory.current").first.flatMap { Int($0) } ?? 0), 0)
    }

    private static func lines(_ path: String) -> [Substring] {
      guard let bytes = try? FileBytes.read(path) else { return [] }
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
  #endif
}
