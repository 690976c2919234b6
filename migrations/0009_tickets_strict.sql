-- tickets: the strict table, with a number that can be spoken.
CREATE VIEW tickets_refusals AS
SELECT * FROM (
  SELECT rowid AS row_number, id, CASE
    WHEN id IS NULL THEN 'id is missing'
    WHEN priority NOT IN ('low', 'medium', 'high', 'urgent') THEN 'priority is unknown'
    WHEN status NOT IN ('open', 'in_progress', 'waiting_customer', 'resolved', 'closed')
      THEN 'status is unknown'
  END AS reason FROM tickets
) WHERE reason IS NOT NULL;

INSERT INTO legacy_rejects (table_name, "row", reason)
SELECT 'tickets', json_patch(json_object(
  'id', t.id, 'tenant_id', tenant_id, 'customer_name', customer_name,
  'customer_phone', customer_phone, 'customer_email', customer_email, 'subject', subject,
  'description', description, 'category', category, 'priority', priority, 'status', status), json_object(
  'assigned_to', assigned_to, 'assigned_at', assigned_at, 'resolution_notes', resolution_notes,
  'resolved_at', resolved_at, 'closed_at', closed_at, 'call_id', call_id,
  'created_by', created_by, 'created_at', created_at, 'updated_at', updated_at)), r.reason
FROM tickets_refusals r JOIN tickets t ON t.rowid = r.row_number;

CREATE TABLE tickets_loose AS
SELECT * FROM tickets WHERE rowid NOT IN (SELECT row_number FROM tickets_refusals);

DROP VIEW tickets_refusals;
DROP TABLE tickets;

CREATE TABLE tickets (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  customer_name TEXT NOT NULL,
  customer_phone TEXT,
  customer_email TEXT,
  subject TEXT NOT NULL,
  description TEXT,
  category TEXT,
  priority TEXT NOT NULL DEFAULT 'medium',
  status TEXT NOT NULL DEFAULT 'open',
  assigned_to TEXT,
  assigned_at TEXT,
  resolution_notes TEXT,
  resolved_at TEXT,
  closed_at TEXT,
  call_id TEXT,
  created_by TEXT DEFAULT 'sara',
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  ticket_number INTEGER,
  caller_number TEXT,
  phone_source TEXT,
  escalated_at TEXT,
  -- By when it is to be answered and settled (UTC), when it was answered first, and when it was
  -- noticed that one of the two had passed. NULL: nobody has said by when.
  response_due_at TEXT,
  due_at TEXT,
  responded_at TEXT,
  response_late_at TEXT,
  late_at TEXT,
  -- The kind of danger that was told, if any.
  emergency TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  -- The name as it is compared: lower case, no accents, blanks for hyphens and apostrophes.
  name_key TEXT GENERATED ALWAYS AS (trim(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(
    lower(customer_name)
    , 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'á', 'a'), 'ã', 'a'), 'å', 'a')
    , 'À', 'a'), 'Â', 'a'), 'Ä', 'a'), 'Á', 'a'), 'Ã', 'a'), 'Å', 'a')
    , 'æ', 'ae'), 'Æ', 'ae')
    , 'ç', 'c'), 'Ç', 'c'), 'č', 'c'), 'Č', 'c'), 'ć', 'c'), 'Ć', 'c')
    , 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'É', 'e'), 'È', 'e')
    , 'Ê', 'e'), 'Ë', 'e')
    , 'ğ', 'g'), 'Ğ', 'g')
    , 'î', 'i'), 'ï', 'i'), 'í', 'i'), 'ì', 'i'), 'Î', 'i'), 'Ï', 'i')
    , 'Í', 'i'), 'Ì', 'i')
    , 'ı', 'i'), 'İ', 'i')
    , 'ł', 'l'), 'Ł', 'l')
    , 'ñ', 'n'), 'Ñ', 'n')
    , 'ô', 'o'), 'ö', 'o'), 'ó', 'o'), 'ò', 'o'), 'õ', 'o'), 'ø', 'o')
    , 'Ô', 'o'), 'Ö', 'o'), 'Ó', 'o'), 'Ò', 'o'), 'Õ', 'o'), 'Ø', 'o')
    , 'œ', 'oe'), 'Œ', 'oe')
    , 'š', 's'), 'Š', 's'), 'ş', 's'), 'Ş', 's')
    , 'ß', 'ss')
    , 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ú', 'u'), 'Ù', 'u'), 'Û', 'u')
    , 'Ü', 'u'), 'Ú', 'u')
    , 'ÿ', 'y'), 'ý', 'y'), 'Ÿ', 'y'), 'Ý', 'y')
    , 'ž', 'z'), 'Ž', 'z')
    , char(768), ''), char(769), ''), char(770), ''), char(771), ''), char(776), ''), char(807), '')
    , '-', ' '), '''', ' '), '’', ' '), '.', ' '), char(160), ' ')
    , '  ', ' '), '  ', ' ')
  )) VIRTUAL,
  CONSTRAINT tickets_number UNIQUE (tenant_id, ticket_number),
  CONSTRAINT tickets_priority CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  CONSTRAINT tickets_status
    CHECK (status IN ('open', 'in_progress', 'waiting_customer', 'resolved', 'closed')),
  CONSTRAINT tickets_phone_source CHECK (phone_source IN ('caller', 'model', 'staff')),
  CONSTRAINT tickets_response_due_at CHECK (response_due_at IS NULL
    OR response_due_at IS strftime('%Y-%m-%dT%H:%M:%fZ', response_due_at)),
  CONSTRAINT tickets_due_at
    CHECK (due_at IS NULL OR due_at IS strftime('%Y-%m-%dT%H:%M:%fZ', due_at))
) STRICT;

INSERT INTO tickets (
  id, tenant_id, customer_name, customer_phone, customer_email, subject, description, category,
  priority, status, assigned_to, assigned_at, resolution_notes, resolved_at, closed_at, call_id,
  created_by, created_at, updated_at, ticket_number)
SELECT id, tenant_id, customer_name, customer_phone, customer_email, subject, description,
  category, coalesce(priority, 'medium'), status, assigned_to,
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', assigned_at, 'auto'), assigned_at), resolution_notes,
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', resolved_at, 'auto'), resolved_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', closed_at, 'auto'), closed_at), call_id, created_by,
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at, 'auto'), created_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, 'auto'), updated_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  2000 + row_number() OVER (PARTITION BY tenant_id ORDER BY rowid)
FROM tickets_loose;

DROP TABLE tickets_loose;
