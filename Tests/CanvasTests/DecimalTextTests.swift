import Testing

@testable import Canvas

@Suite struct `Numbers as text` {
  @Test(arguments: [
    (0.42026, 4, "0.4203"), (-0.2055, 4, "-0.2055"),
    (-0.00001, 4, "0.0000"), (0.5, 0, "1"), (2.5, 2, "2.50"), (12, 1, "12.0"),
    (123_456.789, 2, "123456.79"), (1e20, 1, "1.0e+20"), (.nan, 2, "nan"),
    (-.infinity, 2, "-inf"), (0.05, 3, "0.050"),
  ])
  func `with fixed digits`(_ value: Double, _ digits: Int, _ text: String) {
    #expect(DecimalText.fixed(value, digits) == text)
  }

  @Test(arguments: [
    (1.2e-5, "1.20e-05"), (-9.999e9, "-1.00e+10"), (1, "1.00e+00"),
    (.leastNonzeroMagnitude, "4.94e-324"),
    (1e308, "1.00e+308"), (0, "0.00"),
  ])
  func `with an exponent`(_ value: Double, _ text: String) {
    #expect(DecimalText.scientific(value, 2) == text)
  }

  @Test(arguments: [
    (0.4203, "0.4203"), (0, "0.0000"), (0.00003, "3.00e-05"), (99.5, "99.5000"),
    (123.456, "123.46"), (4567.8, "4567.8"), (1_234_567, "1.23e+06"),
  ])
  func `short`(_ value: Double, _ text: String) {
    #expect(DecimalText.short(value) == text)
  }

  @Test func `signed`() {
    #expect(DecimalText.signed(0.5, 1) == "+0.5")
    #expect(DecimalText.signed(-0.5, 1) == "-0.5")
    #expect(DecimalText.signed(0.001, 1) == "0.0")
  }
}
