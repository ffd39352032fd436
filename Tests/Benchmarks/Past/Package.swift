// swift-tools-version: 6.2
import PackageDescription

// What it costs that training can be undone: Tests/Benchmarks/past.sh runs it. A package of its own, so
// that `make test` times nothing.
let package = Package(
  name: "gradus-past",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "gradus", path: "../../..")],
  targets: [
    .executableTarget(
      name: "past",
      dependencies: [
        .product(name: "Language", package: "gradus"), .product(name: "Engine", package: "gradus"),
      ])
  ]
)
