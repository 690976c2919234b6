-- Who read or changed what through the API: a row a request, without bodies, numbers and addresses.
-- The row of a change is written in the batch of the change; its status follows with the answer.
CREATE TABLE audit_log (
  request_id TEXT NOT NULL PRIMARY KEY,
  -- '' for the operator's own requests, which are for no tenant.
  tenant_id TEXT NOT NULL,
  at TEXT NOT NULL,
  -- `operator`, or the id of the key.
  actor TEXT NOT NULL,
  method TEXT NOT NULL,
  -- The pattern, such as /api/calls/{id}, and what stood in the place of its name.
  path TEXT NOT NULL,
  resource_id TEXT,
  -- NULL: the change was sent to the database, and the answer is not known to have been given.
  status INTEGER
) STRICT;
CREATE INDEX audit_log_of_tenant ON audit_log (tenant_id, at, request_id);
