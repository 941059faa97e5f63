import FoundationEssentials
import GRDB

extension Migrations {
  /// The checksum of a head and a body, for rows that were written before changes had one.
  static let checksum = DatabaseFunction("document_checksum", argumentCount: 2, pure: true) { values in
    let parts = values.map { [UInt8](Data.fromDatabaseValue($0) ?? Data()) }
    return Int64(DocumentBytes.checksum(head: parts[0], body: parts[1]))
  }

  static let oneCopy = """
    -- A change holds the bytes; a document is a narrow row with the place of its newest change. The bytes stand last,
    -- so that what stands before them is read without them.
    DROP TRIGGER change_is_kept;
    DROP TRIGGER change_is_fixed;
    DROP INDEX change_history;
    DROP INDEX change_mutation;
    CREATE TABLE new_change (
      place INTEGER PRIMARY KEY NOT NULL,
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
      hash BLOB NOT NULL,
      crc INTEGER NOT NULL,
      head BLOB NOT NULL,
      body BLOB NOT NULL,
      UNIQUE (school, seq)
    );
    -- A checksum that stood beside the same bytes is kept, so that what was damaged since is still found.
    INSERT INTO new_change (school, seq, id, kind, rev, op, status, at, account, author, client, n, digest, request,
      comment, hash, crc, head, body)
      SELECT c.school, c.seq, c.id, c.kind, c.rev, c.op, c.status, c.at, c.account, c.author, c.client, c.n, c.digest,
        c.request, c.comment, c.hash, CASE WHEN d.crc = document_checksum(d.head, d.body) THEN d.crc
          ELSE document_checksum(c.head, c.body) END, c.head, c.body
      FROM change c LEFT JOIN document d ON d.school = c.school AND d.seq = c.seq ORDER BY c.rowid;
    DROP TABLE change;
    ALTER TABLE new_change RENAME TO change;
    CREATE UNIQUE INDEX change_history ON change (school, id, rev);
    CREATE UNIQUE INDEX change_mutation ON change (school, client, n) WHERE client IS NOT NULL;
    CREATE TRIGGER change_is_kept BEFORE DELETE ON change
      BEGIN SELECT RAISE(ABORT, 'change rows are never deleted'); END;
    \(changeIsFixed.text);

    -- What lists, the feed and rights ask of a document as it is now. `place` is that of its newest change, `moved` that
    -- of the change that moved it to its state.
    CREATE TABLE new_document (
      school TEXT NOT NULL REFERENCES school (school),
      id TEXT NOT NULL,
      kind TEXT NOT NULL,
      rev INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      place INTEGER NOT NULL,
      moved INTEGER,
      state TEXT,
      group_id TEXT,
      term TEXT,
      day TEXT,
      title TEXT,
      owner TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      deleted INTEGER NOT NULL DEFAULT 0,
      UNIQUE (school, id)
    );
    INSERT INTO new_document (school, id, kind, rev, seq, place, moved, state, group_id, term, day, title, owner,
      created_at, updated_at, deleted)
      SELECT d.school, d.id, d.kind, d.rev, d.seq, c.place, CASE WHEN d.state <> 'draft' THEN (SELECT m.place
          FROM change m WHERE m.school = d.school AND m.id = d.id AND m.op = 'transition' ORDER BY m.rev DESC LIMIT 1) END,
        d.state, d.group_id, d.term, CASE d.deleted WHEN 0 THEN d.day END, CASE d.deleted WHEN 0 THEN d.title END,
        d.owner, d.created_at, d.updated_at, d.deleted
      FROM document d JOIN change c ON c.school = d.school AND c.seq = d.seq ORDER BY d.rowid;
    DROP TABLE document;
    ALTER TABLE new_document RENAME TO document;
    -- Each order of the feed and of lists, of the whole school and of one group. Lists end in the place, so that a page
    -- without further filters is found in the index alone.
    CREATE UNIQUE INDEX document_feed ON document (school, seq);
    CREATE INDEX document_group_feed ON document (school, group_id, seq);
    CREATE INDEX document_kind ON document (school, kind, id, place) WHERE deleted = 0;
    CREATE INDEX document_group ON document (school, kind, group_id, id, place) WHERE deleted = 0;
    CREATE INDEX document_updated ON document (school, kind, updated_at, seq, place) WHERE deleted = 0;
    CREATE INDEX document_term ON document (school, kind, term, id, place) WHERE deleted = 0 AND term IS NOT NULL;
    -- What is handed in, not the many drafts, so that a new document need not be put into it.
    CREATE INDEX document_state ON document (school, kind, state, id, place) WHERE deleted = 0 AND state <> 'draft';
    CREATE INDEX document_day ON document (school, kind, day, id, place) WHERE deleted = 0 AND day IS NOT NULL;

    -- What nobody reads.
    DROP TABLE meeting;
    ALTER TABLE score_summary DROP COLUMN paper;
    ALTER TABLE score_summary DROP COLUMN expected;
    ALTER TABLE score_summary DROP COLUMN present;

    -- The Sunday of the last week, counted from the Monday of the first day's week.
    ALTER TABLE term ADD COLUMN last_day TEXT NOT NULL DEFAULT '';
    UPDATE term SET last_day = date(first_day, '-' || ((strftime('%w', first_day) + 6) % 7) || ' days',
      '+' || (7 * weeks - 1) || ' days');

    CREATE INDEX idempotency_age ON idempotency (school, at);
    CREATE INDEX event_account ON event (realm, account, after_seq, n);
    CREATE INDEX event_action ON event (realm, action, after_seq, n);
    """
}
