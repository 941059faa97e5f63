import Support
import Testing

/// The validator that all answers of the server are held against is itself held against JSON Schema 2020-12.
@Suite struct JSONSchemaTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let schema: String
    let right: [String]
    let wrong: [String]
    var testDescription: String { schema }

    init(_ schema: String, right: [String], wrong: [String]) {
      self.schema = schema
      self.right = right
      self.wrong = wrong
    }
  }

  static let cases = [
    Case(#"{"type":"string"}"#, right: [#""""#, #""1""#], wrong: ["1", "null", "[]", "true"]),
    Case(#"{"type":"integer"}"#, right: ["1", "-3", "2.0"], wrong: ["2.5", #""1""#, "true"]),
    Case(#"{"type":"number"}"#, right: ["1", "0.08615229999999999"], wrong: ["true", "null"]),
    Case(#"{"type":["number","null"]}"#, right: ["1", "null"], wrong: ["false", "{}"]),
    Case(#"{"type":"boolean"}"#, right: ["true", "false"], wrong: ["0", "1"]),
    Case(#"{"enum":["a",1,null]}"#, right: [#""a""#, "1", "1.0", "null"], wrong: [#""b""#, "true", "2"]),
    Case(#"{"const":true}"#, right: ["true"], wrong: ["1", "false"]),
    Case(#"{"minimum":1,"maximum":3}"#, right: ["1", "3", #""x""#], wrong: ["0.9", "3.1"]),
    Case(#"{"minLength":1,"maxLength":2}"#, right: [#""数学""#, #""😀😀""#, "1"], wrong: [#""""#, #""五年级""#]),
    Case(#"{"pattern":"^[0-9]+$"}"#, right: [#""12""#, "1"], wrong: [#""1a""#, #""12\n""#, #""""#]),
    Case(#"{"items":{"type":"string"},"minItems":1,"maxItems":2}"#, right: [#"["a"]"#, "{}"], wrong: ["[]", "[1]"]),
    Case(#"{"uniqueItems":true}"#, right: ["[1,2]", "[]"], wrong: ["[1,1.0]", #"[{"a":1},{"a":1}]"#]),
    Case(#"{"required":["a"]}"#, right: [#"{"a":null}"#, "[]"], wrong: [#"{"b":1}"#]),
    Case(
      #"{"properties":{"a":{"type":"string"}},"additionalProperties":false}"#,
      right: ["{}", #"{"a":"x"}"#], wrong: [#"{"a":1}"#, #"{"b":1}"#]),
    Case(#"{"properties":{"a":{"type":"string"}}}"#, right: [#"{"b":1}"#], wrong: [#"{"a":1}"#]),
    Case(#"{"additionalProperties":{"type":"number"}}"#, right: [#"{"x":1}"#], wrong: [#"{"x":"1"}"#]),
    Case(
      #"{"propertyNames":{"maxLength":2},"maxProperties":1}"#, right: [#"{"ab":1}"#],
      wrong: [#"{"abc":1}"#, #"{"a":1,"b":2}"#]),
    Case(#"{"allOf":[{"minimum":1},{"maximum":2}]}"#, right: ["1"], wrong: ["0", "3"]),
    Case(#"{"anyOf":[{"type":"string"},{"minimum":5}]}"#, right: [#""x""#, "6"], wrong: ["4"]),
    Case(#"{"oneOf":[{"minimum":1},{"maximum":3}]}"#, right: ["0", "4"], wrong: ["2"]),
    Case(
      ##"{"$ref":"#/components/schemas/Word","minLength":2}"##, right: [#""ab""#],
      wrong: [#""a""#, #""AB""#, "1"]),
    Case("true", right: ["1"], wrong: []), Case("false", right: [], wrong: ["1"]),
  ]

  @Test(arguments: cases)
  func tellsRightFromWrong(example: Case) throws {
    let word = try JSONValue(parsing: Array(#"{"type":"string","pattern":"^[a-z]+$"}"#.utf8))
    let library = try JSONSchema.Library(["Word": word])
    let schema = try JSONSchema(JSONValue(parsing: Array(example.schema.utf8)))
    for text in example.right {
      #expect(library.complaints(about: try JSONValue(parsing: Array(text.utf8)), by: schema) == [], "\(text)")
    }
    for text in example.wrong {
      #expect(library.complaints(about: try JSONValue(parsing: Array(text.utf8)), by: schema) != [], "\(text)")
    }
  }

  @Test(arguments: [
    #"{"minContains":1}"#, #"{"if":{}}"#, #"{"properties":{"a":{"patternProperties":{}}}}"#, #"{"type":1}"#,
    #"{"pattern":"("}"#, #"{"required":"a"}"#, #"{"minLength":-1}"#, "3",
  ])
  func refusesWhatItWouldNotCheck(schema: String) throws {
    #expect(throws: JSONSchema.Invalid.self) { try JSONSchema(JSONValue(parsing: Array(schema.utf8))) }
  }

  @Test func refusesReferencesThatLeadNowhere() throws {
    let source = try JSONValue(parsing: Array(##"{"items":{"$ref":"#/components/schemas/Nobody"}}"##.utf8))
    #expect(throws: JSONSchema.Invalid.self) { try JSONSchema.Library(["A": source]) }
  }

  @Test func namesThePlace() throws {
    let library = try JSONSchema.Library([:])
    let schema = try JSONSchema(JSONValue(parsing: Array(#"{"properties":{"a":{"items":{"type":"string"}}}}"#.utf8)))
    let value = try JSONValue(parsing: Array(#"{"a":["x",1]}"#.utf8))
    #expect(library.complaints(about: value, by: schema) == ["/a/1: is number, not string"])
  }
}
