import Logging
import Shared

/// One JSON object a line on stderr, which every log collector reads.
struct JSONLogHandler: LogHandler {
  let label: String
  let output: LogOutput
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  init(label: String, output: LogOutput = .standard) {
    self.label = label
    self.output = output
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var members: [String: JSON] = [
      "time": .string(SystemClock.now().description), "level": .string(event.level.rawValue), "logger": .string(label),
      "message": .string("\(event.message)"),
    ]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { _, new in new }) {
      members[key] = .string("\(value)")
    }
    output.append(JSON.object(members).canonicalBytes + [UInt8(ascii: "\n")])
  }
}
