import Crypto
import Foundation
import Shared

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What `stat` says about a file, enough to see that it was written to.
struct FileStamp: Hashable, Sendable {
  var size: Int64
  /// Nanoseconds since 1970.
  var modified: Int64
}

/// Why a file was not touched.
enum FileError: Error, Hashable {
  /// Somebody saved the file after it was read.
  case changedMeanwhile(path: String)
  /// There is a file where a new one was to go.
  case exists(path: String)
  case system(operation: String, path: String, code: Int32)

  var text: Text {
    switch self {
    case .changedMeanwhile(let path): Text("\(path) 刚被改过，这次不动它", "\(path) was just saved; left alone this time")
    case .exists(let path): Text("\(path) 已经存在", "\(path) exists already")
    case .system(let operation, let path, let code):
      Text("\(path)：\(operation) 失败（\(Self.reason(code))）", "\(path): \(operation) failed (\(Self.reason(code)))")
    }
  }

  var path: String {
    switch self {
    case .changedMeanwhile(let path), .exists(let path), .system(_, let path, _): path
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

/// The drafts on disk. Every write is whole or not at all, and none goes over a text that was not read.
struct DraftFolder: Sendable {
  let root: URL
  /// Called before each step on the disk; a test makes it throw to die at that step, or to fail as a disk does.
  let step: @Sendable (String) throws -> Void

  static let temporaryPrefix = ".beike-"

  func url(_ path: String) -> URL { root.appending(path: path, directoryHint: .notDirectory) }

  /// The path for the system, byte for byte as it was listed.
  func place(_ path: String) -> String { path.isEmpty ? root.path : root.path + "/" + path }

  /// Whether anything has this name, be it a link that leads nowhere.
  func isThere(_ path: String) -> Bool {
    var info = stat()
    return lstat(place(path), &info) == 0
  }

  func read(_ path: String) throws -> [UInt8] {
    try step("read \(path)")
    guard let data = FileManager.default.contents(atPath: place(path)) else {
      throw FileError.system(operation: "read", path: path, code: errno)
    }
    return Array(data)
  }

  static func digest(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in SHA256.hash(data: Array(bytes)) {
      text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }
    return text
  }

  /// Writes a file that must not be there yet. Durable only after `flush`.
  func create(_ path: String, _ text: String) throws {
    try step("create \(path)")
    let target = place(path)
    try FileManager.default.createDirectory(atPath: Self.folder(of: target), withIntermediateDirectories: true)
    let temporary = try writeTemporary(for: target, path: path, text, durable: false)
    defer { unlink(temporary) }
    guard link(temporary, target) != 0 else { return }
    if errno == EEXIST { throw FileError.exists(path: path) }
    // A file system without hard links, such as that of a USB stick.
    guard !isThere(path) else { throw FileError.exists(path: path) }
    guard rename(temporary, target) == 0 else {
      throw FileError.system(operation: "rename", path: path, code: errno)
    }
  }

  /// Replaces a file whose content is known, atomically and durably.
  /// - Parameter digest: of the text that the new one is made from.
  func replace(_ path: String, _ text: String, digest: String) throws {
    let target = place(path)
    let temporary = try writeTemporary(for: target, path: path, text, durable: true)
    do {
      try step("replace \(path)")
      guard Self.digest(try read(path)) == digest else { throw FileError.changedMeanwhile(path: path) }
      try step("exchange \(path)")
      if FileExchange.exchange(temporary, target) {
        try keepWhatWasSaved(path, temporary, expected: digest, written: Self.digest(text.utf8))
      } else if rename(temporary, target) != 0 {
        throw FileError.system(operation: "rename", path: path, code: errno)
      }
      unlink(temporary)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Looks at what came out of an exchange. What an editor saved between reading and exchanging goes back to its place;
  /// an editor that saves as fast as this gets its file back when it pauses.
  private func keepWhatWasSaved(
    _ path: String, _ temporary: String, expected: String, written: String
  ) throws {
    func isOut(_ digest: String) -> Bool {
      FileManager.default.contents(atPath: temporary).map { Self.digest($0) } == digest
    }
    guard !isOut(expected) else { return }
    for _ in 0..<100 {
      guard FileExchange.exchange(temporary, place(path)) else { break }
      if isOut(written) { throw FileError.changedMeanwhile(path: path) }
    }
    throw FileError.system(operation: "rename", path: path, code: EBUSY)
  }

  /// Removes a file whose content is known.
  func remove(_ path: String, digest: String) throws {
    try step("remove \(path)")
    guard Self.digest(try read(path)) == digest else { throw FileError.changedMeanwhile(path: path) }
    guard unlink(place(path)) == 0 else {
      throw FileError.system(operation: "unlink", path: path, code: errno)
    }
  }

  /// Makes files that were created or removed durable, in one go when there are many.
  func flush(_ paths: [String]) throws {
    guard paths.count <= 50 else { return sync() }
    let files = paths.map(place)
    let folders = Set(files.map { ExactName(Self.folder(of: $0)) })
    for path in files + folders.sorted().map(\.text) {
      let descriptor = open(path, O_RDONLY)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      guard fsync(descriptor) == 0 else { throw FileError.system(operation: "fsync", path: path, code: errno) }
    }
  }

  /// Removes what a client left that died while it wrote. Only for who has the workspace to itself.
  func sweep(_ leftovers: [String]) {
    for path in leftovers { unlink(place(path)) }
  }

  private func writeTemporary(
    for target: String, path: String, _ text: String, durable: Bool
  ) throws -> String {
    let temporary = "\(Self.folder(of: target))/\(Self.temporaryPrefix)\(UInt64.random(in: 0 ... .max))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    guard descriptor >= 0 else { throw FileError.system(operation: "open", path: path, code: errno) }
    defer { close(descriptor) }
    do {
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written > 0 else { throw FileError.system(operation: "write", path: path, code: errno) }
        rest = rest.dropFirst(written)
      }
      if durable, fsync(descriptor) != 0 {
        throw FileError.system(operation: "fsync", path: path, code: errno)
      }
      return temporary
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// The path up to its last slash.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(decoding: path.utf8[..<slash], as: UTF8.self)
  }
}
