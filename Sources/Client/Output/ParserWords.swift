import Foundation

/// The words of the argument parser, which knows only English, for people who read Chinese; and what it does not say
/// in either language.
enum ParserWords {
  /// What the parser says of an error, a help text and a version included, as a person here reads it.
  /// - Parameter commands: what could stand where a word is none of them.
  static func text(_ text: String, isChinese: Bool, commands: [String]) -> String {
    let isChoice = text.contains("Missing one of")
    let lines = suggesting(text, commands).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      // The help of the first of several flags, as if it took a value.
      .filter { !isChoice || !$0.hasPrefix("Help:  ") }
    return lines.map { isChinese ? chinese($0) : $0 }.joined(separator: "\n")
  }

  /// The command that somebody may have meant by one that there isn't.
  private static func suggesting(_ text: String, _ commands: [String]) -> String {
    guard let word = text.firstMatch(of: /Unexpected argument '([^'\n]*)'/)?.output,
      let command = Spelling.nearest(String(word.1), among: commands)
    else { return text }
    return text.replacing(word.0, with: "\(word.0). Did you mean '\(command)'?", maxReplacements: 1)
  }

  private static func chinese(_ line: String) -> String {
    words.reduce(line) { line, words in
      line.replacingOccurrences(of: words.english, with: words.chinese, options: .regularExpression)
    }
  }

  /// Patterns of what it says, in the order in which they are looked for. Groups of commands have names of their own.
  private static let words: [(english: String, chinese: String)] = [
    ("^OVERVIEW: ", ""), ("^(?:USAGE|Usage): ", "用法："), ("^ARGUMENTS:$", "参数："), ("^OPTIONS:$", "选项："),
    ("^SUBCOMMANDS:$", "命令："), ("^(.*) SUBCOMMANDS:$", "$1："), ("^Help:  ", "说明："), ("^Error: ", "错误："),
    (#"Show the version\."#, "显示版本"), (#"Show help information\."#, "显示说明"),
    (#"\(values: "#, "(可写："), (#"\(default: "#, "(默认："), ("; default: ", "；默认："),
    ("<subcommand>", "<命令>"), ("<options>", "<选项>"),
    (#"See '(.*)' for detailed help\."#, "用 $1 看详细说明"), (#"See '(.*)' for more information\."#, "用 $1 看说明"),
    ("', '|' and '|',? or '", "、"),
    ("Missing expected argument '(.*)'", "缺少 $1"), ("Missing one of: '(.*)'", "要写其中一个：$1"),
    ("Missing value for '(.*?)'", "$1 要写值"), (#"Missing required subcommand\."#, "要写命令"),
    ("Unknown option '(.*?)'", "没有 $1 这个选项"), ("Invalid option: (.*)", "没有 $1 这个选项"),
    ("Unexpected argument '(.*?)'", "不该有“$1”"), (#"\d+ unexpected arguments: '(.*)'"#, "不该有：$1"),
    (#"\. Did you mean '(.*)'\?"#, "，是不是 $1？"),
    (#"The option '(.*)' does not take any value, but '(.*)' was specified\."#, "$1 不写值，却写了“$2”"),
    ("Value to be set with flag '(.*?)' had already been set with flag '(.*?)'", "$1 与 $2 只能写一个"),
    ("The value '(.*)' is invalid for '(.*?)'", "$2 不能是“$1”"),
    (#"\. Please provide one of the following:"#, "，可写："), (#"\. Please provide one of '(.*)'\."#, "，可写：$1"),
  ]
}
