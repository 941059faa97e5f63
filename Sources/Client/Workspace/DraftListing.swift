import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What lies below the root of a workspace, as far as it can be seen.
struct DraftListing {
  /// The YAML files, in the order of their paths.
  var files: [(path: String, stamp: FileStamp)] = []
  /// The folders that were read, the root as an empty text.
  var folders: Set<ExactName> = []
  /// Folders that are there and could not be read.
  var closed: [FileError] = []
  /// Everything else that has a name: links, other suffixes, hidden files, names that are no text.
  var others: [String] = []
  /// Folders that are workspaces of their own; nothing in them is looked at.
  var workspaces: [String] = []
  /// Temporary files of a client that died while it wrote.
  var leftovers: [String] = []
}

extension DraftFolder {
  func list() throws -> DraftListing {
    var listing = DraftListing()
    var folders = [""]
    while let folder = folders.popLast() {
      do {
        let names = try names(in: folder)
        if !folder.isEmpty, names.contains(where: { $0.isExactly(Workspace.stateFolder) }) {
          listing.workspaces.append(folder)
          continue
        }
        listing.folders.insert(ExactName(folder))
        for name in names { add(name, in: folder, to: &listing, &folders) }
      } catch let error as FileError {
        // Without its root a workspace can't be told from an empty one.
        guard !folder.isEmpty else { throw error }
        listing.closed.append(error)
      }
    }
    listing.files.sort { ExactName($0.path) < ExactName($1.path) }
    listing.workspaces.sort()
    return listing
  }

  private func add(_ name: String, in folder: String, to listing: inout DraftListing, _ folders: inout [String]) {
    let path = folder.isEmpty ? name : folder + "/" + name
    if name.beginsExactly(with: Self.temporaryPrefix) { listing.leftovers.append(path) }
    let isHidden = name.beginsExactly(with: ".") || name.beginsExactly(with: "~$")
    var info = stat()
    guard !isHidden, lstat(place(path), &info) == 0 else { return listing.others.append(path) }
    switch info.st_mode & S_IFMT {
    case S_IFDIR:
      folders.append(path)
      listing.others.append(path)
    case S_IFREG where name.endsExactly(with: ".yaml") || name.endsExactly(with: ".yml"):
      listing.files.append((path, Self.stamp(info)))
    default: listing.others.append(path)
    }
  }

  /// The names in a folder; bytes that are no text are replaced, so that such a name at least counts as one.
  private func names(in folder: String) throws -> [String] {
    try step("list \(folder)")
    guard let directory = opendir(place(folder)) else {
      throw FileError.system(operation: "opendir", path: folder.isEmpty ? "." : folder, code: errno)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else {
        // The end, or a folder that can be read in part only.
        guard errno == 0 else { throw FileError.system(operation: "readdir", path: folder, code: errno) }
        return names
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      if !name.isExactly("."), !name.isExactly("..") { names.append(name) }
    }
  }

  private static func stamp(_ info: stat) -> FileStamp {
    #if canImport(Darwin)
      let time = info.st_mtimespec
    #else
      let time = info.st_mtim
    #endif
    return FileStamp(
      size: Int64(info.st_size), modified: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }
}
