/// The code that a school gives a student. Beike holds no student's name and no number that the state gives.
public enum StudentCode {
  /// A code is 1 to 32 letters, digits, `_` or `-`, and must not look like an identity number (18 characters)
  /// or a national student number (G or L and 18 or 19 more).
  /// - Returns: what is wrong with it, or nil.
  public static func problem(with code: String) -> Text? {
    let isWellFormed =
      (1...32).contains(code.utf8.count)
      && code.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
    guard isWellFormed else {
      return Text("学生代码应为 1 到 32 个字母、数字、_ 或 -", "a student code is 1 to 32 letters, digits, _ or -")
    }
    let isNational = (code.hasPrefix("G") || code.hasPrefix("L")) && (19...20).contains(code.count)
    let digits = isNational ? code.dropFirst() : code[...]
    if (18...19).contains(digits.count), digits.dropLast().allSatisfy(\.isNumber) {
      return Text(
        "学生代码像是身份证号或学籍号，请改用校内代码",
        "this looks like an identity or national student number; use a code of the school's own")
    }
    return nil
  }
}
