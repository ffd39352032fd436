extension Construct {
  /// The fences that mean something to a lesson; any other is code that is shown.
  static let fences = [
    Construct(
      .fence, in: "gradus", "setup", "commands that run unseen",
      example: "```gradus setup\ninput 2\nadd linear 1\n```"),
    Construct(
      .fence, in: "gradus", "run",
      "commands that run before the learner's eyes, with the output expected under each",
      example: "```gradus run\n> print 1 + 1\n1 + 1 2\n```"),
    Construct(
      .fence, in: "gradus", "try",
      "a model answer of what the learner must do: hidden; several are all good",
      example: "```gradus try\ninput 2\nadd linear 1\n```"),
    Construct(
      .fence, in: "gradus", "check", "what counts as done, and what is said to a failure",
      example: "```gradus check\nrequire layers == 1 -- one layer\n```"),
    Construct(
      .fence, in: "gradus", "reject",
      "commands that must not be accepted, and the feedback that must answer them; several in turn",
      example: "```gradus reject\nadd tanh\n-- One layer is enough\nadd relu; add relu\n"
        + "-- Far too many\n```"),
    Construct(
      .fence, in: "gradus", "predict",
      keys: [
        Key("ask", "what the learner is asked to foretell", example: "ask=\"Will it go up?\"")
      ], "a guess by the learner, then commands on a fork, then both side by side",
      example: "```gradus predict ask=\"What is twice the bias?\"\n"
        + "let twice = 2 * 0.25\nanswer = twice +- 0.01\n```"),
    Construct(
      .fence, in: "answer", "number", "a number, with how far it may be off",
      example: "```answer number\n0.731 +- 1%\nwhen 0.5 +- 0.01 -- That is sigmoid(0).\n```"),
    Construct(
      .fence, in: "answer", "text", "words, one accepted form a line",
      example: "```answer text\ngradient descent\nSGD\n```"),
    Construct(
      .fence, in: "answer", "order", "lines in their right order; they are shown shuffled",
      example: "```answer order\nforward\nloss\nbackward\nstep\n```"),
    Construct(
      .fence, in: "answer", "shape", "a shape",
      example: "```answer shape\n(4, 2)\nwhen (2, 4) -- Outputs come first.\n```"),
    Construct(
      .fence, in: "figure", "PICTURE",
      keys: [
        Key("layer", "the layer to show, from 0", example: "layer=0"),
        Key("neuron", "the neuron to show, from 0", example: "neuron=1"),
      ], "a picture of the live state; the body is its text form",
      example: "```figure weights layer=0\n[0.5, -1.0]\n```"),
  ]

  /// The words that begin a line inside a fence.
  static let lines = [
    Construct(
      .line, in: "gradus run", ">", "a command; what follows up to the next is its output",
      example: "> print loss"),
    Construct(
      .line, in: "gradus check", "require", "a condition, then the goal in words",
      example: "require layers == 2 -- one hidden layer"),
    Construct(
      .line, in: "gradus check", "when",
      "read after a failure, the most specific first: a condition, then what is said",
      example: "when layers == 1 -- The network is still one line."),
    Construct(
      .line, in: "gradus reject", "--", "words of the feedback that these commands must get",
      example: "-- One layer is enough"),
    Construct(
      .line, in: "gradus predict", "answer",
      "the number that is foretold, and how far a guess may "
        + "be off", example: "answer = loss +- 0.01"),
    Construct(
      .line, in: "gradus predict", "choice", "words to choose, and when they come true",
      example: "choice it goes down = loss < before"),
    Construct(
      .line, in: "gradus predict", "text", "a word or a text that is foretold",
      example: "text = l1.kind"),
    Construct(
      .line, in: "gradus predict", "shape", "a shape that is foretold",
      example: "shape = l1.output"),
    Construct(
      .line, in: "gradus predict", "order",
      "words that are put in order, from the smallest value to the largest",
      example: "order the first weight = l0.weight[0,0]"),
    Construct(
      .line, in: "answer number", "when", "a wrong number, then what is said to it",
      example: "when 2.5 +- 0.005 -- The bias comes on top."),
    Construct(
      .line, in: "answer text", "when", "a wrong text, then what is said to it",
      example: "when backprop -- That finds the slope."),
    Construct(
      .line, in: "answer order", "when", "two lines in a wrong order, then what is said",
      example: "when step before backward -- There is nothing to step along yet."),
    Construct(
      .line, in: "answer shape", "when", "a wrong shape, then what is said to it",
      example: "when (2, 4) -- The outputs come first."),
  ]
}
