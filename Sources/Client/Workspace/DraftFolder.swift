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

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

/// The drafts on disk. Every write is whole or not at all, and none goes over a text that was not read.
struct DraftFolder: Sendable {
  let root: URL
  /// Called before each step that changes the disk; a test makes it throw to die at that step.
  let step: @Sendable (String) throws -> Void

  private static let temporaryPrefix = ".beike-"

  func url(_ path: String) -> URL { root.appending(path: path, directoryHint: .notDirectory) }

  private static func stamp(_ info: stat) -> FileStamp {
    #if canImport(Darwin)
      let time = info.st_mtimespec
    #else
      let time = info.st_mtim
    #endif
    return FileStamp(
      size: Int64(info.st_size), modified: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }

  /// What lies below the root, hidden folders left out.
  struct Listing {
    /// All YAML files, in the order of their paths.
    var files: [(path: String, stamp: FileStamp)] = []
    /// Temporary files of a client that died while it wrote.
    var leftovers: [String] = []
  }

  func list() throws -> Listing {
    var listing = Listing()
    var folders = [""]
    while let folder = folders.popLast() {
      let place = folder.isEmpty ? root.path : root.path + "/" + folder
      guard let directory = opendir(place) else {
        throw FileError.system(operation: "opendir", path: folder.isEmpty ? "." : folder, code: errno)
      }
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        let path = folder.isEmpty ? name : folder + "/" + name
        if name.hasPrefix(Self.temporaryPrefix) { listing.leftovers.append(path) }
        guard !name.hasPrefix(".") else { continue }
        var info = stat()
        guard lstat(place + "/" + name, &info) == 0 else { continue }
        if info.st_mode & S_IFMT == S_IFDIR {
          folders.append(path)
        } else if info.st_mode & S_IFMT == S_IFREG, name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
          listing.files.append((path, Self.stamp(info)))
        }
      }
    }
    listing.files.sort { $0.path < $1.path }
    return listing
  }

  func read(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: url(path).path) else {
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
    let target = url(path)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    let temporary = try writeTemporary(for: target, path: path, text, durable: false)
    defer { unlink(temporary) }
    guard link(temporary, target.path) != 0 else { return }
    if errno == EEXIST { throw FileError.exists(path: path) }
    // A file system without hard links, such as that of a USB stick.
    guard access(target.path, F_OK) != 0 else { throw FileError.exists(path: path) }
    guard rename(temporary, target.path) == 0 else {
      throw FileError.system(operation: "rename", path: path, code: errno)
    }
  }

  /// Replaces a file whose content is known, atomically and durably.
  /// - Parameter digest: of the text that the new one is made from.
  func replace(_ path: String, _ text: String, digest: String) throws {
    let target = url(path)
    let temporary = try writeTemporary(for: target, path: path, text, durable: true)
    do {
      try step("replace \(path)")
      guard Self.digest(try read(path)) == digest else { throw FileError.changedMeanwhile(path: path) }
      guard rename(temporary, target.path) == 0 else {
        throw FileError.system(operation: "rename", path: path, code: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Removes a file whose content is known.
  func remove(_ path: String, digest: String) throws {
    try step("remove \(path)")
    guard Self.digest(try read(path)) == digest else { throw FileError.changedMeanwhile(path: path) }
    guard unlink(url(path).path) == 0 else {
      throw FileError.system(operation: "unlink", path: path, code: errno)
    }
  }

  /// Makes files that were created or removed durable, in one go when there are many.
  func flush(_ paths: [String]) throws {
    guard paths.count <= 50 else { return sync() }
    let files = paths.map { url($0) }
    let folders = Set(files.map { $0.deletingLastPathComponent().path })
    for path in files.map(\.path) + folders.sorted() {
      let descriptor = open(path, O_RDONLY)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      guard fsync(descriptor) == 0 else { throw FileError.system(operation: "fsync", path: path, code: errno) }
    }
  }

  /// Removes what a client left that died while it wrote. Only for who has the workspace to itself.
  func sweep(_ leftovers: [String]) {
    for path in leftovers { unlink(url(path).path) }
  }

  private func writeTemporary(
    for target: URL, path: String, _ text: String, durable: Bool
  ) throws -> String {
    let folder = target.deletingLastPathComponent().path
    let temporary = "\(folder)/\(Self.temporaryPrefix)\(UInt64.random(in: 0 ... .max))"
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
}
