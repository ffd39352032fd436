/// Elements in the order in which their keys were met first, each found by its key.
struct KeyedList<Key: Hashable & Sendable, Element: Sendable & Equatable>: Sendable, Equatable {
  private(set) var elements: [Element] = []
  private var places: [Key: Int] = [:]

  /// The element of a key, if it was met.
  subscript(key: Key) -> Element? { places[key].map { elements[$0] } }

  /// Changes the element of a key, which is made where it is met for the first time.
  mutating func change(
    _ key: Key, orNew new: @autoclosure () -> Element, _ body: (inout Element) -> Void
  ) {
    let place = places[key] ?? elements.count
    if place == elements.count {
      places[key] = place
      elements.append(new())
    }
    body(&elements[place])
  }
}
