/// A lesson to start from: one of each of the constructs that most lessons are made of. It passes
/// `gradus check` and `gradus test` as it is.
public struct LessonTemplate: Sendable {
  private let id: String
  private let title: String

  /// A template for a file: "09-xor-fails.md" becomes the lesson "xor-fails", "Xor fails".
  public init(fileName: String) {
    var name = fileName[...]
    if name.hasSuffix(".md") { name = name.dropLast(3) }
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    if name.dropFirst(digits.count).first == "-", name.count > digits.count + 1 {
      name = name.dropFirst(digits.count + 1)
    }
    let plain = name.unicodeScalars.map { $0.isASCII ? Character($0) : "-" }
    let slug = Slug.slug(of: String(plain))
    id = slug.isEmpty ? "my-lesson" : slug
    // The title keeps the letters of all languages, and nothing that YAML or Markdown would read.
    let words = name.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    title = words.isEmpty ? "My lesson" : words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The file.
  public var text: String {
    heading(
      seed: 1, introduces: ["input", "add", "set", "predict"],
      summary: "One sentence for the list of lessons.") + Self.body
  }

  /// The front matter and the title.
  func heading(seed: UInt64, introduces: [String], summary: String) -> String {
    """
    ---
    lesson: \(id)
    format: 1
    title: \(title)
    summary: \(summary)
    level: beginner
    minutes: 5
    seed: \(seed)
    introduces: [\(introduces.joined(separator: ", "))]
    license: CC-BY-4.0
    authors: [Your Name]
    ---

    # \(title)


    """
  }

  private static let body = """
    What stands here is shown first. Say in two sentences what the learner will be able to do.

    ## Build a neuron
    <!-- step id=build -->

    Every heading like this one begins a step. Say what to do, and how it is typed:

        input 2
        add linear 1

    ```gradus try
    input 2
    add linear 1
    ```

    ```gradus check
    require inputs == 2 -- two numbers come in
    require layers == 1 and l0.kind == "linear" -- there is one linear layer
    when layers > 1 -- One layer is enough. Take the last one away with: remove 1
    when layers == 0 -- The inputs are there. Now the layer: add linear 1
    ```

    ```gradus reject
    input 2
    add linear 1
    add tanh
    -- One layer is enough
    input 2
    -- The inputs are there
    ```

    <details><summary>Hint</summary>

    Two commands: one says how many numbers come in, one adds the layer.

    </details>

    <details><summary>Hint</summary>

    `input 2`, then `add linear 1`

    </details>

    ## Work it out
    <!-- step id=work-it-out -->

    The lesson can run commands itself. The output under a command is compared in every test:

    ```gradus run
    > set l0.weight [[0.5, -1]]
    > set l0.bias [0.25]
    > print l0.bias
    l0.bias [0.25]
    ```

    The inputs are 1 and −2. **What comes out?**

    ```answer number
    2.75 +- 0.005
    when 2.5 +- 0.005 -- Those are the products. The bias comes on top.
    ```

    <details><summary>Hint</summary>

    Multiply each input by its weight, add the products, then the bias.

    </details>

    <details><summary>Solution</summary>

    0.5 · 1 + (−1) · (−2) + 0.25 = 2.75

    </details>

    ## Guess first
    <!-- step id=guess -->

    ```gradus predict ask="The bias will be doubled. Does the answer for 1 and −2 double as well?"
    set l0.bias [0.5]
    predict 1 -2
    choice yes = l0.weight[0,0] - 2 * l0.weight[0,1] + l0.bias[0] > 5.4
    choice no = l0.weight[0,0] - 2 * l0.weight[0,1] + l0.bias[0] < 5.4
    ```

    ## What was it?
    <!-- step id=quiz -->

    What does the bias do?

    <!-- quiz -->

    - [ ] It multiplies an input

      > That is what a weight does.

    - [x] It is added, whatever comes in

      > Right: it lifts or lowers every answer alike.

    ---

    The last words: what is worth remembering, and what comes next.

    """
}
