import Foundation

/// Folders for databases and workspaces of tests: in memory where the machine has that, so that thousands of durable
/// commits cost nothing.
enum TemporaryFolder {
  static func make() throws -> URL {
    let memory = "/dev/shm"
    let parent =
      FileManager.default.isWritableFile(atPath: memory)
      ? URL(filePath: memory, directoryHint: .isDirectory) : FileManager.default.temporaryDirectory
    let folder = parent.appending(path: "beike-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
