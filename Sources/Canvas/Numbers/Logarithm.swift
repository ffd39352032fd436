#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The decimal logarithm, for axes.
func decimalLogarithm(_ value: Double) -> Double { log10(value) }
