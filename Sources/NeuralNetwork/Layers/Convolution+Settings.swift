extension Convolution {
  /// Filters over planes, or over lines, as the settings ask for them.
  ///
  /// - Throws: `NetworkError.wrongRank`, `.strideWithSamePadding`.
  init(
    _ name: String, _ settings: Settings, input: Shape, isLine: Bool
  ) throws(NetworkError) {
    guard input.dimensions.count == (isLine ? 2 : 3) else {
      throw .wrongRank(
        layer: name, needs: isLine ? "channels × length" : "channels × height × width", gives: input
      )
    }
    /// On a line, rows have what changes nothing.
    func sides(_ name: String, _ neutral: Int) -> Sides {
      let sides = settings.sides(name) ?? Sides(neutral)
      return isLine ? Sides(neutral, sides.width) : sides
    }
    self.isLine = isLine
    channels = settings.integer("in") ?? input.dimensions[0]
    height = isLine ? 1 : input.dimensions[1]
    width = input.dimensions[isLine ? 1 : 2]
    filters = settings.integer("out") ?? 1
    kernel = sides("kernel", 1)
    stride = sides("stride", 1)
    dilation = sides("dilation", 1)
    groups = settings.integer("groups") ?? 1
    hasBias = settings.flag("bias")
    keepsSize = settings.choice("padding") == "same"
    guard keepsSize else {
      padding = sides("padding", 0)
      more = Sides(0)
      return
    }
    guard stride == Sides(1) else {
      throw .strideWithSamePadding(layer: name, stride: isLine ? [stride.width] : stride.list)
    }
    // Where they cannot be the same on both sides, one more goes to the far one.
    let (tall, wide) = ((kernel.height - 1) * dilation.height, (kernel.width - 1) * dilation.width)
    padding = Sides(tall / 2, wide / 2)
    more = Sides(tall % 2, wide % 2)
  }

  /// The settings that make it again.
  var settings: Settings {
    func setting(_ sides: Sides) -> SettingValue {
      isLine ? .integer(sides.width) : sides.setting
    }
    return [
      "in": .integer(channels), "out": .integer(filters), "kernel": setting(kernel),
      "stride": setting(stride), "padding": keepsSize ? .choice("same") : setting(padding),
      "dilation": setting(dilation), "groups": .integer(groups), "bias": .flag(hasBias),
    ]
  }

  /// "nn.Conv2d(1, 16, kernel_size=3, padding=1)"
  func pytorch(_ module: String) -> String {
    func python(_ sides: Sides) -> String { isLine ? "\(sides.width)" : sides.python }
    var words = ["\(channels)", "\(filters)", "kernel_size=\(python(kernel))"]
    if stride != Sides(1) { words.append("stride=\(python(stride))") }
    if keepsSize {
      words.append("padding='same'")
    } else if padding != Sides(0) {
      words.append("padding=\(python(padding))")
    }
    if dilation != Sides(1) { words.append("dilation=\(python(dilation))") }
    if groups != 1 { words.append("groups=\(groups)") }
    if !hasBias { words.append("bias=False") }
    return "nn.\(module)(\(words.joined(separator: ", ")))"
  }

  // MARK: Declarations

  /// No side of a kernel is longer: far beyond any use, and nothing overflows.
  static let longest = 1 << 20

  /// What filters along a line take.
  static let lineSettings = settings(
    from: { .integer($0...longest) },
    zeros: .sides(0...longest, words: ["same", "valid"], isPair: false))

  /// What filters over planes take.
  static let planeSettings = settings(
    from: { .sides($0...longest) }, zeros: .sides(0...longest, words: ["same", "valid"]))

  private static func settings(
    from least: (Int) -> Setting.Kind, zeros: Setting.Kind
  ) -> [Setting] {
    [
      Setting(
        "in", aliases: ["in_channels"], kind: .integer(1...Int.max), optional: true,
        summary: "planes read; inferred from the layer before"),
      Setting(
        "out", aliases: ["out_channels"], kind: .integer(1...Int.max),
        summary: "filters, one plane each"),
      Setting(
        "kernel", aliases: ["kernel_size"], kind: least(1), summary: "length of a filter's side"),
      Setting(
        "stride", kind: least(1), default: .integer(1), summary: "step from one output to the next"),
      Setting(
        "padding", kind: zeros, default: .integer(0),
        summary: "zeros put on each side; same: as many as keep the size"),
      Setting(
        "dilation", kind: least(1), default: .integer(1),
        summary: "step from one weight of a filter to the next"),
      Setting(
        "groups", kind: .integer(1...longest), default: .integer(1),
        summary: "parts of the planes, of which each filter reads one"),
      Setting("bias", kind: .flag, default: .flag(true), summary: "whether each filter has a bias"),
    ]
  }
}
