public import Foundation

/// Where the package lies that these tests were built from.
public enum Repository {
  public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The golden bodies, one file for each kind.
  public static let golden = root.appending(path: "Tests/SharedTests/Golden", directoryHint: .isDirectory)

  public static func bytes(_ path: String) throws -> Data { try Data(contentsOf: root.appending(path: path)) }
}
