extension Dataset {
  /// Reads a file of samples, whatever its format: comma-separated text, NumPy's .npy and .npz,
  /// IDX, and any of them packed by gzip. The bytes say which it is, not the name.
  ///
  /// - .csv: the target is a column; see `init(csv:…)`.
  /// - .npz: inputs and targets are arrays of their own. Where `target` does not name the array of
  ///   the targets, the first pair of names that is there is taken: x and y, X and y, x_train and
  ///   y_train, images and labels, data and target, inputs and targets, data and labels, arr_0 and
  ///   arr_1.
  /// - .npy and IDX: the targets are in `labels`, a second file of the same format. A .npy of two
  ///   axes without one holds them in a column: the last, or `target`, counted from 1.
  ///
  /// - Parameters:
  ///   - labels: a second file, with the targets.
  ///   - inputs: the name of the inputs' array in a .npz, where it is not the targets' usual partner.
  ///   - isImage: whether a sample of an IDX file has the shape [1 × rows × columns], not flat.
  ///   - reference: data whose classes and categories these are to be counted by.
  /// - Throws: `DataError`.
  public init(
    file packed: [UInt8], name: String, labels: [UInt8]? = nil, target: String? = nil,
    inputs inputName: String? = nil, kind: TargetKind = .automatic, hasHeader: Bool? = nil,
    isImage: Bool = false,
    like reference: Dataset? = nil, memoryLimit: Int = MemoryLimit.standard
  ) throws(DataError) {
    let bytes =
      packed.starts(with: Gzip.start) ? try Gzip.unpack(packed, limit: memoryLimit) : packed
    let classCount: Int? =
      if case .classes(_, let count) = reference?.targets { count } else { nil }
    if bytes.starts(with: ZipArchive.start) {
      let (inputs, targets) = try NumPyArchive(npz: bytes)
        .pair(inputs: inputName, targets: target, memoryLimit: memoryLimit)
      try self.init(
        name: name, inputs: inputs, targets: targets, kind: kind, classCount: classCount)
    } else if bytes.starts(with: NumPyHeader.start) {
      let inputs = try NumPyArray(npy: bytes, memoryLimit: memoryLimit)
      let pair =
        if let labels {
          (inputs, try NumPyArray(npy: labels, memoryLimit: memoryLimit))
        } else { try inputs.parted(at: target) }
      try self.init(
        name: name, inputs: pair.0, targets: pair.1, kind: kind, classCount: classCount)
    } else if bytes.starts(with: [0, 0]) {
      guard let labels else { throw .noTargets }
      try self.init(
        name: name, idxImages: bytes, labels: labels, isImage: isImage, classCount: classCount,
        memoryLimit: memoryLimit)
    } else {
      try self.init(
        csv: bytes, name: name, target: target, kind: kind, hasHeader: hasHeader, like: reference,
        memoryLimit: memoryLimit)
    }
  }
}

extension NumPyArchive {
  private static let pairs = [
    ("x", "y"), ("X", "y"), ("X", "Y"), ("x_train", "y_train"), ("X_train", "y_train"),
    ("images", "labels"), ("data", "target"), ("inputs", "targets"), ("data", "labels"),
    ("arr_0", "arr_1"),
  ]

  /// Inputs and targets, by their names.
  fileprivate func pair(
    inputs: String?, targets: String?, memoryLimit: Int
  ) throws(DataError) -> (NumPyArray, NumPyArray) {
    let names = names
    for name in [inputs, targets].compactMap(\.self) where !names.contains(name) {
      throw .noArray(name: name, arrays: names)
    }
    // The usual partners of what is named, or the one array that is left.
    var known = Self.pairs.filter { names.contains($0.0) && names.contains($0.1) }
    if let inputs, let targets {
      known = [(inputs, targets)]
    } else if let targets {
      known = known.filter { $0.1 == targets }
      let others = names.filter { $0 != targets }
      if known.isEmpty, others.count == 1 { known = [(others[0], targets)] }
    } else if let inputs {
      known = known.filter { $0.0 == inputs }
      let others = names.filter { $0 != inputs }
      if known.isEmpty, others.count == 1 { known = [(inputs, others[0])] }
    }
    guard let (inputs, targets) = known.first else { throw .noArray(name: "x", arrays: names) }
    return (
      try array(inputs, memoryLimit: memoryLimit), try array(targets, memoryLimit: memoryLimit)
    )
  }
}

extension NumPyArray {
  /// The other columns, and the target's.
  fileprivate func parted(at target: String?) throws(DataError) -> (NumPyArray, NumPyArray) {
    guard shape.count == 2 else { throw .noTargets }
    let (rows, width) = (shape[0], shape[1])
    guard width > 1 else { throw .noFeatures }
    let names = (1...width).map { "column \($0)" }
    guard let number = target.map({ Int($0) }) ?? width, (1...width).contains(number) else {
      throw .noColumn(name: target ?? "", columns: names)
    }
    var (inputs, targets): ([Float], [Float]) = ([], [])
    inputs.reserveCapacity(rows * (width - 1))
    for row in 0..<rows {
      for column in 0..<width {
        let value = values[row * width + column]
        if column == number - 1 { targets.append(value) } else { inputs.append(value) }
      }
    }
    return (
      NumPyArray(shape: [rows, width - 1], values: inputs, isInteger: isInteger),
      NumPyArray(shape: [rows], values: targets, isInteger: isInteger)
    )
  }

  private init(shape: [Int], values: [Float], isInteger: Bool) {
    self.shape = shape
    self.values = values
    self.isInteger = isInteger
  }
}
