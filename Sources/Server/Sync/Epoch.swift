import Shared

/// A stretch of the server's life in which no backup was put in the database's place. Cursors and clients know it by
/// its name; each school's record knows how far it had come when the epoch began.
enum Epoch {
  /// Begins a new epoch, in the transaction that says why.
  static func begin(_ name: String, in connection: Connection) throws {
    try connection.execute(
      """
      INSERT INTO meta (name, value) VALUES ('epoch', \(name)) ON CONFLICT (name) DO UPDATE SET value = \(name)
      """)
    try connection.execute("UPDATE chain SET epoch_seq = seq")
  }
}
