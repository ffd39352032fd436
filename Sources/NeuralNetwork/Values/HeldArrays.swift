/// The arrays that a value holds, each known by where it lies: what two values share is listed alike
/// in both, so that memory can be counted once.
///
/// An address says which array it is only as long as somebody holds the array.
package struct HeldArrays: Sendable {
  /// One array: where it lies, and how much room it takes.
  package struct Item: Sendable {
    /// The address of its storage.
    package let address: UInt
    /// The bytes of its storage.
    package let bytes: Int
  }

  /// In no order.
  package private(set) var items: [Item] = []

  /// No arrays.
  package init() {}

  /// Adds an array; one that has no storage takes no room.
  package mutating func add<Element>(_ array: [Element]) {
    guard array.capacity > 0 else { return }
    add(array, bytes: array.capacity * MemoryLayout<Element>.stride + 32)
  }

  /// Adds a collection that is one reference to its storage, as arrays and dictionaries are.
  package mutating func add<Storage>(_ storage: Storage, bytes: Int) {
    precondition(MemoryLayout<Storage>.size >= MemoryLayout<UInt>.size, "no reference to a storage")
    let address = withUnsafeBytes(of: storage) { $0.loadUnaligned(as: UInt.self) }
    items.append(Item(address: address, bytes: bytes))
  }
}

extension Dataset {
  /// Adds the samples' arrays.
  package func list(in held: inout HeldArrays) {
    held.add(inputs)
    switch targets {
    case .values(let values, _): held.add(values)
    case .classes(let classes, _): held.add(classes)
    }
  }
}

extension TrainingState {
  /// Adds every array that training changes.
  package func list(in held: inout HeldArrays) {
    held.add(network.parameters)
    held.add(network.buffers)
    for array in arraysKept { held.add(array) }
    held.add(cursor.permutation)
    generator.list(in: &held)
  }
}
