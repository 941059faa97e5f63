import Foundation
import Shared

/// Asks at the terminal what a sync may not decide by itself. Where nobody sits the answer is no.
enum SyncPrompt {
  static var ask: SyncEngine.Ask? {
    guard Console.isInteractive, isatty(0) == 1 else { return nil }
    return { answer($0) }
  }

  private static func answer(_ question: SyncQuestion) -> Bool {
    for line in lines(of: question) { Console.note(line) }
    Console.ask(Text("[y/N] ", "[y/N] "))
    return isYes(readLine() ?? "")
  }

  /// Whatever is not clearly a yes is a no.
  static func isYes(_ reply: String) -> Bool {
    ["y", "yes", "是"].contains(reply.trimmingCharacters(in: .whitespaces).lowercased())
  }

  static func lines(of question: SyncQuestion) -> [Text] {
    switch question {
    case .delete(let names):
      [Text("这些文件不在了：", "these files have gone:")] + SyncPrinter.places(names.map { $0.path ?? $0.title })
        + [
          Text("要在服务器上删去这 \(names.count) 份文档吗？", "delete these \(names.count) documents on the server?")
        ]
    case .number(let paths):
      [Text("这些文件与别的草稿逐字相同：", "these files say exactly what other drafts say:")] + SyncPrinter.places(paths)
        + [Text("要把它们当作 \(paths.count) 份新文档吗？", "make them \(paths.count) new documents?")]
    }
  }
}
