-- rendez_vous: the strict table, and no two live appointments of one resource overlapping,
-- whoever writes. The trigger comes after the copy: old overlaps stay until they are touched.
CREATE VIEW rendez_vous_refusals AS
SELECT * FROM (
  SELECT rowid AS row_number, id, CASE
    WHEN id IS NULL THEN 'id is missing'
    WHEN CAST(rdv_date AS TEXT) NOT GLOB '????-??-??'
      OR CAST(rdv_date AS TEXT) IS NOT date(CAST(rdv_date AS TEXT))
      THEN 'rdv_date is not a calendar date'
    WHEN CAST(rdv_time AS TEXT) NOT GLOB '[0-2][0-9]:[0-5][0-9]'
      AND CAST(rdv_time AS TEXT) NOT GLOB '[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'
      OR CAST(rdv_time AS TEXT) >= '24' THEN 'rdv_time is not a time of day'
    WHEN typeof(coalesce(rdv_duration_minutes, 60)) <> 'integer'
      OR coalesce(rdv_duration_minutes, 60) NOT BETWEEN 1 AND 1440
      THEN 'rdv_duration_minutes is not between 1 and 1440'
    WHEN status NOT IN ('confirmed', 'cancelled', 'completed', 'no_show', 'rescheduled')
      THEN 'status is unknown'
    WHEN created_by NOT IN ('sara', 'manual', 'web') THEN 'created_by is unknown'
    WHEN coalesce(reminder_24h_sent, 0) NOT IN (0, 1) THEN 'reminder_24h_sent is not 0 or 1'
    WHEN coalesce(reminder_1h_sent, 0) NOT IN (0, 1) THEN 'reminder_1h_sent is not 0 or 1'
    WHEN coalesce(confirmation_sent, 0) NOT IN (0, 1) THEN 'confirmation_sent is not 0 or 1'
  END AS reason FROM rendez_vous
) WHERE reason IS NOT NULL;

INSERT INTO legacy_rejects (table_name, "row", reason)
SELECT 'rendez_vous', json_patch(json_object(
  'id', v.id, 'tenant_id', tenant_id, 'customer_name', customer_name,
  'customer_phone', customer_phone, 'customer_email', customer_email, 'rdv_date', rdv_date,
  'rdv_time', rdv_time, 'rdv_type', rdv_type, 'rdv_duration_minutes', rdv_duration_minutes,
  'rdv_location', rdv_location, 'status', status), json_object(
  'notes', notes, 'internal_notes', internal_notes, 'reminder_24h_sent', reminder_24h_sent,
  'reminder_1h_sent', reminder_1h_sent, 'confirmation_sent', confirmation_sent,
  'call_id', call_id, 'created_by', created_by, 'created_at', created_at,
  'updated_at', updated_at, 'cancelled_at', cancelled_at, 'completed_at', completed_at)), r.reason
FROM rendez_vous_refusals r JOIN rendez_vous v ON v.rowid = r.row_number;

CREATE TABLE rendez_vous_loose AS
SELECT * FROM rendez_vous WHERE rowid NOT IN (SELECT row_number FROM rendez_vous_refusals);

DROP VIEW rendez_vous_refusals;
DROP TABLE rendez_vous;

CREATE TABLE rendez_vous (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  customer_name TEXT NOT NULL,
  customer_phone TEXT,
  customer_email TEXT,
  rdv_date TEXT NOT NULL,
  rdv_time TEXT NOT NULL,
  rdv_type TEXT,
  rdv_duration_minutes INTEGER NOT NULL DEFAULT 60,
  rdv_location TEXT,
  status TEXT NOT NULL DEFAULT 'confirmed',
  notes TEXT,
  internal_notes TEXT,
  reminder_24h_sent INTEGER NOT NULL DEFAULT 0,
  reminder_1h_sent INTEGER NOT NULL DEFAULT 0,
  confirmation_sent INTEGER NOT NULL DEFAULT 0,
  call_id TEXT,
  created_by TEXT DEFAULT 'sara',
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  cancelled_at TEXT,
  cancel_reason TEXT,
  completed_at TEXT,
  resource_id TEXT NOT NULL DEFAULT 'default',
  utc_offset_minutes INTEGER,
  buffer_before_minutes INTEGER NOT NULL DEFAULT 0,
  buffer_after_minutes INTEGER NOT NULL DEFAULT 0,
  series_id TEXT,
  replaces_id TEXT,
  caller_number TEXT,
  phone_source TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  -- Minutes of the local wall clock since 1970. Nullable, or their error would hide the cause.
  starts_wall INTEGER GENERATED ALWAYS AS (unixepoch(rdv_date || ' ' || rdv_time) / 60) VIRTUAL,
  busy_from INTEGER GENERATED ALWAYS AS (starts_wall - buffer_before_minutes) VIRTUAL,
  busy_until INTEGER
    GENERATED ALWAYS AS (starts_wall + rdv_duration_minutes + buffer_after_minutes) VIRTUAL,
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
  CONSTRAINT rendez_vous_date CHECK (rdv_date GLOB '????-??-??' AND rdv_date IS date(rdv_date)),
  -- '24:00' passes SQLite's own functions.
  CONSTRAINT rendez_vous_time CHECK (rdv_time < '24' AND (
    rdv_time GLOB '[0-2][0-9]:[0-5][0-9]' OR rdv_time GLOB '[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')),
  CONSTRAINT rendez_vous_duration CHECK (rdv_duration_minutes BETWEEN 1 AND 1440),
  CONSTRAINT rendez_vous_buffers
    CHECK (buffer_before_minutes BETWEEN 0 AND 480 AND buffer_after_minutes BETWEEN 0 AND 480),
  CONSTRAINT rendez_vous_offset CHECK (utc_offset_minutes BETWEEN -840 AND 840),
  CONSTRAINT rendez_vous_status
    CHECK (status IN ('confirmed', 'cancelled', 'completed', 'no_show', 'rescheduled')),
  CONSTRAINT rendez_vous_created_by CHECK (created_by IN ('sara', 'manual', 'web')),
  CONSTRAINT rendez_vous_phone_source CHECK (phone_source IN ('caller', 'model', 'staff')),
  CONSTRAINT rendez_vous_flags CHECK (
    reminder_24h_sent IN (0, 1) AND reminder_1h_sent IN (0, 1) AND confirmation_sent IN (0, 1))
) STRICT;

INSERT INTO rendez_vous (
  id, tenant_id, customer_name, customer_phone, customer_email, rdv_date, rdv_time, rdv_type,
  rdv_duration_minutes, rdv_location, status, notes, internal_notes, reminder_24h_sent,
  reminder_1h_sent, confirmation_sent, call_id, created_by, created_at, updated_at,
  cancelled_at, completed_at)
SELECT id, tenant_id, customer_name, customer_phone, customer_email, rdv_date, rdv_time, rdv_type,
  coalesce(rdv_duration_minutes, 60), rdv_location, status, notes, internal_notes,
  coalesce(reminder_24h_sent, 0), coalesce(reminder_1h_sent, 0), coalesce(confirmation_sent, 0),
  call_id, created_by,
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at, 'auto'), created_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, 'auto'), updated_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', cancelled_at, 'auto'), cancelled_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', completed_at, 'auto'), completed_at)
FROM rendez_vous_loose ORDER BY rowid;

DROP TABLE rendez_vous_loose;
