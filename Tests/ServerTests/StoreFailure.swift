import Testing

@testable import Server

/// The kinds of failure of the store.
enum StoreFailure { case inUse, newerVersion, missing, severalNames, corrupt, unavailable, forbidden, closed }

extension StoreError {
  fileprivate var kind: StoreFailure {
    switch self {
    case .inUse: .inUse
    case .newerVersion: .newerVersion
    case .missing: .missing
    case .severalNames: .severalNames
    case .corrupt: .corrupt
    case .unavailable: .unavailable
    case .forbidden: .forbidden
    case .closed: .closed
    }
  }
}

/// Expects one kind of failure, whatever it says.
func expect(
  _ kind: StoreFailure, at place: SourceLocation = #_sourceLocation, _ work: () async throws -> Void
) async {
  let error = await #expect(throws: StoreError.self, sourceLocation: place) { try await work() }
  #expect(error?.kind == kind, sourceLocation: place)
}
