import Foundation

@testable import Server

/// Folders for databases and workspaces of tests: in memory where the machine has that, so that thousands of durable
/// commits cost nothing.
enum TemporaryFolder {
  /// - Parameter onDisk: for what is about the disk.
  static func make(onDisk: Bool = false) throws -> URL {
    let memory = "/dev/shm"
    let parent =
      !onDisk && FileManager.default.isWritableFile(atPath: memory)
      ? URL(filePath: memory, directoryHint: .isDirectory) : FileManager.default.temporaryDirectory
    let folder = parent.appending(path: "beike-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}

extension Files {
  static func size(of path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  /// Who may do what with a file.
  static func mode(of path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.posixPermissions] as? NSNumber)?.intValue
  }
}
