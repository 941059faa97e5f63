import Shared
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    ("null", "null"), (" [ ] ", "[]"),
    (#"{ "b" : 1 , "a" : [ true , false , null ] }"#, #"{"a":[true,false,null],"b":1}"#),
    (#""a\/b\u0041\n""#, #""a/bA\n""#), (#""\ud83d\ude00 \u5907课""#, "\"😀 备课\""),
    (#""\u0000\u001f\u007f""#, "\"\\u0000\\u001f\u{7F}\""),
    ("1.50", "1.5"), ("-0", "0"), ("1e2", "100"), ("1.5E+1", "15"), ("12e-3", "0.012"), ("100e-2", "1"),
    ("9223372036854775807", "9223372036854775807"), ("0.000000000000000001", "0.000000000000000001"),
    ("\u{FEFF}[1]", "[1]"), (#"{"10":1,"9":2,"é":3,"z":4}"#, #"{"10":1,"9":2,"z":4,"é":3}"#),
  ])
  func readsAndWritesCanonically(text: String, canonical: String) throws {
    let tree = try JSON(parsing: text)
    #expect(tree.canonicalText == canonical)
    #expect(try JSON(parsing: tree.canonicalBytes) == tree)
    #expect(try Coding.decode(JSON.self, from: Coding.encode(tree)) == tree)
  }

  @Test(arguments: [
    ("", JSONError.Reason.malformed), ("[1,]", .malformed), ("[1 2]", .malformed), (#"{"a":1,}"#, .malformed),
    (#"{a:1}"#, .malformed), ("nul", .malformed), ("01", .malformed), ("1.", .malformed), (".5", .malformed),
    ("+1", .malformed), ("1e", .malformed), ("NaN", .malformed), ("[1]x", .malformed), ("[1", .malformed),
    (#""a"#, .malformed), (#""\x""#, .malformed), (#""\u12"#, .malformed), ("\"a\tb\"", .malformed),
    (#""\ud800""#, .malformed), (#""\udc00""#, .malformed), (#""\ud800\u0041""#, .malformed), ("-", .malformed),
    (#"{"a":1,"a":2}"#, .duplicateMember), (#"{"b":0,"a":{"x":1,"y":2,"x":1}}"#, .duplicateMember),
    (#"{"a":1,"\u0061":2}"#, .duplicateMember),
  ])
  func refusesWhatIsNotStrictJSON(text: String, reason: JSONError.Reason) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.reason == reason)
  }

  /// What is wrong with them is told at their place, and is no fault of the text around them.
  @Test(arguments: [
    "9223372036854775808", "1e19", "1e-19", "1e999999999999", "12345678901234567890.5", "-1e-40",
    "0.1234567890123456789012345", String(repeating: "9", count: 100_000),
  ])
  func numbersWithTooManyDigitsAreKeptAsTheyWereWritten(text: String) throws {
    let tree = try JSON(parsing: "[1,\(text)]")
    #expect(tree == [1, .wideNumber(text)])
    #expect(tree.canonicalText == "[1,\(text)]")
    for broken in ["\(text)e", "\(text).", "-0\(text)"] {
      #expect(throws: JSONError.self) { try JSON(parsing: broken) }
    }
    #expect(throws: DecodingError.self) { try tree.decode([Int].self) }
  }

  /// One character written in two ways: equal to Swift, and not the same bytes.
  @Test func valuesAreEqualExactlyWhenTheirBytesAre() {
    let (one, two) = ("\u{E9}", "e\u{301}")
    #expect(one == two)
    for (left, right) in [
      (JSON.string(one), JSON.string(two)), ([.string(one)], [.string(two)]), ([one: 1], [two: 1]),
      (["a": .string(one)], ["a": .string(two)]), (.string("1"), .wideNumber("1")),
    ] {
      #expect(left != right)
      #expect(Set([left, right]).count == 2)
    }
  }

  @Test(
    arguments: [[0x22, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22], [0xFF, 0xFE]] as [[UInt8]]
  )
  func refusesBytesThatAreNotUTF8(bytes: [UInt8]) {
    #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
  }

  @Test func nestsSixtyFourLevelsAndNoFurther() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    }
    _ = try JSON(parsing: nested(64))
    let error = #expect(throws: JSONError.self) { try JSON(parsing: nested(65)) }
    #expect(error?.reason == .tooDeep)
    #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "[", count: 100_000)) }
  }

  @Test func anErrorNamesItsPlace() throws {
    let error = #expect(throws: JSONError.self) {
      try JSON(parsing: #"{"attendance":[{"status":"late"},{"status":"late","status":"absent"}]}"#)
    }
    #expect(error?.pointer.description == "/attendance/1/status")
  }

  /// é in one scalar and in two are one key to every dictionary, wherever they stand in the object.
  @Test func keysThatAreEqualInDifferentBytesAreDuplicates() {
    let error = #expect(throws: JSONError.self) {
      try JSON(parsing: "{\"e\u{301}\":1,\"z\":2,\"\u{E9}\":3}")
    }
    #expect(error?.reason == .duplicateMember)
  }

  @Test(arguments: [
    ("", [String]()), ("/", [""]), ("/a/0", ["a", "0"]), ("/a~1b/m~0n/~01", ["a/b", "m~n", "~1"]),
    // A character that goes together with what follows, and one that goes together with what stands before.
    ("/\u{600}~1/~0\u{301}", ["\u{600}/", "~\u{301}"]), ("/\u{301}a", ["\u{301}a"]),
  ])
  func pointersAreWrittenAsRFC6901Says(text: String, tokens: [String]) {
    #expect(JSONPointer(parsing: text)?.tokens == tokens)
    #expect(JSONPointer(tokens).description == text)
  }

  @Test func aPointerFindsItsValueOrNothing() throws {
    let tree = try Make.tree(#"{"a":[{"b":1}]}"#)
    #expect(tree[JSONPointer(["a", "0", "b"])] == 1)
    for tokens in [["a", "1"], ["a", "-1"], ["a", "x"], ["a", "0", "b", "c"], ["z"]] {
      #expect(tree[JSONPointer(tokens)] == nil)
    }
    #expect(JSONPointer(parsing: "a") == nil)
  }

  /// The examples of RFC 7396, appendix A.
  @Test(arguments: [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
    (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, "null", "null"), (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"a":1,"e":null}"#), ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
  ])
  func mergePatchesAsTheRFCDoes(target: String, patch: String, result: String) throws {
    #expect(try Make.tree(target).applying(mergePatch: Make.tree(patch)).canonicalText == result)
  }
}
