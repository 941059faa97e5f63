import HTTPTypes
import Hummingbird
import Shared

/// The routes of logging in and out.
extension Incoming {
  /// A password, or an activation code and the password that it sets, for a session's token.
  func logIn(_ tree: JSON) async throws -> Answer {
    let input = try tree.value(LogIn.self, members: LogIn.members)
    let login = input.login.trimmingSpaces.lowercased()
    guard login.utf8.count <= 100, input.password?.utf8.count ?? 0 <= PasswordRules.maximumBytes,
      input.device?.utf8.count ?? 0 <= 512
    else { throw Refusal(.wrongCredentials) }
    // It stands in lists of tokens, which people read in a terminal.
    let given = (input.name ?? "beike").trimmingSpaces.excerpt(100)
    let name = given.isOneLine ? given : "beike"
    let stored = try register.store.read { try StoredAccount.find(login: login, in: $0) }
    switch (input.password, input.activationCode, input.newPassword) {
    case (let password?, nil, nil): return try await logIn(login, stored, password, name, device: input.device)
    case (nil, let code?, let new?): return try await activate(login, stored, code: code, password: new, name)
    default:
      throw Refusal(
        .validation, at: JSONPointer(["password"]), "required",
        Text(
          "请给出 password，或 activationCode 和 newPassword",
          "give password, or activationCode and newPassword"))
    }
  }

  private func logIn(
    _ login: String, _ stored: StoredAccount?, _ password: String, _ name: String, device: String?
  ) async throws -> Answer {
    let known = knownDevice(device, of: stored)
    let attempt = try register.throttle.begin(
      account: known.map { "device \($0)" } ?? "login \(login)", address: known == nil ? address : nil,
      at: register.now)
    let isUsable = stored.map { !$0.account.disabled } ?? false
    let result: (isRight: Bool, renewed: String?)
    do {
      result = try await register.passwords.check(
        password, against: isUsable ? stored?.password : nil, lane: known == nil ? .stranger : .known)
    } catch {
      register.throttle.forgive(attempt, wasRight: false)
      throw error
    }
    guard result.isRight, let stored else { throw try await wrong(stored) }
    register.throttle.forgive(attempt, wasRight: true)
    let password = result.renewed ?? stored.password ?? ""
    return try await beginSession(stored.account, password: password, device: known, name: name) { connection in
      // The password or the account may have changed while this one was checked.
      guard let now = try StoredAccount.find(stored.account.id, in: connection), now.password == stored.password,
        !now.account.disabled
      else { throw Refusal(.wrongCredentials) }
      if let renewed = result.renewed {
        try connection.execute("UPDATE account SET password = \(renewed) WHERE id = \(stored.account.id)")
      }
    }
  }

  /// Sets a password with a code, once; every session that there was ends.
  private func activate(
    _ login: String, _ stored: StoredAccount?, code: String, password: String, _ name: String
  ) async throws -> Answer {
    let hash = ActivationCode.hash(code)
    let now = register.now
    guard let stored, !stored.account.disabled, stored.codeHash == hash, let expiry = stored.codeExpiresAt,
      now < expiry
    else {
      // Only wrong codes count against an address: a right one always works.
      _ = try register.throttle.begin(account: nil, address: address, at: now)
      throw try await wrong(stored)
    }
    try PasswordRules.check(password, login: login, name: stored.account.name)
    let phc = try await register.passwords.hash(password, lane: .known)
    let set = event(.passwordSet, by: nil, kind: "accounts", id: stored.account.id.description)
    return try await beginSession(stored.account, password: phc, device: nil, name: name) { connection in
      guard let fresh = try StoredAccount.find(stored.account.id, in: connection), fresh.codeHash == hash,
        !fresh.account.disabled
      else { throw Refusal(.wrongCredentials) }
      try connection.execute(
        """
        UPDATE account SET password = \(phc), code_hash = NULL, code_expires_at = NULL WHERE id = \(stored.account.id)
        """)
      try Tokens.revokeSessions(of: stored.account.id, at: now, in: connection)
      var set = set
      set.account = stored.account.id.description
      try set.write(to: stored.account.realm, in: connection)
    }
  }

  /// The device that the caller has logged in from before, with the password that there is now. What was sent is
  /// opened whether the name is known or not, so that both take as long.
  private func knownDevice(_ text: String?, of stored: StoredAccount?) -> String? {
    guard let text, let parts = register.sealer.open(text), parts.count == 4, parts[0] == "device", let stored,
      parts[1] == stored.account.id.description, parts[3] == register.sealer.pseudonym(stored.password ?? "")
    else { return nil }
    return parts[2]
  }

  /// Puts a wrong attempt on record, with the same work for known and unknown names; the name that was typed is kept
  /// nowhere, for it may be anything.
  private func wrong(_ stored: StoredAccount?) async throws -> Refusal {
    let failed = event(.logInFailed, by: nil, kind: "accounts", id: stored?.account.id.description)
    try await register.note(failed, in: stored?.account.realm ?? Chain.server)
    return Refusal(.wrongCredentials)
  }

  /// - Parameters:
  ///   - password: the hash that the account has from now on; a device is known only as long as it stays.
  ///   - device: the one that is known already, which keeps its name.
  private func beginSession(
    _ account: Account, password: String, device known: String?, name: String,
    _ prepare: @escaping @Sendable (Connection) throws -> Void
  ) async throws -> Answer {
    let now = register.now
    let expiry = now.adding(days: Tokens.sessionDays)
    let (id, device) = (register.newID(), known ?? register.newID().description)
    var loggedIn = event(.loggedIn, by: nil, kind: "tokens", id: id.description)
    loggedIn.account = account.id.description
    let event = loggedIn
    let token = try await register.traffic.writing(of: account.realm) {
      try await register.store.write { connection in
        try prepare(connection)
        try event.write(to: account.realm, in: connection)
        return try Tokens.create(
          .session, name: name, account: account.id.description, id: id, expiresAt: expiry, idleDays: Tokens.idleDays,
          at: now, in: connection
        ).token
      }
    }
    let me = try register.store.read { connection in
      guard let entry = try Caller.find(token.hash, in: connection) else { throw Refusal(.unavailable) }
      return try self.me(entry.caller, expiresAt: expiry, in: connection)
    }
    return try .secret(
      encoding: SessionMade(
        token: token.text, expiresAt: expiry,
        device: register.sealer.seal([
          "device", account.id.description, device, register.sealer.pseudonym(password),
        ]), me: me))
  }
}

extension Exchange {
  func logOut() async throws -> Answer {
    guard let token = caller.token else { throw Refusal(.unauthenticated) }
    let event = event(.loggedOut, by: caller, kind: "tokens", id: token.description)
    try await register.write(as: caller) { connection, caller in
      try Tokens.revoke(token, at: event.at, in: connection)
      try event.write(to: caller.realm, in: connection)
    }
    return .noContent
  }
}
