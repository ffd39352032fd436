import Interpreter
import Testing

/// Each illness is made on purpose, in several ways and from several seeds: its name must be among the
/// findings, and the line that `why` names for it must mend it.
@Suite struct `Sick networks` {
  private static let xor = "data xor signs=true; input 2; "
  private static let digits = "data digits; input 64; "
  private static let image = "data digits image=true; input 1 8 8; "
  private static let small = "add linear 8; add tanh; add linear 1; add sigmoid; "
  private static let medium = "add linear 32; add relu; add linear 10; loss cross_entropy; "
  private static func repeated(_ count: Int, _ text: String) -> String {
    String(repeating: text, count: count)
  }

  /// Mended means that the loss is lower after the remedy and 60 steps.
  private static let trained: [(String, String)] = [
    (
      "not a number",
      "data plane n=100; input 2; add linear 16; add relu; add linear 1; loss mse; "
        + "optimizer sgd lr=50; train 100"
    ),
    (
      "not a number",
      "data sine; input 1; add linear 16; add tanh; add linear 1; loss mse; "
        + "optimizer sgd lr=20 momentum=0.9; train 300"
    ),
    (
      "not a number",
      "data xor; input 2; add linear 4; add relu; add linear 1; loss mse; "
        + "set l0.weight 1e30; set l2.weight 1e30"
    ),
    (
      "learning rate too high",
      digits + "add linear 32; add tanh; add linear 10; loss cross_entropy; optimizer sgd lr=50"
    ),
    (
      "learning rate too high",
      "data sine; input 1; add linear 16; add tanh; add linear 1; loss mse; "
        + "optimizer sgd lr=1; train 20"
    ),
    (
      "learning rate too high",
      "data circle; input 2; add linear 16; add tanh; add linear 1; add sigmoid; loss bce; "
        + "optimizer adam lr=5; train 50"
    ),
    ("learning rate too low", digits + medium + "batch 32; optimizer sgd lr=0.0001; train 3"),
    ("learning rate too low", digits + medium + "batch 32; optimizer adam lr=1e-7"),
    ("learning rate too low", xor + small + "loss bce; optimizer sgd lr=1e-5; train 200"),
    ("learning rate too low", xor + small + "loss bce; optimizer sgd lr=0; train 2"),
    (
      "dead relu",
      xor + "add linear 8; add relu; add linear 1; add sigmoid; loss bce; set l0.bias -5; "
        + "set lr 0.5"
    ),
    ("dead relu", digits + medium + "set l0.bias -10; optimizer adam lr=0.01; train 5"),
    ("dead relu", digits + medium + "batch 32; optimizer sgd lr=2; train 3"),
    (
      "dead relu",
      image + "add conv2d 4 3; add relu; add flatten; add linear 10; loss cross_entropy; "
        + "set l0.bias -20; set lr 0.1"
    ),
    (
      "saturation",
      "data circle; input 2; " + small + "loss bce; init normal std=20; set lr 0.1; train 20"
    ),
    (
      "saturation",
      digits + "add linear 32; add tanh; add linear 10; loss cross_entropy; init normal std=5"
    ),
    (
      "saturation",
      digits + "add linear 32; add sigmoid; add linear 10; loss cross_entropy; "
        + "init normal std=8; optimizer sgd lr=0.01; train 2"
    ),
  ]

  /// Mended means that the finding is gone.
  private static let changed: [(String, String)] = [
    (
      "vanishing gradients",
      digits + repeated(8, "add linear 32; add sigmoid; ") + "add linear 10; loss cross_entropy"
    ),
    (
      "vanishing gradients",
      digits + repeated(8, "add linear 32; add sigmoid; ")
        + "add linear 10; loss cross_entropy; optimizer sgd lr=0.1; batch 32; train 2"
    ),
    (
      "vanishing gradients",
      xor + repeated(6, "add linear 8; add tanh; ")
        + "add linear 1; add sigmoid; loss bce; init normal std=0.05"
    ),
    (
      "exploding values",
      digits + repeated(5, "add linear 64; add relu; ")
        + "add linear 10; loss cross_entropy; init normal std=1"
    ),
    (
      "exploding values",
      digits + repeated(3, "add linear 64; add relu; ")
        + "add linear 10; loss cross_entropy; init normal std=1"
    ),
    (
      "exploding values",
      "data spiral; input 2; " + repeated(4, "add linear 64; add leaky_relu; ")
        + "add linear 1; loss bce_with_logits; init normal std=2"
    ),
    ("symmetry", xor + small + "loss bce; init zeros"),
    (
      "symmetry",
      xor + small + "loss bce; set l0.weight 0.3; set l0.bias 0; set l2.weight 0.2; train 20"
    ),
    ("symmetry", digits + medium + "init constant 0.1; train 5"),
    (
      "symmetry",
      image + "add conv2d 4 3; add relu; add flatten; add linear 10; loss cross_entropy; "
        + "init constant 0.1"
    ),
    ("no nonlinearity", xor + "add linear 4; add linear 1; add sigmoid; loss bce"),
    (
      "no nonlinearity",
      digits + "add linear 32; add dropout 0.2; add linear 16; add linear 10; loss cross_entropy; "
        + "batch 32; train 1"
    ),
    ("no nonlinearity", image + "add conv2d 4 3; add flatten; add linear 10; loss cross_entropy"),
    ("loss does not fit the last layer", xor + small + "loss bce_with_logits"),
    ("loss does not fit the last layer", xor + small + "loss bce_with_logits; train 50"),
    ("loss does not fit the last layer", xor + "add linear 4; add tanh; add linear 1; loss bce"),
    ("loss does not fit the last layer", digits + medium + "add softmax"),
    ("loss does not fit the last layer", digits + medium + "add sigmoid"),
    ("loss does not fit the last layer", digits + medium + "add relu"),
    ("loss does not fit the last layer", digits + medium + "add softmax; loss nll"),
    ("loss does not fit the last layer", digits + medium + "loss nll"),
    (
      "loss does not fit the last layer",
      "data sine; input 1; add linear 16; add tanh; add linear 1; add sigmoid; loss mse"
    ),
    (
      "loss does not fit the last layer",
      "data sine periods=2; input 1; add linear 16; add relu; add linear 1; add relu; loss l1"
    ),
    (
      "loss does not fit the last layer",
      xor + "add linear 4; add tanh; add linear 1; add softmax; loss bce"
    ),
    ("loss does not fit the last layer", xor + small + "loss hinge"),
    ("loss does not fit the last layer", xor + small + "loss mse; init normal std=10"),
    ("shapes do not fit", "data xor; input 3; " + small + "loss bce"),
    (
      "shapes do not fit",
      "data iris; input 4; add linear 8; add tanh; add linear 2; loss cross_entropy"
    ),
    ("shapes do not fit", "data iris; input 4; add linear 8; add tanh; add linear 3; loss mse"),
    ("shapes do not fit", "data iris; input 4; " + small + "loss bce"),
    (
      "shapes do not fit",
      "data xor; input 2; add linear 4; add tanh; add linear 2; loss cross_entropy"
    ),
    ("shapes do not fit", xor + small + "loss mse; data values x=[[1, 2]] y=[[1, 0]]"),
    (
      "unscaled inputs",
      "data values x=[[1000,1],[2000,2],[3000,1.5],[4000,3],[5000,2]] y=[0,0,1,1,1]; input 2; "
        + small + "loss bce"
    ),
    (
      "unscaled inputs",
      "data values x=[[20],[35],[50],[65],[80]] y=[2,3.5,5,6.5,8]; input 1; add linear 4; add tanh; "
        + "add linear 1; loss mse; optimizer sgd lr=0.1; train 50"
    ),
    (
      "unscaled inputs",
      "data values x=[[0.001],[0.002],[0.003],[0.004],[0.005]] y=[0,0,0,1,1]; input 1; " + small
        + "loss bce; train 50"
    ),
    (
      "unbalanced classes",
      "data load rare.csv target=class; input 2; " + small
        + "loss bce; optimizer sgd lr=0.1; train 50"
    ),
    (
      "unbalanced classes",
      "data load rare.csv target=class kind=classes; input 2; add linear 2; loss cross_entropy"
    ),
    (
      "overfitting",
      "data load few.csv target=class test=many.csv; input 6; add linear 64; add relu; "
        + "add linear 1; add sigmoid; loss bce; optimizer adam lr=0.01; train 300"
    ),
    (
      "overfitting",
      "data mnist1d n=200; split 0.5; input 40; add linear 64; add relu; add linear 10; "
        + "loss cross_entropy; optimizer adam lr=0.01; train 150"
    ),
    (
      "forgotten zero_grad",
      xor + small
        + "loss bce; optimizer sgd lr=0.5; forward; backward; step; forward; backward; step"
    ),
    ("forgotten zero_grad", xor + small + "loss bce; forward; backward; step; forward; backward"),
    ("frozen layers", xor + small + "loss bce; freeze all"),
    ("frozen layers", xor + small + "loss bce; set lr 0.5; freeze l0; freeze l2; train 20"),
    (
      "wrong mode",
      digits + medium + "insert 2 dropout 0.5; mode eval; forward; backward; step; forward"
    ),
    (
      "wrong mode",
      digits + medium + "insert 1 batch_norm1d; mode eval; batch 32; forward; backward"
    ),
    (
      "wrong mode",
      digits + medium
        + "insert 2 dropout 0.5; optimizer adam lr=0.01; batch 32; train 5; batch all; "
        + "forward"
    ),
    ("no gradient through step", xor + "add linear 1; add step; loss mse"),
    (
      "no gradient through step",
      xor + "add linear 8; add step; add linear 1; add sigmoid; loss bce; train 50"
    ),
    (
      "no gradient through step",
      "data and; input 2; add linear 1; add step; loss mse; optimizer perceptron; train 5"
    ),
    (
      "plateau", xor + "add linear 1; add sigmoid; loss bce; optimizer sgd lr=0.5; train 500"
    ),
    (
      "plateau",
      "data circle; input 2; add linear 1; add sigmoid; loss bce; optimizer adam lr=0.05; train 500"
    ),
  ]

  @Test(arguments: trained)
  func `an illness of training is named, and its remedy lowers the loss`(
    _ name: String, _ script: String
  ) throws {
    for seed in 0..<3 {
      let (sick, remedy) = try find(name, in: script, seed)
      var mended = sick
      #expect(mended.run(remedy, in: .shipped).failure == nil, "\(remedy)")
      let steps = "train 60 steps; print loss"
      #expect(mended.run(steps, in: .shipped).failure == nil, "\(remedy)")
      var untreated = sick
      _ = untreated.run(steps, in: .shipped)
      let (after, without) = (mended.knownLoss ?? .nan, untreated.knownLoss ?? .nan)
      #expect(after.isFinite && !(without < after), "\(remedy): \(after), without \(without)")
    }
  }

  @Test(arguments: changed)
  func `an illness of the build is named, and its remedy makes it go`(
    _ name: String, _ script: String
  ) throws {
    for seed in 0..<3 {
      var (session, remedy) = try find(name, in: script, seed)
      #expect(session.run(remedy, in: .shipped).failure == nil, "\(remedy)")
      let after = try #require(session.why())
      #expect(!after.findings.map(\.name).contains(name), "\(remedy): \(after.text)")
    }
  }

  private func find(
    _ name: String, in script: String, _ seed: Int
  ) throws -> (session: Session, remedy: String) {
    let session = Session.after("seed \(seed); " + script, in: .shipped)
    let diagnosis = try #require(session.why())
    let found = diagnosis.findings.first { $0.name == name }
    let finding = try #require(found, "seed \(seed), \(script): found \(diagnosis.text)")
    #expect(!finding.evidence.isEmpty && finding.evidence.joined().contains(where: \.isNumber))
    return (session, finding.remedy)
  }
}
