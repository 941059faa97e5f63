import ArgumentParser
import Foundation
import Shared
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How data is written to stdout.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv, yaml
}

/// The values of `--lang`.
enum LanguageName: String, ExpressibleByArgument, CaseIterable {
  case zh, en
}

/// Chinese and English side by side, in the language that was asked for.
func say(_ zh: String, _ en: String) -> String { Text(zh, en)[Console.language] }

/// Where words go: data to stdout, messages to stderr.
enum Console {
  /// By `--lang`, `BEIKE_LANG`, then the locale; Chinese when nothing is said. Read once, since help is written
  /// before options are parsed.
  static let language: Language = language(
    arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)

  static func language(arguments: [String], environment: [String: String]) -> Language {
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", arguments.indices.contains(index + 1),
        let language = Language(rawValue: arguments[index + 1])
      {
        return language
      }
      if argument.hasPrefix("--lang="), let language = Language(rawValue: String(argument.dropFirst(7))) {
        return language
      }
    }
    for name in ["BEIKE_LANG", "LC_ALL", "LANG"] {
      if let value = environment[name], let language = Language(preferredIn: value) { return language }
    }
    return .chinese
  }

  /// The arguments as the parser wants them. `--lang` may stand anywhere and is read already, a wrong value staying for
  /// the parser to complain about; `-C` may stand before the command too, and goes behind it.
  static func commandArguments(_ given: ArraySlice<String>) -> [String] {
    var result: [String] = []
    var moved: [String] = []
    var arguments = given
    while let argument = arguments.popFirst() {
      if argument == "--" { return result + moved + [argument] + arguments }
      if argument == "--lang", arguments.first.flatMap(Language.init(rawValue:)) != nil {
        arguments.removeFirst()
      } else if argument.hasPrefix("--lang="), Language(rawValue: String(argument.dropFirst(7))) != nil {
        continue
      } else if result.isEmpty, ["-C", "--workspace"].contains(argument), let folder = arguments.popFirst() {
        moved += [argument, folder]
      } else if result.isEmpty, argument.hasPrefix("-C") || argument.hasPrefix("--workspace=") {
        moved.append(argument)
      } else {
        result.append(argument)
      }
    }
    return result + moved
  }

  static func note(_ text: Text) { note(text[language]) }
  static func note(_ text: String) {
    write(clearedLine + CellWidth.harmless(text, keeping: ["\n", "\t"]) + "\n", to: stderrDescriptor)
  }

  /// A question whose answer is typed in the same line.
  static func ask(_ text: Text) { write(clearedLine + text[language], to: stderrDescriptor) }

  static func data(_ text: String) { write(text, to: stdoutDescriptor) }

  /// The cells of a line of the terminal that data goes to; nil where it goes into a file or to another program.
  static var width: Int? {
    guard isatty(stdoutDescriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(stdoutDescriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  static var isInteractive: Bool { isatty(stderrDescriptor) == 1 }

  /// A line that the next message overwrites; nothing where nobody looks.
  static func progress(_ text: String) {
    guard isInteractive else { return }
    write(clearedLine + text, to: stderrDescriptor)
  }

  private static var clearedLine: String { isInteractive ? "\r\u{1B}[K" : "" }
  private static let stdoutDescriptor: Int32 = 1
  private static let stderrDescriptor: Int32 = 2

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&place, 1, -1)
      // A reader that has gone, such as `head`, is no error of ours.
      case EPIPE: return
      case let code:
        if descriptor == stdoutDescriptor { lost.store(code, ordering: .relaxed) }
        return
      }
    }
  }

  private static let lost = Atomic<Int32>(0)

  /// Why data could not be written to stdout, a full disk say; nil when all of it was.
  static var lostOutput: Text? {
    let code = lost.load(ordering: .relaxed)
    guard code != 0 else { return nil }
    let reason = String(cString: strerror(code))
    return Text("输出写不出去（\(reason)）", "the output can't be written (\(reason))")
  }

  /// Makes what the command does not depend on what it was started with: where stdout was closed, the next draft that
  /// is opened would take its number, and a reader that has gone would end a sync in the middle.
  static func settle() {
    for descriptor in 0...stderrDescriptor where fcntl(descriptor, F_GETFD) == -1 { _ = open("/dev/null", O_RDWR) }
    signal(SIGPIPE, SIG_IGN)
  }
}

private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, start, count)
}
