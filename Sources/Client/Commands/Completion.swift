import ArgumentParser

/// Prints a completion script.
struct Completion: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("生成命令行补全脚本", "Print a completion script"),
    discussion: say(
      "例：beike completion bash > ~/.local/share/bash-completion/completions/beike",
      "E.g. beike completion bash > ~/.local/share/bash-completion/completions/beike"))

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "bash | zsh | fish") var shell: Shell
  @OptionGroup var common: CommonOptions

  func run() {
    let chosen: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Console.data(Beike.completionScript(for: chosen) + "\n")
  }
}
