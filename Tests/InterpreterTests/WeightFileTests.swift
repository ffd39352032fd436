import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Weights in files` {
  private static let net = "seed 1; input 2; add linear 3; add tanh; add linear 1"

  @Test(arguments: [
    (net, "0.weight 0.bias 2.weight 2.bias"),
    (
      "input 3 8 8; add conv2d 2 3 bias=false; add batch_norm2d; add flatten; add linear 2",
      "0.weight 1.weight 1.bias 1.running_mean 1.running_var 3.weight 3.bias"
    ),
    (
      "input 4; add batch_norm1d momentum=none affine=false",
      "0.running_mean 0.running_var 0.num_batches_tracked"
    ),
    (
      "input 4; add linear 4; add linear 4; add tanh; add residual 2; add linear 2",
      "0.weight 0.bias 1.block.0.weight 1.block.0.bias 2.weight 2.bias"
    ),
    (
      "input 4; add linear 4; add tanh; add residual 2; add tanh; add residual 2",
      "0.block.0.block.0.weight 0.block.0.block.0.bias"
    ),
    (
      "input 3 4; add lstm 2; add rnn 2; add gru 2",
      (0..<3).flatMap { layer in
        ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"].map { "\(layer).layer.\($0)" }
      }.joined(separator: " ")
    ),
    (
      "input 3 4; add positions learned=true; add self_attention heads=2; add layer_norm",
      "0.weight 1.in_proj_weight 1.in_proj_bias 1.out_proj.weight 1.out_proj.bias 2.weight 2.bias"
    ),
    ("input 3; add embedding 5 4", "0.weight"),
  ]) func `the names are those of the module that the script makes`(
    _ network: String, _ names: String
  ) throws {
    let disk = FakeDisk()
    _ = Session.after("\(network); save a.safetensors", in: disk.environment)
    let file = try SafeTensors(try #require(disk["a.safetensors"]))
    #expect(file.entries.map(\.name).joined(separator: " ") == names)
    #expect(file.metadata["format"] == "pt")
  }

  @Test func `what was saved comes back bit for bit, and undo takes it away again`() throws {
    let disk = FakeDisk()
    var session = Session.after(
      """
      \(Self.net); add batch_norm1d; add sigmoid; loss bce; data xor; optimizer adam
      train 5; save net.safetensors; mark saved
      """, in: disk.environment)
    let saved = session.network
    #expect(
      session.says("train 5; load net.safetensors", in: disk.environment).last
        == "17 numbers from net.safetensors · step 0")
    #expect(session.network == saved)
    #expect(session.step == 0 && session.curve.buckets.isEmpty)
    #expect(session.says("undo").last?.hasPrefix("undone: load net.safetensors") == true)
    #expect(session.network != saved && session.step == 10)
    // The moment is kept, whatever becomes of the file.
    disk["net.safetensors"] = nil
    #expect(session.run("redo", in: disk.environment).failure == nil)
    #expect(session.network == saved)
    #expect(session.run("goto mark saved; goto end", in: disk.environment).failure == nil)
    #expect(session.network == saved)
  }

  @Test func `a fresh network with the same layers becomes the saved one`() throws {
    let disk = FakeDisk()
    let first = Session.after("\(Self.net); save net.safetensors", in: disk.environment)
    let second = Session.after(
      "seed 9; input 2; add linear 3; add tanh; add linear 1; load net.safetensors",
      in: disk.environment)
    #expect(second.network == first.network)
    #expect(second.seed == 9)
  }

  @Test func `numbers of other types are said, and a count of batches may be a whole number`()
    throws
  {
    let disk = FakeDisk()
    let header =
      "{\"0.running_mean\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]},"
      + "\"0.running_var\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[2,4]},"
      + "\"0.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[4,12]}}"
    disk["h.safetensors"] =
      [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8)
      + [0x00, 0x3c, 0x00, 0x40, 7, 0, 0, 0, 0, 0, 0, 0]
    let counting = Session.after(
      "input 1; add batch_norm1d momentum=none affine=false; load h.safetensors",
      in: disk.environment)
    #expect(counting.network.buffers == [1, 2, 7])
    // Where nothing is counted, the count is passed over.
    var session = Session.after("input 1; add batch_norm1d affine=false")
    #expect(
      session.says("load h.safetensors", in: disk.environment)
        == ["2 numbers from h.safetensors, F16 made 32-bit floats · step 0"])
    #expect(session.network.buffers == [1, 2])
  }

  @Test(arguments: [
    (
      "input 2; add linear 4; add tanh; add linear 1",
      "0.weight is 3×2 in net.safetensors, and 4×2 in l0 linear 2→4",
      "the file is of linear 2→3, tanh, linear 3→1"
    ),
    (
      "input 2; add linear 3; add tanh",
      "net.safetensors also holds 2.weight 1×3, 2.bias 1, and the network, linear 2→3, tanh, has none "
        + "of it",
      "the file is of linear 2→3, tanh, linear 3→1"
    ),
    (
      "input 2; add linear 3; add tanh; add linear 1; add linear 1",
      "net.safetensors has no 3.weight 1×1, 3.bias 1, which the network, "
        + "linear 2→3, tanh, linear 3→1, linear 1→1, needs",
      "the file is of linear 2→3, tanh, linear 3→1"
    ),
    (
      "input 2; add linear 3; add linear 1",
      "net.safetensors holds 0.weight 3×2, 0.bias 3, 2.weight 1×3, 2.bias 1, and the network has "
        + "0.weight 3×2, 0.bias 3, 1.weight 1×3, 1.bias 1",
      "the file is of linear 2→3, tanh, linear 3→1"
    ),
    (
      "input 2",
      "net.safetensors holds 0.weight 3×2, 0.bias 3, 2.weight 1×3, 2.bias 1, and the network has no "
        + "weights",
      "the file is of linear 2→3, tanh, linear 3→1"
    ),
  ]) func `a file of another network is refused with both sides`(
    _ network: String, _ message: String, _ hint: String
  ) {
    let disk = FakeDisk()
    _ = Session.after("\(Self.net); save net.safetensors", in: disk.environment)
    var session = Session.after(network)
    let before = session
    let failure = session.run("load net.safetensors", in: disk.environment).failure
    #expect(failure?.message == message)
    #expect(failure?.hint == hint)
    #expect(session == before)
  }

  @Test(arguments: [
    ("input 2; add linear 4; add tanh; add linear 1", "replace l0 linear 3"),
    ("input 2; add linear 3; add tanh", "add linear 1, so that it is number 2 of the network"),
    (
      "input 2; add linear 3; add tanh; add linear 1; add linear 1",
      "remove l3, or save the file from the whole network"
    ),
    (
      "input 2; add linear 3; add linear 1",
      "summary shows the layers; each stands for a number, those without weights, too"
    ),
    (
      "input 3; add linear 3; add tanh; add linear 1",
      "linear 2→3 reads 2 values: the layer or the input before it must give as many"
    ),
  ]) func `a file that does not say its layers is helped with by its names`(
    _ network: String, _ hint: String
  ) {
    let disk = FakeDisk()
    disk["net.safetensors"] = SafeTensors.file(
      of: [
        .init(name: "0.weight", shape: [3, 2], values: [1, 2, 3, 4, 5, 6]),
        .init(name: "0.bias", shape: [3], values: [1, 2, 3]),
        .init(name: "2.weight", shape: [1, 3], values: [1, 2, 3]),
        .init(name: "2.bias", shape: [1], values: [1]),
      ], metadata: [])
    var session = Session.after(network)
    #expect(session.run("load net.safetensors", in: disk.environment).failure?.hint == hint)
  }

  @Test(
    arguments: [
      (
        "load none.safetensors", "there is no file none.safetensors", nil
      ),
      (
        "load a.csv", "a.csv, byte 0: this is not how a safetensors file begins", "data load a.csv"
      ),
      (
        "load net.pt", "net.pt, byte 0: this is not how a safetensors file begins",
        "in PyTorch: safetensors.torch.save_file(net.state_dict(), \"net.safetensors\")"
      ),
      (
        "load whole.safetensors",
        "0.weight in whole.safetensors holds numbers of type I64, and weights are F32, F16, BF16 or F64",
        "in PyTorch: net.float() before it is saved"
      ),
      (
        "load cut.safetensors",
        "cut.safetensors, byte 8: the file ends where 255 more bytes should follow", nil
      ),
      ("save net", "the name of this file ends in .safetensors", "save net.safetensors"),
      ("save net.pt", "the name of this file ends in .safetensors", "save net.safetensors"),
      ("save a.csv", "the name of this file ends in .safetensors", "save a.safetensors"),
      ("export pytorch net", "the name of this file ends in .py", "export pytorch net.py"),
      ("export net.py", "pytorch is expected here", "help export"),
      ("export onnx net.py", "pytorch is expected here", "help export"),
      ("export pytorch", "FILE is missing: its name ends in .py", "export pytorch net.py"),
      (
        "save text.safetensors",
        "text.safetensors is there already and holds no weights, so it stays as it is",
        "save under another name"
      ),
      (
        "export pytorch mine.py", "mine.py is there already, and may hold what somebody wrote",
        "export pytorch mine.py replace=true"
      ),
      ("new; save net.safetensors", "the network has no weights yet", "input 2; add linear 4"),
      ("new; export pytorch net.py", "the network has no layers yet", "input 2; add linear 4"),
    ] as [(String, String, String?)])
  func `what cannot be read or written is said`(
    _ line: String, _ message: String, _ hint: String?
  ) {
    let whole = "{\"0.weight\":{\"dtype\":\"I64\",\"shape\":[1,1],\"data_offsets\":[0,8]}}"
    let disk = FakeDisk([
      "a.csv": Array("x,y\n1,2\n3,4\n".utf8), "net.pt": [0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0],
      "text.safetensors": Array("my notes".utf8), "mine.py": Array("import torch".utf8),
      "cut.safetensors": [255, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8),
      "whole.safetensors": [UInt8(whole.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(whole.utf8)
        + [1, 0, 0, 0, 0, 0, 0, 0],
    ])
    var session = Session.after("input 1; add linear 1 bias=false")
    let failure = session.run(line, in: disk.environment).failure
    #expect(failure?.message == message)
    #expect(failure?.hint == hint)
    #expect(disk["text.safetensors"] == Array("my notes".utf8))
    #expect(disk["mine.py"] == Array("import torch".utf8))
  }

  @Test func `weights are replaced, and it is said`() {
    let disk = FakeDisk()
    var session = Session.after("input 1; add linear 1")
    #expect(
      session.says("save a.safetensors; set l0.bias 3; save a.safetensors", in: disk.environment)
        == [
          "a.safetensors written: 2 numbers in 2 arrays", "l0.bias [3]",
          "a.safetensors written: 2 numbers in 2 arrays, in the place of the file that was there",
        ])
    #expect(session.undoDepth == 3)
    #expect(
      session.says("set l0.bias 0; load a.safetensors; print l0.bias", in: disk.environment)
        .last == "l0.bias [3]")
  }

  @Test func `a script is what pytorch shows, and a changed one is replaced only if asked`() throws
  {
    let disk = FakeDisk()
    var session = Session.after(
      "seed 1; input 2; add linear 1; add sigmoid; loss bce; data xor; train 3")
    #expect(
      session.says("export pytorch net.py", in: disk.environment)
        == ["net.py written: 24 lines; python net.py runs it"])
    let shown = try #require(session.says("pytorch").first)
    #expect(String(decoding: try #require(disk["net.py"]), as: UTF8.self) == shown + "\n")
    #expect(session.run("export pytorch net.py", in: disk.environment).failure == nil)
    #expect(session.run("train 1; export pytorch net.py", in: disk.environment).failure != nil)
    #expect(
      session.says("export pytorch net.py replace=true", in: disk.environment).last?
        .contains("in the place of") == true)
  }

  @Test func `nothing is written where nobody types, and not again when commands run again`() {
    var session = Session.after("input 1; add linear 1")
    for line in ["save a.safetensors", "export pytorch a.py"] {
      #expect(
        session.says(line).first
          == "! \(line.split(separator: " ").last ?? "") is not written: a lesson's own commands write "
          + "no files")
    }
    let disk = FakeDisk()
    var again = disk.environment
    again.isReplay = true
    #expect(
      session.says("save a.safetensors; export pytorch a.py", in: again).first
        == "a.safetensors written: 2 numbers in 2 arrays")
    #expect(disk["a.safetensors"] == nil && disk["a.py"] == nil)
  }

  @Test func `the linter sees what is read and what is written`() throws {
    let parsed = try ParsedCommand.commands(
      in: "load a.safetensors; save b.safetensors; time save c.safetensors; time train 3")
    #expect(parsed.map(\.files) == [["a.safetensors"], [], [], []])
    #expect(parsed.map(\.writesFile) == [false, true, true, false])
  }
}
