// swift-tools-version: 6.2
import PackageDescription

/// `GRADUS_STRICT=1` (set by the Makefile under CI) turns warnings into errors. It is not the
/// default, so that a newer compiler's new warning never breaks somebody's build.
let strict: [SwiftSetting] =
  Context.environment["GRADUS_STRICT"] == "1" ? [.treatAllWarnings(as: .error)] : []

let swift: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + strict

/// A module of ours. What it may import is what `needs` lists, and nothing else: the Makefile
/// builds with `--explicit-target-dependency-import-check error`.
func module(
  _ name: String, needs: [Target.Dependency] = [], links: [LinkerSetting] = []
) -> Target {
  .target(name: name, dependencies: needs, swiftSettings: swift, linkerSettings: links)
}

func tests(
  of name: String, needs: [Target.Dependency] = [], resources: [Resource] = [],
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + needs,
    exclude: exclude, resources: resources, swiftSettings: swift)
}

let package = Package(
  name: "gradus",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "gradus", targets: ["gradus"]),
    // For Tests/Benchmarks/Kernels, which is a package of its own.
    .library(name: "Engine", targets: ["NeuralNetwork", "CKernels"]),
    // For Tests/Benchmarks/Past, which is one too.
    .library(name: "Language", targets: ["Interpreter"]),
  ],
  dependencies: [
    // The command line: subcommands, options, help and completion scripts from one declaration.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    // YAML for the front matter of lessons, with a position on every node.
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    // C: arithmetic, threads, files, and the system libraries behind module maps.
    .target(name: "CKernels"),
    .target(name: "CThreads"),
    .target(name: "CFiles"),
    // Line editing that honours the user's ~/.editrc; BSD licence, unlike readline.
    .systemLibrary(name: "CEditLine"),
    // The terminal as a screen of cells, on every terminal that terminfo knows.
    .systemLibrary(name: "CCurses"),
    // GitHub's own Markdown parser, with a source position on every block.
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]),

    // Pure: no printing, no environment, no clock, no global random numbers.
    module("NeuralNetwork", needs: ["CKernels", "CThreads"]),
    module("Interpreter", needs: ["NeuralNetwork"]),
    module("Markdown", needs: ["CMarkGFM"]),
    module(
      "LessonEngine",
      needs: ["Interpreter", "NeuralNetwork", "Markdown", .product(name: "Yams", package: "Yams")]),
    module("Canvas"),
    module(
      "Pictures", needs: ["Canvas", "LessonEngine", "Markdown", "Interpreter", "NeuralNetwork"]),

    // The edge: the only places that touch a terminal.
    module(
      "Terminal", needs: ["CCurses", "Canvas"],
      links: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    module("LineEditor", needs: ["CEditLine"], links: [.linkedLibrary("edit")]),
    .executableTarget(
      name: "gradus",
      dependencies: [
        "Terminal", "LineEditor", "Canvas", "Pictures", "LessonEngine", "Markdown", "Interpreter",
        "NeuralNetwork", "CFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swift),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swift),
    tests(of: "NeuralNetwork", needs: ["CKernels", "CThreads"], resources: [.copy("Reference")]),
    tests(of: "Interpreter", needs: ["NeuralNetwork"]),
    tests(of: "Markdown"),
    tests(
      of: "LessonEngine", needs: ["Interpreter", "Markdown", "NeuralNetwork"],
      exclude: ["Fixtures"]),
    tests(of: "Canvas", exclude: ["Goldens"]),
    tests(
      of: "Pictures",
      needs: ["Canvas", "Interpreter", "LessonEngine", "Markdown", "NeuralNetwork"],
      exclude: ["Goldens"]),
    tests(of: "Terminal", needs: ["Canvas"]),
    tests(of: "LineEditor"),
    // Readers of what comes from outside, fed with anything.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Canvas", "Interpreter", "LessonEngine", "Markdown", "NeuralNetwork", "Pictures",
      ], path: "Tests/Fuzz/Targets", swiftSettings: swift),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Tests",
      swiftSettings: swift),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["gradus", "CFiles", "Interpreter", "LessonEngine", "TestSupport"],
      path: "Tests/EndToEnd",
      swiftSettings: swift),
  ]
)

// `make fuzz` sets it: libFuzzer brings the program's `main`, and only builds for it can link that.
if Context.environment["GRADUS_FUZZ"] == "1" {
  package.targets.append(
    .executableTarget(
      name: "gradus-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Runner",
      swiftSettings: swift + [.unsafeFlags(["-parse-as-library"])]))
}
