import NeuralNetwork
import Testing

struct CSVTests {
  private func read(
    _ text: String, target: String? = nil, kind: Dataset.TargetKind = .automatic
  ) throws(DataError) -> Dataset {
    try Dataset(csv: Array(text.utf8), name: "test.csv", target: target, kind: kind)
  }

  @Test func `a header names the columns, and the last one is the target`() throws {
    let data = try read("length,width,mass\n1,2,3\n4,5,-6.5e1\n")
    #expect(data.inputShape == [2])
    #expect(data.featureNames == ["length", "width"])
    #expect(data.inputs == [1, 2, 4, 5])
    #expect(data.targets == .values([3, -65], width: 1))
  }

  @Test func `a lone carriage return ends a line where there is no other end`() throws {
    let data = try read("a,b,y\r1,2,0\r3,4,1\r")
    #expect(data.featureNames == ["a", "b"])
    #expect(data.inputs == [1, 2, 3, 4])
    #expect(data.targets == .values([0, 1], width: 1))
  }

  @Test func `between semicolons a comma is a decimal point`() throws {
    let data = try read("a;b;y\n1,5;2;-0,25\n3,25;4.5;1\n")
    #expect(data.featureNames == ["a", "b"])
    #expect(data.inputs == [1.5, 2, 3.25, 4.5])
    #expect(data.targets == .values([-0.25, 1], width: 1))
    #expect(throws: DataError.notNumber(line: 2, column: 1, name: "a", text: "1,000,5")) {
      try read("a;y\n1,000,5;2\n2;3\n")
    }
  }

  @Test func `a number of another base is a word`() throws {
    #expect(throws: DataError.notNumber(line: 3, column: 2, name: "y", text: "0x10")) {
      try read("x,y\n1,2\n3,0x10")
    }
  }

  @Test func `without a header, columns are numbered`() throws {
    let data = try read("1,2,3\r\n4,5,6\r\n", target: "1")
    #expect(data.featureNames == ["column 2", "column 3"])
    #expect(data.inputs == [2, 3, 5, 6])
    #expect(data.targets == .values([1, 4], width: 1))
  }

  @Test func `a word among the target's numbers is a slip, unless classes are asked for`() throws {
    let text = "a,y\n1,2\n3,x\n"
    #expect(throws: DataError.notNumber(line: 3, column: 2, name: "y", text: "x")) {
      try read(text)
    }
    #expect(try read(text, kind: .classes).classNames == ["2", "x"])
  }

  @Test func `words in the target are classes, in alphabetical order`() throws {
    let data = try read("kind,x\nrose,1\n\"a, \"\"b\"\"\",2\nrose,3", target: "kind")
    #expect(data.classNames == ["a, \"b\"", "rose"])
    #expect(data.targets == .classes([1, 0, 1], count: 2))
    #expect(data.inputs == [1, 2, 3])
  }

  @Test func `numbers are classes where that is asked for, in the order of numbers`() throws {
    let data = try read("x,y\n1,10\n2,9\n3,10", kind: .classes)
    #expect(data.classNames == ["9", "10"])
    #expect(data.targets == .classes([1, 0, 1], count: 2))
  }

  @Test func `spaces, empty lines, a byte-order mark and quoted line ends are no trouble`() throws {
    let data = try read("\u{feff}\"x\n1\", y\n\n 1 ,\t2 \n\n3,4\n\n")
    #expect(data.featureNames == ["x\n1"])
    #expect(data.inputs == [1, 3])
    #expect(data.targets == .values([2, 4], width: 1))
  }

  @Test(arguments: [
    "a;b;y\n1; red ;2\n3;\"x;1\";4", "\n \na\tb\ty\r\n1\tred\t2\r\n3\t\"x;1\"\t4\r\n",
    "\"a\" ;b\t;y\n1;red;2\n3;\"x;1\";4", "a, b, y\n1,red,2\n3,x;1,4\n",
  ])
  func `semicolons or tabs separate cells where the first line has no comma`(
    _ text: String
  ) throws {
    let data = try read(text)
    #expect(data.featureNames == ["a", "b=red", "b=x;1"])
    #expect(data.inputs == [1, 1, 0, 3, 0, 1])
    #expect(data.targets == .values([2, 4], width: 1))
  }

  @Test(arguments: [
    ("x,y\n1,2\nred,3", DataError.notNumber(line: 3, column: 1, name: "x", text: "red")),
    ("x,y\n1,2\n3,nan", .missing(line: 3, column: 2, name: "y")),
    ("x,y\n1,2\n N/A ,3", .missing(line: 3, column: 1, name: "x")),
    ("x,y\nred,2\n?,3", .missing(line: 3, column: 1, name: "x")),
    ("x,y\n1e99,2", .notNumber(line: 2, column: 1, name: "x", text: "1e99")),
    (
      "x,y\n\"two\nlines\",2\n1,2",
      .notNumber(line: 2, column: 1, name: "x", text: "two\nlines")
    ),
    ("x,y\n1,2\n,3", .missing(line: 3, column: 1, name: "x")),
    ("x,y\n1,\n2,3", .missing(line: 2, column: 2, name: "y")),
    ("x,y\n1,a\n2,", .missing(line: 3, column: 2, name: "y")),
    ("x,y\n1,2\n3,4,5", .ragged(line: 3, cells: 3, expected: 2)),
    ("x,y\n1,2\n3,\"4", .openQuote(line: 3, column: 2)),
    ("", .empty), ("\n\n", .empty), ("x,y\n", .empty), ("x\n1\n2", .noFeatures),
    ("x,y\n1,\u{0}2", .notText),
  ])
  func `bad cells are named by line and column`(_ text: String, _ error: DataError) {
    #expect(throws: error) { try read(text) }
  }

  @Test func `a column of words becomes an input for each of them`() throws {
    let data = try read("color,x,size,y\nred,1,\"L\",5\nblue,2,S,6\nred,3,\"?\",7\n")
    #expect(
      data.featureNames == ["color=blue", "color=red", "x", "size=?", "size=L", "size=S"])
    #expect(data.inputs == [0, 1, 1, 0, 1, 0, 1, 0, 2, 0, 0, 1, 0, 1, 3, 1, 0, 0])
    #expect(data.targets == .values([5, 6, 7], width: 1))
  }

  @Test func `held-out samples are counted by the categories of the others`() throws {
    let training = try read("color,kind\nred,b\nblue,a\ngreen,c")
    func held(_ text: String) throws(DataError) -> Dataset {
      try Dataset(csv: Array(text.utf8), name: "held.csv", like: training)
    }
    let data = try held("color,kind\ngreen,b\nred,b")
    #expect(data.inputs == [0, 1, 0, 0, 0, 1])
    #expect(data.targets == .classes([1, 1], count: 3))
    #expect(data.classNames == ["a", "b", "c"])
    #expect(
      throws: DataError.unknownCategory(
        line: 2, column: 1, name: "color", text: "pink", known: ["blue", "green", "red"])
    ) { try held("color,kind\npink,b") }
    #expect(
      throws: DataError.unknownCategory(
        line: 3, column: 2, name: "kind", text: "d", known: ["a", "b", "c"])
    ) { try held("color,kind\nred,b\nred,d") }
  }

  @Test func `a first row can be said to be a header, or not`() throws {
    let words = Array("a,b\nc,d\na,d\n".utf8)
    #expect(try Dataset(csv: words, name: "words", hasHeader: false).count == 3)
    #expect(try Dataset(csv: words, name: "words").count == 2)
    let numbers = Array("1,2\n3,4\n".utf8)
    let named = try Dataset(csv: numbers, name: "numbers", hasHeader: true)
    #expect(named.featureNames == ["1"])
    #expect(named.inputs == [3])
  }

  @Test func `a column of too many words is refused`() {
    let text = "id,y\n" + (0...1000).map { "word\($0),1\n" }.joined()
    #expect(throws: DataError.tooManyCategories(column: 1, name: "id", limit: 1000)) {
      try read(text)
    }
  }

  @Test func `inputs that would not fit in memory are refused before they are made`() {
    let text = "x,y\n" + (0..<100).map { "word\($0),1\n" }.joined()
    #expect(
      throws: DataError.tooLarge(
        what: "inputs", shape: [100, 100], bytes: 40_000, limit: 39_999)
    ) { try Dataset(csv: Array(text.utf8), name: "words", memoryLimit: 39_999) }
    let error = #expect(throws: DataError.self) {
      try Dataset(csv: Array(text.utf8), name: "words", memoryLimit: 700)
    }
    guard case .tooLarge("the table", [203], 812, 700) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a column that does not exist is named, with those that do`() {
    #expect(throws: DataError.noColumn(name: "z", columns: ["x", "y"])) {
      try read("x,y\n1,2", target: "z")
    }
    #expect(throws: DataError.noColumn(name: "3", columns: ["x", "y"])) {
      try read("x,y\n1,2", target: "3")
    }
  }

  @Test func `of two columns of one name, the number says which is meant`() throws {
    #expect(throws: DataError.twoColumns(name: "x", numbers: [1, 3])) {
      try read("x,y,x\n1,2,3", target: "x")
    }
    #expect(try read("x,y,x\n1,2,3", target: "3").targets == .values([3], width: 1))
  }

  @Test func `bytes that are no text are refused`() {
    #expect(throws: DataError.notText) {
      try Dataset(csv: [0x31, 0x2c, 0xff, 0xfe], name: "binary")
    }
  }
}
