/// Text in ASCII for the terminals and fonts that have no more: `→` is `->`, `×` is `x`.
///
/// Letters of other scripts stay, because no ASCII form of them would be true; a terminal that is
/// not UTF-8 replaces them when it writes.
public enum ASCIIForm {
  /// A text with its signs spelled out. It can be longer than before, so this comes before
  /// layout.
  public static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var ascii = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if scalar.value < 0x80 {
        ascii.unicodeScalars.append(scalar)
      } else if scalar == "·" {
        // Between blanks it separates, else it multiplies.
        let separates = index + 1 < scalars.count && scalars[index + 1] == " "
        ascii += separates ? "-" : "*"
      } else if let form = forms[scalar] {
        ascii += form
      } else if isLetter(scalar) {
        ascii.unicodeScalars.append(scalar)
      } else {
        ascii += String(repeating: "?", count: DisplayWidth.columns(scalar))
      }
    }
    return ascii
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .format, .control,
      .lineSeparator, .paragraphSeparator:
      true
    default: false
    }
  }

  private static let forms: [Unicode.Scalar: String] = [
    "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "↦": "|->", "↑": "^", "↓": "v", "↵": "<enter>",
    "×": "x", "•": "*", "⋅": "*", "÷": "/", "±": "+-", "∓": "-+",
    "−": "-", "–": "-", "—": "--", "‐": "-", "‑": "-", "…": "...", "⋮": ":", "⋯": "...",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∼": "~", "≡": "==", "∞": "inf", "√": "sqrt",
    "∂": "d", "∇": "grad ", "Σ": "sum", "∑": "sum", "Π": "prod", "∏": "prod", "∈": "in",
    "²": "^2", "³": "^3", "½": "1/2", "¼": "1/4", "⁻": "^-", "¹": "1", "⁰": "0", "ᵀ": "^T",
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "ᵢ": "_i", "ⱼ": "_j", "ŷ": "y^",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Δ": "Delta", "ε": "eps",
    "η": "eta", "θ": "theta", "λ": "lambda", "μ": "mu", "µ": "mu", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "ω": "omega", "∘": "o", "⊙": "*", "⊕": "+", "°": " deg",
    "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'", "«": "<<", "»": ">>", "\u{A0}": " ",
    "✓": "v", "✔": "v", "✗": "x", "✘": "x", "★": "*", "☆": "*", "▸": ">", "▶": ">", "◆": "*",
    "─": "-", "━": "-", "╌": "-", "│": "|", "┃": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+",
    "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "╭": "+", "╮": "+", "╰": "+", "╯": "+",
    "█": "#", "▓": "#", "▒": "+", "░": ".", "▀": "\"", "▄": "_", "■": "#", "□": "o",
    "●": "o", "○": "o", "©": "(c)", "€": "EUR", "£": "GBP", "§": "section ", "†": "+",
  ]
}
