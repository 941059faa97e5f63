import ArgumentParser
import Configuration
import Foundation
import Shared
import SystemPackage

/// Where an option comes from: a flag, else `BEIKE_…` in the environment, else the configuration file.
struct OptionSource {
  private let reader: ConfigReader

  /// - Throws: `Failure` when the file can't be read.
  init(file: String?) async throws {
    let environment = EnvironmentVariablesProvider().prefixKeys(with: "beike")
    guard let path = file ?? ProcessInfo.processInfo.environment["BEIKE_CONFIG"] else {
      reader = ConfigReader(provider: environment)
      return
    }
    do {
      reader = ConfigReader(providers: [
        environment, try await FileProvider<JSONSnapshot>(filePath: FilePath(path)),
      ])
    } catch {
      throw Failure(
        Text("配置文件 \(path) 读不出：\(error)", "the configuration file \(path) can't be read: \(error)"),
        status: .configuration)
    }
  }

  func string(_ flag: String?, _ name: String) -> String? {
    flag ?? reader.string(forKey: ConfigKey(name))
  }

  /// - Throws: `Failure` when it is not given anywhere.
  func required(_ flag: String?, _ name: String) throws -> String {
    if let value = string(flag, name), !value.isEmpty { return value }
    let variable = "BEIKE_" + name.uppercased()
    throw Failure(
      Text(
        "缺少 --\(name)（也可用环境变量 \(variable) 或配置文件中的 \(name)）",
        "--\(name) is missing (or \(variable) in the environment, or \(name) in the configuration file)"),
      status: .configuration)
  }

  func integer(_ flag: Int?, _ name: String, default fallback: Int, in range: ClosedRange<Int>) throws -> Int {
    let text = reader.string(forKey: ConfigKey(name))
    let value = flag ?? text.flatMap { Int($0) } ?? reader.int(forKey: ConfigKey(name)) ?? (text == nil ? fallback : -1)
    guard range.contains(value) else {
      throw Failure(
        Text(
          "--\(name) 应在 \(range.lowerBound) 到 \(range.upperBound) 之间",
          "--\(name) must be between \(range.lowerBound) and \(range.upperBound)"), status: .configuration)
    }
    return value
  }
}

/// Options that every command with a database takes.
struct DatabaseOptions: ParsableArguments {
  @Option(help: "The database file.") var database: String?
  @Option(help: "A configuration file (JSON) with the options of this command.") var config: String?
}
