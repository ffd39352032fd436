import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Diagnostics` {
  private static let network = Session.after(
    "input 2; add linear 5; add tanh; loss bce; data xor; let speed = 3")

  @Test(arguments: [
    (
      "trian 5",
      """
      trian 5
      ^^^^^
      there is no command "trian"
      did you mean train?
      try: help
      """
    ),
    (
      "s",
      """
      s
      ^
      "s" can be seed, summary, split, standardise, sample, schedule, step, sweep, show, set, save
      try: type one letter more
      """
    ),
    (
      "add linaer 4",
      """
      add linaer 4
          ^^^^^^
      there is no layer "linaer"
      did you mean linear?
      try: help layers
      """
    ),
    (
      "add linear 3 4",
      """
      add linear 3 4
          ^^^^^^^^^^
      linear 3→4 cannot follow tanh, which gives 5 values
      try: add linear 4
      """
    ),
    (
      "add linear",
      """
      add linear
          ^^^^^^
      linear needs out: neurons, one value each
      try: add linear 4
      """
    ),
    (
      "add linear 4 5 true 6",
      """
      add linear 4 5 true 6
                          ^
      one value too many: linear takes in, out, bias
      try: help add
      """
    ),
    (
      "add tanh 4",
      """
      add tanh 4
               ^
      one value too many: tanh takes no settings
      try: help add
      """
    ),
    (
      "optimizer sgd lrr=0.1",
      """
      optimizer sgd lrr=0.1
                    ^^^
      sgd has no setting "lrr": it has lr, momentum, dampening, weight_decay, nesterov, \
      l1, clip_value, clip_norm, maximize
      did you mean lr?
      try: help optimizer
      """
    ),
    (
      "optimizer adam betas=(0.9, 1)",
      """
      optimizer adam betas=(0.9, 1)
                                 ^
      adam's beta2 is from 0 to 0.9999, not 1
      """
    ),
    (
      "optimizer adam betas=0.9",
      """
      optimizer adam betas=0.9
                           ^^^
      betas is a list of 2: beta1, beta2
      """
    ),
    (
      "optimizer adam beta1=0.5 betas=(0.9, 0.99)",
      """
      optimizer adam beta1=0.5 betas=(0.9, 0.99)
                               ^^^^^
      betas is given twice
      """
    ),
    (
      "optimizer sgd nesterov=true",
      """
      optimizer sgd nesterov=true
                ^^^^^^^^^^^^^^^^^
      nesterov looks ahead along the momentum: it needs some, and no dampening; PyTorch raises an \
      error too
      try: optimizer sgd momentum=0.9 nesterov=true
      """
    ),
    (
      "add conv2d 4",
      """
      add conv2d 4
          ^^^^^^^^
      conv2d needs kernel: length of a filter's side
      try: add conv2d 16 3 padding=1
      """
    ),
    (
      "optimizer sgd lr=-1",
      """
      optimizer sgd lr=-1
                       ^^
      sgd's lr is from 0 to 1000000, not -1
      """
    ),
    (
      "optimizer sgd lr=0.1 lr=0.2",
      """
      optimizer sgd lr=0.1 lr=0.2
                           ^^
      lr is given twice
      """
    ),
    (
      "print los",
      """
      print los
            ^^^
      nothing is called "los"
      did you mean loss?
      try: help names
      """
    ),
    (
      "print speedd * 2",
      """
      print speedd * 2
            ^^^^^^
      nothing is called "speedd"
      did you mean speed?
      try: help names
      """
    ),
    (
      "print l7.weight",
      """
      print l7.weight
            ^^
      there is no layer 7: layers go from l0 to l1
      """
    ),
    (
      "print l0.wieght",
      """
      print l0.wieght
               ^^^^^^
      l0 linear 2→5 has no part "wieght"
      did you mean weight?
      try: l0 has weight, bias, input, output, kind, inputs, outputs, parameters
      """
    ),
    (
      "print l1.weight",
      """
      print l1.weight
               ^^^^^^
      l1 tanh has no weight: it learns nothing
      try: l1 has input, output, kind, inputs, outputs, parameters
      """
    ),
    (
      "print l0.weight[5,0]",
      """
      print l0.weight[5,0]
                      ^
      there is no entry 5 here: they go from 0 to 4
      """
    ),
    (
      "print l0.weight [0,1]",
      """
      print l0.weight [0,1]
                      ^
      "[" is not expected here
      try: no space before the bracket: l0.weight[0,1]
      """
    ),
    (
      "print l0.weight.grad",
      """
      print l0.weight.grad
            ^^^^^^^^^^^^^^
      there are no gradients yet: in PyTorch this would be None
      try: forward; backward
      """
    ),
    (
      "print maximum(1)",
      """
      print maximum(1)
            ^^^^^^^
      there is no function "maximum"
      try: help functions
      """
    ),
    (
      "print 1 +",
      """
      print 1 +
               ^
      a value is missing here
      """
    ),
    (
      "print 1e400",
      """
      print 1e400
            ^^^^^
      this number is too large: the greatest is about 1.8e308
      """
    ),
    (
      "set l0.bias nan",
      """
      set l0.bias nan
                  ^^^
      "nan" is no number to work with
      try: finite(loss) asks whether a number is one
      """
    ),
    (
      "set l0.bias 1/0",
      """
      set l0.bias 1/0
                  ^^^
      this is not a finite 32-bit number
      """
    ),
    (
      "set l0.weight [[1, 2]]",
      """
      set l0.weight [[1, 2]]
                    ^^^^^^^^
      l0.weight is 5×2, and this is 1×2
      """
    ),
    (
      "set l0.weight [[1, 2], [3]]",
      """
      set l0.weight [[1, 2], [3]]
                             ^^^
      this row has 1 numbers, the first one 2 numbers
      """
    ),
    (
      "print [1 -1]",
      """
      print [1 -1]
               ^
      a comma or ] is expected here, not "-"
      try: values in brackets are separated by commas: [1, -1]
      """
    ),
    (
      "print [1, 2",
      """
      print [1, 2
            ^
      this [ is never closed
      try: put ] where it ends
      """
    ),
    (
      "l0.weight",
      """
      l0.weight
      ^^
      there is no command "l0"
      try: print l0.weight
      """
    ),
    (
      "l0.bias[0] = 1",
      """
      l0.bias[0] = 1
      ^^
      there is no command "l0"
      try: set l0.bias[0] = 1
      """
    ),
    (
      "k = 3",
      """
      k = 3
      ^
      there is no command "k"
      try: let k = 3
      """
    ),
    (
      "2 + 2",
      """
      2 + 2
      ^
      a command begins with a word, not with "2"
      try: print 2 + 2
      """
    ),
    (
      "forward backward",
      """
      forward backward
              ^^^^^^^^
      "backward" is not expected here
      try: put ; between two commands
      """
    ),
  ]) func `each mistake gets one message with its place and a way on`(
    _ line: String, _ expected: String
  ) {
    #expect(failure(of: line, on: Self.network) == expected)
  }

  @Test(arguments: [
    ("n", "\"n\" can be new, neuron, nudge", "new, neu (neuron), nu (nudge)"),
    ("o", "\"o\" can be optimizer, op", "opt (optimizer), op"),
  ]) func `a letter that begins few commands is answered with what to type for each`(
    _ line: String, _ message: String, _ way: String
  ) {
    #expect(failure(of: line, on: Self.network) == "\(line)\n^\n\(message)\ntry: \(way)")
  }

  @Test func `in a script the line at fault is shown, and what ran before it stays`() {
    var session = Session()
    let run = session.run("input 2\nadd linear 4; ad tanh\nadd linear 1", in: .fake())
    #expect(run.steps.map(\.command) == ["input 2", "add linear 4", "ad tanh", "add linear 1"])
    #expect(run.failure == nil)
    let failed = session.run("add linear 1\n  add sigmiod # almost\nadd tanh", in: .fake())
    #expect(session.network.layers.count == 4)
    #expect(
      failed.failure?.text == """
          add sigmiod # almost
              ^^^^^^^
        there is no layer "sigmiod"
        did you mean sigmoid?
        try: help layers
        """)
  }
}
