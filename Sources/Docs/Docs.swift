import Foundation

/// Brings what is written from the code up to date: the generated schemas in `openapi.yaml`, the Swift file that
/// carries the whole document inside the server, and the policy in `docs/security.md`. Takes the package's folder, by default the current one.
@main
struct Docs {
  static func main() throws {
    let folder = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "."
    let root = URL(filePath: folder, directoryHint: .isDirectory)
    let golden = root.appending(path: "Tests/SharedTests/Golden")

    let schemas = try Schemas { kind in try Data(contentsOf: golden.appending(path: "\(kind).json")) }
    let page = root.appending(path: "openapi.yaml")
    let document = try OpenAPIDocument(text: String(contentsOf: page, encoding: .utf8))
      .replacingSchemas(with: schemas)

    try update(page, with: document.text)
    try update(root.appending(path: "Sources/Server/HTTP/OpenAPIText.swift"), with: document.swiftSource())

    let security = root.appending(path: "docs/security.md")
    try update(security, with: PolicyTable.replacing(in: String(contentsOf: security, encoding: .utf8)))
  }

  /// Writes only what differs, so that an unchanged run causes no rebuild.
  private static func update(_ file: URL, with text: String) throws {
    let bytes = Data(text.utf8)
    if let old = try? Data(contentsOf: file), old == bytes { return }
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try bytes.write(to: file, options: .atomic)
    print("wrote \(file.relativePath)")
  }
}

/// Why the docs could not be written.
enum DocsError: Error, CustomStringConvertible {
  case noMarkers(file: String, begin: String, end: String)
  case unquoted(String, line: Int)
  case notALiteral(String)

  var description: String {
    switch self {
    case .noMarkers(let file, let begin, let end): "\(file) has no lines \"\(begin)\" and \"\(end)\" in this order"
    case .unquoted(let text, let line):
      "openapi.yaml:\(line): \(text) is neither text, number nor truth value to every YAML reader; quote it"
    case .notALiteral(let mark): "openapi.yaml contains \(mark), which a raw Swift literal can't hold"
    }
  }
}
