extension Dataset {
  /// Samples from two arrays: a row of inputs and a row of targets, or one class, each.
  ///
  /// Inputs of two axes are flat, of more keep their shape: [samples × channels × rows × columns].
  /// Targets of one axis are classes where they are stored as whole numbers from 0 on, and are
  /// values otherwise, unless `kind` says which.
  ///
  /// - Parameter classCount: how many classes there are; nil is one more than the greatest.
  /// - Throws: `DataError.empty`, `.wrongShape`, `.rowCountsDiffer`, `.notFinite`, `.notClass`.
  public init(
    name: String, inputs: NumPyArray, targets: NumPyArray, kind: TargetKind = .automatic,
    classCount: Int? = nil
  ) throws(DataError) {
    try self.init(
      name: name, inputs: (inputs.shape, inputs.values), targets: (targets.shape, targets.values),
      areWhole: targets.isInteger, kind: kind, classCount: classCount)
  }

  /// Pictures and labels in IDX files, such as MNIST's: `train-images-idx3-ubyte` and
  /// `train-labels-idx1-ubyte`, or these with `.gz`. Bytes from 0 to 255 become 0 to 1.
  ///
  /// - Parameters:
  ///   - isImage: whether a sample has the shape [1 × rows × columns] and is not flat.
  ///   - classCount: how many classes there are; nil is one more than the greatest.
  /// - Throws: what `IDXArray` throws, and `DataError.empty`, `.wrongShape`, `.rowCountsDiffer`,
  ///   `.notFinite`, `.notClass`.
  public init(
    name: String, idxImages: [UInt8], labels: [UInt8], isImage: Bool = false,
    classCount: Int? = nil, memoryLimit: Int = MemoryLimit.standard
  ) throws(DataError) {
    let images = try IDXArray(idx: idxImages, memoryLimit: memoryLimit)
    let labels = try IDXArray(idx: labels, memoryLimit: memoryLimit)
    let axes = images.shape
    let isPicture = axes.count == 3
    let shape = isPicture ? [axes[0]] + (isImage ? [1] : []) + axes[1...] : axes
    let flat = isPicture && !isImage ? [axes[0], axes[1] * axes[2]] : shape
    try self.init(
      name: name,
      inputs: (flat, images.isByte ? images.values.map { $0 / 255 } : images.values),
      targets: (labels.shape, labels.values), areWhole: true, kind: .classes,
      classCount: classCount)
    if isPicture { imageShape = [axes[1], axes[2]] }
  }

  private init(
    name: String, inputs: (shape: [Int], values: [Float]),
    targets: (shape: [Int], values: [Float]), areWhole: Bool, kind: TargetKind, classCount: Int?
  ) throws(DataError) {
    guard let rows = inputs.shape.first, let targetRows = targets.shape.first else {
      throw .wrongShape(
        what: inputs.shape.isEmpty ? "inputs" : "targets", shape: [], needs: "samples × values")
    }
    guard !inputs.values.isEmpty, !targets.values.isEmpty else { throw .empty }
    guard rows == targetRows else { throw .rowCountsDiffer(inputs: rows, targets: targetRows) }
    for (what, values) in [("inputs", inputs.values), ("targets", targets.values)] {
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(what: what, index: index)
      }
    }
    let shape = inputs.shape.count == 1 ? [1] : Shape(Array(inputs.shape.dropFirst()))
    let isFlat = targets.values.count == rows
    let areClasses =
      kind == .classes
      || kind == .automatic && areWhole && isFlat && targets.values.allSatisfy { $0 >= 0 }
    guard !areClasses || isFlat else {
      throw .wrongShape(what: "targets", shape: targets.shape, needs: "samples")
    }
    let known =
      areClasses
      ? try Self.classes(targets.values, count: classCount)
      : .values(targets.values, width: targets.values.count / rows)
    let classNames: [String] =
      if case .classes(_, let count) = known { (0..<count).map(String.init) } else { [] }
    self.init(
      name: name, inputShape: shape, inputs: inputs.values, targets: known,
      featureNames: shape.dimensions.count == 1 && shape.count <= 8
        ? (1...shape.count).map { "x\($0)" } : [], classNames: classNames,
      imageShape: shape.dimensions.count == 3 && shape.dimensions[0] == 1
        ? Shape(Array(shape.dimensions.dropFirst())) : nil)
  }

  private static let mostClasses = 10_000

  private static func classes(_ values: [Float], count: Int?) throws(DataError) -> Targets {
    let most = (count ?? mostClasses) - 1
    var classes: [Int32] = []
    classes.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      guard let label = Int32(exactly: value), label >= 0, label <= most else {
        throw .notClass(index: index, value: value, most: most)
      }
      classes.append(label)
    }
    return .classes(classes, count: count ?? max(Int(classes.max() ?? 0) + 1, 2))
  }
}
