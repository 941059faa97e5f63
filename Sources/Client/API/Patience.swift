/// How long the client waits by itself when the server asks it to come again later.
struct Patience: Sendable {
  /// How often one request is sent at most.
  var attempts = 4
  /// Waits longer than this are for a person to decide on.
  var maximumSeconds = 10
  var sleep: @Sendable (_ seconds: Int) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }

  /// Makes an attempt, and makes it again while the server says that this will do soon.
  /// - Parameter isRepeatable: whether the request may be sent again without doing anything twice.
  func callAsFunction<Result>(isRepeatable: Bool, _ attempt: () async throws -> Result) async throws -> Result {
    var left = isRepeatable ? attempts - 1 : 0
    while true {
      do {
        return try await attempt()
      } catch let later as TryLater where left > 0 && later.seconds <= maximumSeconds {
        left -= 1
        try await sleep(max(later.seconds, 1))
      }
    }
  }
}
