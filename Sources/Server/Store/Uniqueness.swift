import GRDB

extension Connection {
  /// Runs a statement that may meet a unique constraint, and says in words what stands in the way. To look first and
  /// write then would hold only as long as nobody else can write between the two.
  ///
  /// - Parameter refusal: what to throw when a row with the same value is there; `columns` names them, as
  ///   `account.login`.
  func execute(_ sql: SQL, orRefuse refusal: (_ columns: String) -> Refusal) throws {
    do {
      try execute(sql)
    } catch let error as DatabaseError where error.resultCode.primaryResultCode == .SQLITE_CONSTRAINT {
      // SQLite's own words; a constraint of another sort is a fault of ours and no answer.
      let beginning = "UNIQUE constraint failed: "
      guard let message = error.message, message.hasPrefix(beginning) else { throw error }
      throw refusal(String(message.dropFirst(beginning.count)))
    }
  }
}
