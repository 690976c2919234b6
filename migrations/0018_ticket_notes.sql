-- The history of a ticket. No foreign key: the rollback of the six tables may drop tickets.
CREATE TABLE ticket_notes (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  call_id TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  CONSTRAINT ticket_notes_author CHECK (author IN ('caller', 'staff', 'system'))
) STRICT;
CREATE INDEX ticket_notes_of_ticket ON ticket_notes (tenant_id, ticket_id, created_at);
