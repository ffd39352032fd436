// swift-tools-version: 6.1
import PackageDescription

// How fast the kernels are, and whether a training step allocates:
//
//     swift package --package-path Tests/Benchmarks/Kernels --scratch-path .build/kernels benchmark
//
// A package of its own, so that whoever builds Gradus does not fetch what only benchmarks need.
let package = Package(
  name: "gradus-kernels",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "gradus", path: "../../.."),
    // Without its traits, as its interposers are packages of their own and count nothing on some
    // machines; CProbe counts allocations here.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .target(name: "CProbe"),
    .executableTarget(
      name: "KernelBenchmarks",
      dependencies: [
        "CProbe",
        .product(name: "Engine", package: "gradus"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/KernelBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ]
)
