/// A lesson with every construct of the format, used by many tests.
let sampleText = """
  ---
  lesson: sample
  format: 1
  title: A sample
  summary: Every construct once.
  level: beginner
  minutes: 5
  seed: 7
  requires: [before]
  introduces: [input, add, set]
  learned: [a neuron adds]
  policy: {skip: yes, solution: after 1}
  vars:
    lr: [0.5, 0.25]
  license: CC-BY-4.0
  authors: [Ada]
  ---

  # A sample

  Before the steps.

  ## Build it
  <!-- step id=build -->

  Two inputs, one neuron.

  ```gradus try
  input 2
  add linear 1
  ```

  ```gradus try
  input 2; add linear 1
  ```

  ```gradus check
  require layers == 1 and l0.kind == "linear" -- one linear layer
  require inputs == 2 -- two inputs
  when layers > 1 -- One layer is enough: remove 1
  ```

  ```gradus reject
  input 2
  add linear 1
  add tanh
  -- One layer is enough
  ```

  <details><summary>Hint</summary>

  First `input 2`.

  </details>

  <!-- hint when="inputs == 2" -->
  <details><summary>Hint</summary>

  Now `add linear 1`.

  </details>

  <details><summary>Solution</summary>

  Two commands.

  </details>

  Well built.

  ## Work it out

  ```gradus setup
  set l0.weight [[0.5, -1]]
  ```

  ```gradus run
  > set l0.bias [0.25]
  > print l0.bias[0]
  l0.bias[0] 0.25
  ```

  What comes out for 1 and -2?

  ```answer number
  2.75 +- 0.005
  when 2.5 +- 0.005 -- The bias comes on top.
  ```

  ---

  > [!NOTE]
  > A pause stands above.

  <!-- quiz -->

  - [ ] A straight line

    > A line does not bend.

  - [x] A bent one

    > Yes: `tanh` bends.

  - [ ] Neither

  ## Guess

  ```gradus predict ask="What is the bias, doubled?"
  let twice = l0.bias[0] * 2
  answer = twice +- 0.01
  ```

  The rate is {{lr}}.
  """
