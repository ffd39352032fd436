import Foundation
import FuzzTargets

/// libFuzzer's own way in, for programs that bring a `main` of their own.
///
/// - Source: https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The target that the variable GRADUS_FUZZ_TARGET names.
private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["GRADUS_FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    let known = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    FileHandle.standardError.write(Data("GRADUS_FUZZ_TARGET is one of \(known)\n".utf8))
    exit(64)
  }
  return target
}()

@main enum Runner {
  static func main() {
    var count = CommandLine.argc
    var words = CommandLine.unsafeArgv
    let status = runDriver(&count, &words) { start, count in
      target.run(Array(UnsafeBufferPointer(start: start, count: count)))
      return 0
    }
    exit(status)
  }
}
