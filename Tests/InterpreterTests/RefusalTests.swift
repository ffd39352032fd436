import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Refusals` {
  private static let network = Session.after(
    "input 2; add linear 5; add tanh; loss bce; data xor; let speed = 3")

  @Test(arguments: [
    (
      "print (1, 2]",
      """
      print (1, 2]
                 ^
      ) is expected here, to close the bracket before it
      """
    ),
    (
      "print 0.1 < loss < 0.5",
      """
      print 0.1 < loss < 0.5
                       ^
      comparisons do not chain
      try: write a < b and b < c
      """
    ),
    (
      "print loss = 3",
      """
      print loss = 3
                 ^
      "=" is not expected here
      try: = gives a setting its value; == compares
      """
    ),
    (
      "train 0",
      """
      train 0
            ^
      the number to train is from 1 to 1000000000, not 0
      """
    ),
    (
      "train 99999999999999999999",
      """
      train 99999999999999999999
            ^^^^^^^^^^^^^^^^^^^^
      the number to train is from 1 to 1000000000, not 1.0000e+20
      """
    ),
    (
      "train 10 epocs",
      """
      train 10 epocs
               ^^^^^
      epochs or steps is expected here
      did you mean epochs?
      try: help train
      """
    ),
    (
      "train 10",
      """
      train 10
      ^^^^^^^^
      bce cannot compare an output of 5 values with targets of 1 value
      try: end with add linear 1
      """
    ),
    (
      "backward",
      """
      backward
      ^^^^^^^^
      backward needs a forward pass of the network as it is now; in PyTorch there would be no graph \
      to go back through
      try: forward
      """
    ),
    (
      "step",
      """
      step
      ^^^^
      there are no gradients yet; PyTorch's step would change nothing and say nothing
      try: forward; backward; step
      """
    ),
    (
      "add linear 1000000000000",
      """
      add linear 1000000000000
          ^^^^^^^^^^^^^^^^^^^^
      linear 5→1000000000000.weight of 1000000000000×5 numbers (36.4 TiB) is too large: at most 2.0 GiB
      try: smaller sizes, or gradus --memory 65536G on a computer that has as much
      """
    ),
    (
      "add linear 1e300",
      """
      add linear 1e300
                 ^^^^^
      linear's out is too large: 1.0000e+300
      """
    ),
    (
      "undo 99",
      """
      undo 99
           ^^
      the number of commands to undo is from 1 to 6, not 99
      """
    ),
    (
      "redo",
      """
      redo
      ^^^^
      nothing to redo
      """
    ),
    (
      "let loss = 3",
      """
      let loss = 3
          ^^^^
      "loss" means something already
      try: choose another name
      """
    ),
    (
      "set speed 3",
      """
      set speed 3
          ^^^^^
      speed cannot be set
      try: let speed = …
      """
    ),
    (
      "split 80/20",
      """
      split 80/20
            ^^^^^
      the part to learn from is between 0 and 1, not 4
      try: split 0.8
      """
    ),
    (
      "predict 1",
      """
      predict 1
              ^
      the network reads 2 values, and these are 1
      """
    ),
    (
      "time time forward",
      """
      time time forward
           ^^^^^^^^^^^^
      time takes another command
      """
    ),
    (
      "print 'loss'",
      """
      print 'loss'
            ^
      a value is expected here, not "'"
      try: texts stand in "double quotes"
      """
    ),
    (
      "print test.loss",
      """
      print test.loss
            ^^^^^^^^^
      no samples are held out
      try: split 0.8 keeps a fifth of them for testing
      """
    ),
    (
      "train until l0.output > 0.5",
      """
      train until l0.output > 0.5
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bce cannot compare an output of 5 values with targets of 1 value
      try: end with add linear 1
      """
    ),
    (
      "data spirl",
      """
      data spirl
           ^^^^^
      there is no data set "spirl"
      did you mean spiral?
      try: help datasets
      """
    ),
    (
      "print \"a",
      """
      print "a
            ^
      this quote is never closed
      try: put " at the end of the text
      """
    ),
    (
      "5 + 5",
      """
      5 + 5
      ^
      a command begins with a word, not with "5"
      try: print 5 + 5
      """
    ),
    (
      "help trainn",
      """
      help trainn
           ^^^^^^
      help knows nothing about "trainn"
      did you mean train?
      try: help
      """
    ),
    (
      "print used(\"trian\")",
      """
      print used("trian")
                 ^^^^^^^
      there is no command "trian"
      did you mean train?
      try: help
      """
    ),
    (
      "show wieghts",
      """
      show wieghts
           ^^^^^^^
      show knows no picture "wieghts"
      try: show draws\(" ")
      """
    ),
  ]) func `each command out of place gets one message with its place and a way on`(
    _ line: String, _ expected: String
  ) {
    #expect(failure(of: line, on: Self.network) == expected)
  }

  @Test(arguments: [
    ("input 64", "add conv2d 3 3", "input 1 8 8"), ("input 5 7", "add max_pool2d 2", "input 1 5 7"),
    ("input 10", "add batch_norm2d", "input 1 8 8, for pictures of 8 by 8"),
    ("input 9", "add conv1d 2 3", "input 1 9"), ("input 4", "add rnn 3", "input 4 1"),
    ("input 3", "add self_attention 1", "input 3 1"),
    ("input 4 7", "add self_attention heads=2", "heads=1, or what divides 7"),
    ("input 1 8 8", "add conv2d 4 3 groups=3", "groups=1"),
    ("input 2 3 3", "add batch_norm1d", "batch_norm2d"),
    ("input 4", "add softmax 0", "dim=-1, the last axis"),
  ]) func `a layer that reads other axes says in which shape the values would do`(
    input: String, line: String, way: String
  ) {
    let said = failure(of: line, on: Session.after(input))
    #expect(said.contains("try: \(way)"), "\(said)")
  }

  @Test func `a loss for classes proposes one for values, where those are the targets`() {
    let session = Session.after("data one_hot 5; input 5; add linear 5; loss nll")
    #expect(
      failure(of: "forward", on: session).hasSuffix(
        """
        nll cannot compare an output of 5 values with targets of 5 values
        try: loss bce_with_logits or loss mse
        """))
  }

  @Test func `features that would not fit in memory are refused before they are made`() {
    let session = Session.after("data spiral n=1000")
    let budget = WorkMeter(operations: .max, bytes: 16_000)
    let said = budget.measuring {
      failure(of: "features x1, x2, x1 * x2, x1 ^ 2, x2 ^ 2", on: session)
    }
    #expect(said.contains("features of 1000×5 numbers"), "\(said)")
    #expect(budget.isExceeded)
  }
}
