import Foundation
import FuzzTargets

/// The target that the variable GRADUS_FUZZ_TARGET names; libFuzzer brings `main`.
private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["GRADUS_FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    let known = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    FileHandle.standardError.write(Data("GRADUS_FUZZ_TARGET is one of \(known)\n".utf8))
    exit(64)
  }
  return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
