import Shared
import Synchronization

/// Says in words what a sync does. Unicode marks as in git: ↑ sent, ↓ received.
final class SyncPrinter: Sendable {
  /// Of a long first read only the beginning is told line by line.
  private static let maximumReceived = 30
  private let received = Mutex(0)

  func print(_ event: SyncEvent) {
    if case .progress(let sent, let received) = event {
      return Console.progress(say("已发送 \(sent)，已接收 \(received) …", "sent \(sent), received \(received) …"))
    }
    if case .received = event {
      let count = received.withLock { count in
        count += 1
        return count
      }
      if count == Self.maximumReceived { Console.note(Text("↓ ……", "↓ …")) }
      if count >= Self.maximumReceived { return }
    }
    let language = Console.language
    for line in Self.lines(of: event) { Console.note(line[language]) }
  }

  static func lines(of event: SyncEvent) -> [Text] {
    switch event {
    case .sent(let operation, let name, let rev, let to):
      [line("↑", verb(operation, to), name, Text("（第 \(rev) 版）", "(rev \(rev))"))]
    case .wouldSend(let operation, let name, let to): [line("↑", wish(operation, to), name)]
    case .received(let name, let rev, let by):
      [line("↓", Text("收到", "received"), name, Text("（\(by)，第 \(rev) 版）", "(by \(by), rev \(rev))"))]
    case .removed(let name, let by):
      [line("↓", Text("已被删除", "deleted"), name, Text("（\(by)）", "(by \(by))"))]
    case .merged(let name, let by, let fields):
      [line("⇅", Text("已合并\(by)的修改", "merged changes by \(by)"), name, list(fields))]
    case .conflict(let name, let by, let isDeleted, let fields):
      [
        line(
          "✗",
          isDeleted
            ? Text("冲突：\(by)已删除，这里改过", "conflict: deleted by \(by), edited here")
            : Text("冲突：\(by)与这里都改过", "conflict with \(by)"), name, list(fields)),
        Text("  用 beike conflicts 查看，beike resolve 解决", "  see beike conflicts, then beike resolve"),
      ]
    case .refused(let name, let problem): refusal(name, problem)
    case .stillRefused(let name, let message):
      [line("✗", Text("仍未被接受，等待修改", "still refused until edited"), name, Text("：\(message)", ": \(message)"))]
    case .locked(let name, let state):
      [
        line(
          "!", Text("已改，但文档“\(state.label.zh)”，退回之后才能发送", "changed, but \(state.rawValue): sent when returned"),
          name)
      ]
    case .dropped(let name, let to, let reason): [dropped(name, to, reason)]
    case .unreadable(let problems):
      problems.map { Text("✗ \($0.described(in: .chinese))", "✗ \($0.described(in: .english))") }
    case .privateNumbers(let name, let found):
      [line("!", Text("可能写了不该写的号码", "may hold a private number"), name)]
        + found.map { item in
          let place = name.kind.form.label(at: item.pointer)
          return Text("  \(place?.zh ?? "")：\(item.text.zh)", "  \(place?.en ?? ""): \(item.text.en)")
        }
    case .copyNumbered(let path, let id):
      [Text("＋ \(path) 是复制的，得到新编号 \(id)", "＋ \(path) is a copy and got the id \(id)")]
    case .postponed(_, let text): [Text("! \(text.zh)；下次同步再处理", "! \(text.en); the next sync sees to it")]
    case .manyMissing(let count):
      [
        Text(
          "! 一下少了 \(count) 个文件，没有去删服务器上的文档；真要删，用 beike sync --delete-missing",
          "! \(count) files have gone at once; nothing was deleted. If you mean it: beike sync --delete-missing")
      ]
    case .hidden(let name): [line("!", Text("服务器不再向你显示，文件保留，不再同步", "no longer shown to you; the file stays"), name)]
    case .rereading(let reason):
      [Text("从头读取（\(reason)）；草稿不受影响", "reading afresh (\(reason)); drafts are not touched")]
    case .serverRestored:
      [
        Text(
          "服务器从备份恢复过；重新对照，这里较新的会再次提交",
          "the server was restored from a backup; comparing afresh, what is newer here is sent again")
      ]
    case .newClient: [Text("这个工作区取得了新的身份", "this workspace took a new identity")]
    case .progress: []
    }
  }

  private static func line(_ mark: String, _ verb: Text, _ name: DocumentName, _ tail: Text = Text("", "")) -> Text {
    let place = name.path ?? name.title
    return Text(
      "\(mark) \(verb.zh) \(name.kind.label.zh) \(place)\(tail.zh)",
      "\(mark) \(verb.en) \(name.kind.name) \(place) \(tail.en)")
  }

  private static func list(_ fields: [Text]) -> Text {
    guard !fields.isEmpty else { return Text("", "") }
    return Text(
      "：" + fields.map(\.zh).joined(separator: "、"), ": " + fields.map(\.en).joined(separator: ", "))
  }

  static func verb(_ operation: Shared.Operation, _ to: DocumentState?) -> Text {
    switch operation {
    case .create: Text("新建", "created")
    case .update: Text("更新", "updated")
    case .delete: Text("删除", "deleted")
    case .restore: Text("恢复", "restored")
    case .transition: to?.label ?? Text("状态", "state")
    }
  }

  private static func wish(_ operation: Shared.Operation, _ to: DocumentState?) -> Text {
    switch operation {
    case .create: Text("将新建", "would create")
    case .update: Text("将更新", "would update")
    case .delete: Text("将删除", "would delete")
    case .restore: Text("将恢复", "would restore")
    case .transition: Text("将转为“\(to?.label.zh ?? "")”", "would become \(to?.rawValue ?? "")")
    }
  }

  private static func refusal(_ name: DocumentName, _ problem: Problem) -> [Text] {
    let reason = problem.detail ?? problem.title
    var lines = [line("✗", Text("未被接受", "refused"), name, Text("：\(reason)", ": \(reason)"))]
    for error in problem.errors ?? [] {
      let place = JSONPointer(parsing: error.pointer).flatMap { name.kind.form.label(at: $0) }
      lines.append(
        Text("  \(place?.zh ?? error.pointer) \(error.detail)", "  \(place?.en ?? error.pointer) \(error.detail)"))
    }
    if let existing = problem.existing {
      lines.append(
        Text(
          "  已经有一份，编号 \(existing)：把内容并到那一份里，再删去这个文件",
          "  there is one already, id \(existing): move your text into it, then remove this file"))
    }
    return lines
  }

  private static func dropped(_ name: DocumentName, _ to: DocumentState?, _ reason: SyncAction.DropReason) -> Text {
    let what = to?.label ?? Text("恢复", "restore")
    return switch reason {
    case .done: line("·", Text("不必再“\(what.zh)”，已是如此：", "already \(what.en.lowercased()):"), name)
    case .changedSince:
      line("!", Text("文档之后又改过，没有“\(what.zh)”，请看过再来：", "changed since, not \(what.en.lowercased()); look again:"), name)
    case .gone: line("!", Text("文档已不在，没有“\(what.zh)”：", "gone, not \(what.en.lowercased()):"), name)
    }
  }
}
