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
    case .conflict(let name, let by, let conflict, let fields):
      [
        line("✗", said(of: conflict, by: by), name, list(fields)),
        Text("  用 beike conflicts 查看，beike resolve 解决", "  see beike conflicts, then beike resolve"),
      ]
    case .moved(let name, let move): [moved(name, move)]
    case .warned(let name, let warnings):
      [line("!", Text("已接受，请看一下", "taken, but have a look"), name)]
        + warnings.map { detail($0, name) }
    case .refused(let name, let problem, let isDraft): refusal(name, problem) + (isDraft ? [giveUp(name)] : [])
    case .stillRefused(let name, let message):
      [
        line("✗", Text("仍未被接受，等待修改", "still refused until edited"), name, Text("：\(message)", ": \(message)")),
        giveUp(name),
      ]
    case .locked(let name, let state):
      [
        line(
          "!", Text("已改，但文档“\(state.label.zh)”，退回之后才能发送", "changed, but \(state.rawValue): sent when returned"),
          name), giveUp(name),
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
    case .missing(let files): missing(files)
    case .unseen(let names, let reason):
      [
        Text(
          "! 看不到 \(names.count) 个文件（\(reason.text.zh)），文档不动：",
          "! \(names.count) files are not seen (\(reason.text.en)); the documents stay:")
      ] + places(names.map { $0.path ?? $0.title })
    case .headerRestored(_, let name):
      [line("＋", Text("首行丢失，已补上", "its first line was lost and is back"), name)]
    case .duplicates(let paths):
      [
        Text(
          "· \(paths.count) 个文件是别的草稿的副本，没有当作新文档；改动之后才算：",
          "· \(paths.count) files are copies of other drafts and stay out of this until they are written on:")
      ] + places(paths)
    case .otherWorkspace(let path):
      [Text("· \(path) 自己是一个工作区，这里不管它", "· \(path) is a workspace of its own and left alone")]
    case .readAnew(let path, let line, let field):
      [
        Text(
          "· \(path):\(line) \(field.zh)：空格后的 # 和分开的各行现在都算正文；这个文件下次改动时按所写的发送",
          "· \(path):\(line) \(field.en): what is behind a # and the breaks between lines now count as text; sent as it "
            + "stands when the file is next changed")
      ]
    case .unfilled(let problems):
      problems.map { Text("… 未填完 \($0.described(in: .chinese))", "… not filled in: \($0.described(in: .english))") }
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

  private static let maximumListed = 20

  /// One indented line each, of many only the first.
  static func places(_ items: [String]) -> [Text] {
    let shown = items.prefix(maximumListed).map { Text("  \($0)", "  \($0)") }
    let rest = items.count - shown.count
    return rest > 0 ? shown + [Text("  …… 还有 \(rest) 个", "  … and \(rest) more")] : shown
  }

  private static func missing(_ files: [MissingFile]) -> [Text] {
    let items = files.map { file in
      let place = file.name.path ?? file.name.title
      return Text(
        place + (file.changedBy.map { "（\($0)又改过）" } ?? ""),
        place + (file.changedBy.map { " (changed by \($0) since)" } ?? ""))
    }
    let (zh, en) = (places(items.map(\.zh)), places(items.map(\.en)))
    return [Text("! 缺失 \(files.count) 个文件，服务器上的文档不动：", "! \(files.count) files are missing; the documents stay:")]
      + zip(zh, en).map { Text($0.zh, $1.en) }
      + [
        Text(
          "  真要删去：beike delete 文件，或 beike sync --delete；要取回：beike revert 文件",
          "  to delete: beike delete FILE, or beike sync --delete; to have them back: beike revert FILE")
      ]
  }

  private static func giveUp(_ name: DocumentName) -> Text {
    let place = name.path ?? name.id.description
    return Text("  不要这些修改：beike revert \(place)", "  to give it up: beike revert \(place)")
  }

  private static func said(of conflict: Conflict, by: String) -> Text {
    switch conflict {
    case .fields: Text("冲突：\(by)与这里都改过", "conflict with \(by)")
    case .deletedThere: Text("冲突：\(by)已删除，这里改过", "conflict: deleted by \(by), edited here")
    case .deletedHere: Text("冲突：这里已删除，\(by)改过", "conflict: deleted here, edited by \(by)")
    }
  }

  private static func moved(_ name: DocumentName, _ move: Change.Move) -> Text {
    let words = move.comment.map { Text("：\($0)", ": \($0)") } ?? Text("", "")
    let place = name.path ?? name.title
    return switch move.to {
    case .returned:
      Text(
        "↩ \(move.by)退回了\(name.kind.label.zh) \(place)\(words.zh)",
        "↩ \(move.by) returned \(name.kind.name) \(place)\(words.en)")
    default:
      Text(
        "→ \(name.kind.label.zh) \(place) \(move.to.label.zh)（\(move.by)）\(words.zh)",
        "→ \(name.kind.name) \(place) is \(move.to.rawValue) (\(move.by))\(words.en)")
    }
  }

  private static func detail(_ detail: Problem.Detail, _ name: DocumentName) -> Text {
    let place = JSONPointer(parsing: detail.pointer).flatMap { name.kind.form.label(at: $0) }
    return Text(
      "  \(place?.zh ?? detail.pointer) \(detail.detail)", "  \(place?.en ?? detail.pointer) \(detail.detail)")
  }

  private static func line(_ mark: String, _ verb: Text, _ name: DocumentName, _ tail: Text = Text("", "")) -> Text {
    let place = name.path ?? name.title
    let gap = tail.en.isEmpty || tail.en.hasPrefix(":") ? "" : " "
    return Text(
      "\(mark) \(verb.zh) \(name.kind.label.zh) \(place)\(tail.zh)",
      "\(mark) \(verb.en) \(name.kind.name) \(place)\(gap)\(tail.en)")
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
    lines += (problem.errors ?? []).map { detail($0, name) }
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
    case .isThere: line("!", Text("文件还在，没有删除：", "the file is there, so not deleted:"), name)
    case .gone: line("!", Text("文档已不在，没有“\(what.zh)”：", "gone, not \(what.en.lowercased()):"), name)
    }
  }
}
