import Foundation
import Shared

/// Why a draft that should be there is not seen. None of it means that its author deleted it.
enum Unseen: Hashable, Sendable {
  /// The folder that it was in is not there.
  case folderGone(String)
  /// A folder can't be read; the draft may be in it.
  case folderClosed(String)
  /// Something of its name stands there: a link, a placeholder of a cloud drive, another suffix.
  case standIn(String)
  /// A file stands there that can't be told, and may be the one.
  case unclear(String)
  /// Only an older copy of it is left.
  case oldCopy(String)

  var text: Text {
    switch self {
    case .folderGone(let folder): Text("文件夹 \(folder) 不在", "the folder \(folder) is not there")
    case .folderClosed(let folder): Text("文件夹 \(folder) 读不了", "the folder \(folder) can't be read")
    case .standIn(let path): Text("那里有 \(path)，不是能读的草稿", "\(path) stands there, which is no draft that can be read")
    case .unclear(let path): Text("\(path) 说不清是哪一份", "\(path) doesn't say what it is")
    case .oldCopy(let path): Text("只剩一份旧副本 \(path)", "only an older copy is left, \(path)")
    }
  }
}

/// Tells a draft that has gone from one that is there and not seen.
struct DraftAbsence {
  private let listing: DraftListing
  /// A file that can't be told; as long as there is one, any draft may be it.
  private let unclear: String?
  /// Names within a folder, and what they begin with up to each dot, compared as no file system tells them apart.
  private var taken: [ExactName: [String: String]] = [:]

  /// - Parameters:
  ///   - known: the files that are documents of their own; only their whole names count.
  ///   - unclear: files that can't be told.
  init(_ listing: DraftListing, known: Set<ExactName>, unclear: [String]) {
    self.listing = listing
    self.unclear = unclear.first
    for path in listing.others + listing.files.map(\.path) {
      let folder = ExactName(DraftFolder.folder(of: path))
      let name = Self.name(of: path)
      for beginning in known.contains(ExactName(path)) ? [name] : Self.beginnings(of: name) {
        taken[folder, default: [:]][Self.folded(beginning)] = path
      }
    }
  }

  /// - Returns: nil when the draft's folder was read and nothing in it can be the draft.
  func reason(for path: String) -> Unseen? {
    let folder = DraftFolder.folder(of: path)
    if let closed = listing.closed.first { return .folderClosed(closed.path) }
    guard listing.folders.contains(ExactName(folder)) else { return .folderGone(folder) }
    let names = taken[ExactName(folder)] ?? [:]
    let name = Self.name(of: path)
    if let other = names[Self.folded(name)] ?? names[Self.folded(Self.stem(of: name))] { return .standIn(other) }
    return unclear.map(Unseen.unclear)
  }

  private static func name(of path: String) -> String {
    let folder = DraftFolder.folder(of: path)
    return folder.isEmpty ? path : String(decoding: path.utf8.dropFirst(folder.utf8.count + 1), as: UTF8.self)
  }

  private static func stem(of name: String) -> String {
    for suffix in [".yaml", ".yml"] where name.endsExactly(with: suffix) {
      return String(decoding: name.utf8.dropLast(suffix.utf8.count), as: UTF8.self)
    }
    return name
  }

  /// `.a.b.yaml.icloud` as a whole, without the mark of a hidden file, and up to each further dot.
  private static func beginnings(of name: String) -> [String] {
    var shown = name.utf8[...]
    for mark in [".", "~$"] where shown.starts(with: mark.utf8) { shown = shown.dropFirst(mark.utf8.count) }
    let dots = shown.indices.filter { shown[$0] == UInt8(ascii: ".") }
    return [name] + (dots + [shown.endIndex]).map { String(decoding: shown[..<$0], as: UTF8.self) }
  }

  private static func folded(_ name: String) -> String { name.precomposedStringWithCanonicalMapping.lowercased() }
}
