extension Session {
  /// Whether two sessions stand at the same moment with the same past, to the bit.
  ///
  /// What was looked at last makes no difference. A loss that is not a number is the same as another
  /// one, which `==` denies.
  package func isAtSameMoment(as other: Session) -> Bool {
    if moment == other.moment, timeline == other.timeline { return true }
    let described = String(describing: moment)
    return described.contains("nan") && described == String(describing: other.moment)
  }
}
