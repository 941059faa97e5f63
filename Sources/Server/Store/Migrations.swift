import GRDB

/// The schema, as statements that are never edited once shipped: a change is a new migration.
enum Migrations {
  /// - Parameter last: the migration to stop after; all when absent.
  /// - Throws: `StoreError.newerVersion` when a newer program has written the file.
  static func migrate(_ queue: DatabaseQueue, upTo last: String? = nil) throws {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 documents") { try $0.execute(sql: documents) }
    migrator.registerMigration("1 projections") { try $0.execute(sql: projections) }
    migrator.registerMigration("2 access") { try $0.execute(sql: access) }
    migrator.registerMigration("3 epochs") { try $0.execute(sql: epochs) }
    migrator.registerMigration("4 one copy") { database in
      database.add(function: checksum)
      defer { database.remove(function: checksum) }
      try database.execute(sql: oneCopy)
    }
    migrator.registerMigration("5 rules") { database in
      try database.execute(sql: rules)
      try Mentions.fill(Connection(database))
    }
    migrator.registerMigration("6 marks") { try $0.execute(sql: marks) }
    guard try queue.read({ try !migrator.hasBeenSuperseded($0) }) else { throw StoreError.newerVersion }
    if let last { try migrator.migrate(queue, upTo: last) } else { try migrator.migrate(queue) }
  }

  /// Lifted only while a redaction is written (see `Redaction`).
  static let changeIsFixed: SQL = """
    CREATE TRIGGER change_is_fixed BEFORE UPDATE ON change
      BEGIN SELECT RAISE(ABORT, 'change rows are never changed'); END
    """

  private static let documents = """
    CREATE TABLE meta (
      name TEXT PRIMARY KEY NOT NULL,
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    -- The tenant, with the counter that orders its changes and the hash of its last change row.
    CREATE TABLE school (
      school TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      seq INTEGER NOT NULL DEFAULT 0,
      last_hash BLOB NOT NULL,
      created_at INTEGER NOT NULL
    );

    CREATE TABLE token (
      id TEXT PRIMARY KEY NOT NULL,
      hash BLOB NOT NULL UNIQUE,
      account TEXT NOT NULL,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      school TEXT REFERENCES school (school),
      teacher TEXT,
      created_at INTEGER NOT NULL,
      expires_at INTEGER,
      revoked_at INTEGER,
      last_used_at INTEGER
    );

    -- A document as it is now. head and body are the bytes of the answer; the other columns are the truth
    -- that head is built from, or what lists filter by.
    CREATE TABLE document (
      school TEXT NOT NULL REFERENCES school (school),
      id TEXT NOT NULL,
      kind TEXT NOT NULL,
      rev INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      state TEXT,
      group_id TEXT,
      term TEXT,
      day TEXT,
      title TEXT,
      owner TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      deleted INTEGER NOT NULL DEFAULT 0,
      head BLOB NOT NULL,
      body BLOB NOT NULL,
      crc INTEGER NOT NULL,
      UNIQUE (school, id)
    );
    CREATE UNIQUE INDEX document_feed ON document (school, seq);
    CREATE INDEX document_kind ON document (school, kind, id);
    CREATE INDEX document_group ON document (school, group_id, kind, id) WHERE group_id IS NOT NULL;

    -- Append-only: history, audit record and outcome of an accepted mutation in one row.
    CREATE TABLE change (
      school TEXT NOT NULL REFERENCES school (school),
      seq INTEGER NOT NULL,
      id TEXT NOT NULL,
      kind TEXT NOT NULL,
      rev INTEGER NOT NULL,
      op TEXT NOT NULL,
      status INTEGER NOT NULL,
      at INTEGER NOT NULL,
      account TEXT NOT NULL,
      author TEXT NOT NULL,
      client TEXT,
      n INTEGER,
      digest BLOB,
      request TEXT NOT NULL,
      comment TEXT,
      head BLOB NOT NULL,
      body BLOB NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (school, seq)
    );
    CREATE UNIQUE INDEX change_history ON change (school, id, rev);
    CREATE UNIQUE INDEX change_mutation ON change (school, client, n) WHERE client IS NOT NULL;
    CREATE TRIGGER change_is_kept BEFORE DELETE ON change
      BEGIN SELECT RAISE(ABORT, 'change rows are never deleted'); END;
    \(changeIsFixed.text);

    -- A mutation that was refused: its identity and outcome, and no document.
    CREATE TABLE refusal (
      school TEXT NOT NULL REFERENCES school (school),
      client TEXT NOT NULL,
      n INTEGER NOT NULL,
      digest BLOB NOT NULL,
      at INTEGER NOT NULL,
      problem TEXT NOT NULL,
      PRIMARY KEY (school, client, n)
    ) WITHOUT ROWID;

    CREATE TABLE sync_client (
      school TEXT NOT NULL REFERENCES school (school),
      client TEXT NOT NULL,
      account TEXT NOT NULL,
      last_n INTEGER NOT NULL,
      PRIMARY KEY (school, client)
    ) WITHOUT ROWID;

    CREATE TABLE natural_key (
      school TEXT NOT NULL REFERENCES school (school),
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      id TEXT NOT NULL,
      PRIMARY KEY (school, kind, value)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX natural_key_document ON natural_key (school, id);

    -- POST with an Idempotency-Key: what it created, for 24 hours.
    CREATE TABLE idempotency (
      school TEXT NOT NULL REFERENCES school (school),
      account TEXT NOT NULL,
      key TEXT NOT NULL,
      digest BLOB NOT NULL,
      seq INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (school, account, key)
    ) WITHOUT ROWID;
    """

  private static let projections = """
    -- Of terms: what week numbers need.
    CREATE TABLE term (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      code TEXT NOT NULL,
      first_day TEXT NOT NULL,
      weeks INTEGER NOT NULL,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX term_code ON term (school, code);

    -- Of groups: who belongs to them when.
    CREATE TABLE membership (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      teacher TEXT NOT NULL,
      role TEXT NOT NULL,
      from_day TEXT NOT NULL,
      to_day TEXT,
      PRIMARY KEY (school, id, teacher, from_day),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    CREATE INDEX membership_teacher ON membership (school, teacher, id);

    CREATE TABLE group_parent (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      research_group TEXT NOT NULL,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    CREATE INDEX group_parent_research ON group_parent (school, research_group, id);

    -- Of research groups: who heads them when.
    CREATE TABLE head (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      teacher TEXT NOT NULL,
      from_day TEXT NOT NULL,
      to_day TEXT,
      PRIMARY KEY (school, id, teacher, from_day),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    CREATE INDEX head_teacher ON head (school, teacher, id);

    -- Of minutes: the counts that reports add up.
    CREATE TABLE meeting (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      group_id TEXT NOT NULL,
      term TEXT NOT NULL,
      day TEXT NOT NULL,
      kind TEXT NOT NULL,
      length INTEGER,
      central_speaker TEXT,
      expected INTEGER NOT NULL,
      attended INTEGER NOT NULL,
      late INTEGER NOT NULL,
      excused INTEGER NOT NULL,
      absent INTEGER NOT NULL,
      analyses INTEGER NOT NULL,
      has_opinion INTEGER NOT NULL,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    CREATE INDEX meeting_group ON meeting (school, group_id, term, day);

    -- Of score sheets: the exact summary that statistics are merged from.
    CREATE TABLE score_summary (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      test TEXT NOT NULL,
      class TEXT NOT NULL,
      paper BLOB NOT NULL,
      expected INTEGER NOT NULL,
      present INTEGER NOT NULL,
      summary BLOB NOT NULL,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX score_summary_test ON score_summary (school, test, class);
    """

  /// A body as text; of damaged bytes nothing, because a migration is no place to find them.
  private static let bodyText = "CASE WHEN json_valid(CAST(c.body AS TEXT)) THEN CAST(c.body AS TEXT) ELSE '{}' END"

  private static let rules = """
    -- Every row of a group's members and of a research group's heads, in its place: somebody may be two things from
    -- the same day on.
    DROP TABLE membership;
    CREATE TABLE membership (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      n INTEGER NOT NULL,
      teacher TEXT NOT NULL,
      role TEXT NOT NULL,
      from_day TEXT NOT NULL,
      to_day TEXT,
      PRIMARY KEY (school, id, n),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    CREATE INDEX membership_teacher ON membership (school, teacher, id);
    INSERT OR IGNORE INTO membership (school, id, n, teacher, role, from_day, to_day)
      SELECT d.school, d.id, m.key, json_extract(m.value, '$.teacherId'), json_extract(m.value, '$.role'),
        json_extract(m.value, '$.from'), json_extract(m.value, '$.to')
      FROM document d JOIN change c ON c.place = d.place JOIN json_each(\(bodyText), '$.members') m
      WHERE d.kind = 'groups' AND d.deleted = 0;

    DROP TABLE head;
    CREATE TABLE head (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      n INTEGER NOT NULL,
      teacher TEXT NOT NULL,
      from_day TEXT NOT NULL,
      to_day TEXT,
      PRIMARY KEY (school, id, n),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    CREATE INDEX head_teacher ON head (school, teacher, id);
    INSERT OR IGNORE INTO head (school, id, n, teacher, from_day, to_day)
      SELECT d.school, d.id, h.key, json_extract(h.value, '$.teacherId'), json_extract(h.value, '$.from'),
        json_extract(h.value, '$.to')
      FROM document d JOIN change c ON c.place = d.place JOIN json_each(\(bodyText), '$.heads') h
      WHERE d.kind = 'research-groups' AND d.deleted = 0;

    -- What warnings of days need, as JSON of the rows in the term.
    ALTER TABLE term ADD COLUMN holidays TEXT;
    ALTER TABLE term ADD COLUMN make_up_days TEXT;
    UPDATE term SET (holidays, make_up_days) =
      (SELECT json_extract(\(bodyText), '$.holidays'), json_extract(\(bodyText), '$.makeUpDays')
       FROM document d JOIN change c ON c.place = d.place WHERE d.school = term.school AND d.id = term.id);

    -- Of settings: the zone in which days are counted.
    CREATE TABLE calendar (
      school TEXT NOT NULL,
      id TEXT NOT NULL,
      time_zone TEXT,
      PRIMARY KEY (school, id),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    INSERT INTO calendar (school, id, time_zone)
      SELECT d.school, d.id, json_extract(\(bodyText), '$.timeZone') FROM document d
      JOIN change c ON c.place = d.place WHERE d.kind = 'settings' AND d.deleted = 0;

    -- Where a document has been named (see Mentions).
    CREATE TABLE mention (
      school TEXT NOT NULL,
      target TEXT NOT NULL,
      place TEXT NOT NULL,
      PRIMARY KEY (school, target, place)
    ) WITHOUT ROWID;
    """

  private static let marks = """
    -- Of score sheets: the paper that the summary is of, so that only another one makes it anew.
    ALTER TABLE score_summary ADD COLUMN paper TEXT NOT NULL DEFAULT '';

    -- Of score sheets: which sheet of a test a student stands in.
    CREATE TABLE score_student (
      school TEXT NOT NULL,
      test TEXT NOT NULL,
      student TEXT NOT NULL,
      id TEXT NOT NULL,
      PRIMARY KEY (school, test, student),
      FOREIGN KEY (school, id) REFERENCES document (school, id)
    ) WITHOUT ROWID;
    CREATE INDEX score_student_sheet ON score_student (school, id);

    -- Which classes of a test are told of together. Rows outlive the sheets, since classes are never parted again.
    CREATE TABLE score_atom (
      school TEXT NOT NULL REFERENCES school (school),
      test TEXT NOT NULL,
      class TEXT NOT NULL,
      atom TEXT NOT NULL,
      PRIMARY KEY (school, test, class)
    ) WITHOUT ROWID;

    INSERT INTO meta (name, value) VALUES ('reindex-due', '1') ON CONFLICT DO NOTHING;
    """

  private static let access = """
    CREATE TABLE district (
      district TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;

    -- Of each school, each district and the server itself: the counters of its change rows and events, and the hash
    -- of the last of them.
    CREATE TABLE chain (
      realm TEXT PRIMARY KEY NOT NULL,
      seq INTEGER NOT NULL DEFAULT 0,
      events INTEGER NOT NULL DEFAULT 0,
      last_hash BLOB NOT NULL
    ) WITHOUT ROWID;
    INSERT INTO chain (realm, seq, last_hash) SELECT school, seq, last_hash FROM school;
    ALTER TABLE school DROP COLUMN seq;
    ALTER TABLE school DROP COLUMN last_hash;
    ALTER TABLE school ADD COLUMN district TEXT REFERENCES district (district);

    -- Who or what may have tokens. Integrations and tokens made at the machine have an account without a login.
    CREATE TABLE account (
      id TEXT PRIMARY KEY NOT NULL,
      login TEXT UNIQUE,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      school TEXT REFERENCES school (school),
      district TEXT REFERENCES district (district),
      teacher TEXT,
      password TEXT,
      code_hash BLOB,
      code_expires_at INTEGER,
      created_at INTEGER NOT NULL,
      disabled_at INTEGER
    );
    CREATE INDEX account_school ON account (school, login);
    CREATE UNIQUE INDEX account_teacher ON account (school, teacher) WHERE login IS NOT NULL AND teacher IS NOT NULL;
    INSERT INTO account (id, name, role, school, teacher, created_at)
      SELECT account, name, role, CASE role WHEN 'district-admin' THEN NULL ELSE school END, teacher, min(created_at)
      FROM token GROUP BY account;

    CREATE TABLE access_token (
      id TEXT PRIMARY KEY NOT NULL,
      hash BLOB NOT NULL UNIQUE,
      account TEXT NOT NULL REFERENCES account (id),
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      scopes TEXT,
      created_at INTEGER NOT NULL,
      expires_at INTEGER,
      idle_days INTEGER,
      rotated_at INTEGER,
      revoked_at INTEGER,
      last_used_at INTEGER
    );
    CREATE INDEX access_token_account ON access_token (account);
    INSERT INTO access_token (id, hash, account, kind, name, scopes, created_at, expires_at, revoked_at, last_used_at)
      SELECT id, hash, account, 'machine', name, CASE role WHEN 'integration'
        THEN 'documents:approve reports:read scores:approve sync' END, created_at, expires_at, revoked_at, last_used_at
      FROM token;
    DROP TABLE token;

    -- What happened to access and to students' rows, between the change rows: `after_seq` is the change row that
    -- an event follows. Rows of both tables together are one chain of hashes.
    CREATE TABLE event (
      realm TEXT NOT NULL REFERENCES chain (realm),
      n INTEGER NOT NULL,
      after_seq INTEGER NOT NULL,
      at INTEGER NOT NULL,
      action TEXT NOT NULL,
      account TEXT,
      kind TEXT,
      id TEXT,
      detail TEXT,
      request TEXT NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (realm, n)
    ) WITHOUT ROWID;
    CREATE INDEX event_place ON event (realm, after_seq, n);
    CREATE TRIGGER event_is_kept BEFORE DELETE ON event
      BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
    CREATE TRIGGER event_is_fixed BEFORE UPDATE ON event
      BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
    """

  private static let epochs = """
    -- The last change before the present epoch began. Of databases that are older than this column nobody knows; all
    -- of their changes count as written since, which makes a conflict at worst and loses nothing.
    ALTER TABLE chain ADD COLUMN epoch_seq INTEGER NOT NULL DEFAULT 0;
    """
}
