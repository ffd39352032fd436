import Canvas
import Markdown
import TestSupport
import Testing

@testable import Pictures

@Suite struct `Markdown in cells` {
  private func canvas(_ text: String, width: Int = 60, theme: Theme = .plain) throws -> Canvas {
    MarkdownView.canvas(try Document(parsing: text).blocks, width: width, theme: theme)
  }

  private static let page = """
    # A neuron

    A neuron multiplies each *input* by its weight, **adds** a bias, and squeezes the sum:
    `a = tanh(w·x + b)`. See [the paper](https://example.org/a.pdf), <https://pytorch.org>,
    and ~~forget~~ nothing.\\
    A new line — naïve 漢字.

    ## What you will do

    1. Build it
       with `add linear 1`
    2. Turn its weights
       - first by hand
       - then by `train`

    - [x] loss below 0.05
    - [ ] all right

    > A quote
    > of two lines.

    > [!NOTE]
    > In PyTorch, `nn.Linear(2, 4)` holds a weight of shape [4 × 2].

    > [!WARNING]
    > Careful.
    >
    > - twice

    ```python
    for x in data:
    \tprint(x)
    ```

    | layer | what it does | parameters |
    |:--|:-:|--:|
    | l0 | `linear 2→4`: a *weighted* sum | 12 |
    | l1 | tanh | 0 |

    ![A neuron with two inputs](n.png) and <b>raw</b> <!-- nothing -->

    <div>nothing</div>

    ---

    - loose

    - list

      with a paragraph
    """

  @Test(arguments: [("ascii", Theme.plain), ("colorless", Theme(colors: .none))])
  func `a page of everything`(_ name: String, _ theme: Theme) throws {
    expectGolden(try canvas(Self.page, theme: theme).text, "markdown-60-\(name)")
  }

  @Test func `a narrow page`() throws {
    expectGolden(try canvas(Self.page, width: 22, theme: Theme()).text, "markdown-22")
  }

  @Test func `colours of prose`() throws {
    let canvas = try canvas(
      "*one* **two** `three` [four](x) ~~five~~\n\n### Six", width: 44, theme: Theme())
    #expect(canvas.text == "one two three four (x) ~five~\n\nSix")
    #expect(
      canvas.styleMap == """
        aaa.bbb.ccccc.ddddeeee..eeee

        fff
        a 223
        b bold
        c 180
        d 74 underlined
        e 245
        f 117 bold
        """)
  }

  @Test func `controls from entities are shown, not obeyed`() throws {
    #expect(try canvas("a&#27;[2J&#x9b;b &#x202E;c", theme: Theme()).text == "a␛[2J\u{FFFD}b c")
    #expect(try canvas("    code &#27; \u{1B}[0m", theme: Theme()).text == "    code &#27; ␛[0m")
    #expect(try canvas("`a\u{7}b`", theme: Theme()).text == "a␇b")
  }

  @Test func `prose is not set wider than is easily read`() throws {
    let long = String(repeating: "word ", count: 60)
    #expect(try canvas(long, width: 200).lines.allSatisfy { $0.width <= 80 })
  }

  @Test func `any width is drawn`() throws {
    for width in -1...30 {
      let canvas = try canvas(Self.page, width: width, theme: Theme())
      #expect(canvas.size.columns == max(0, width))
    }
  }
}
