-- prospects: the strict table.
CREATE VIEW prospects_refusals AS
SELECT * FROM (
  SELECT rowid AS row_number, id, CASE
    WHEN id IS NULL THEN 'id is missing'
    WHEN typeof(budget_min) = 'text' THEN 'budget_min is not a number'
    WHEN typeof(budget_max) = 'text' THEN 'budget_max is not a number'
    WHEN typeof(coalesce(qualification_score, 0)) <> 'integer'
      OR coalesce(qualification_score, 0) NOT BETWEEN 0 AND 100
      THEN 'qualification_score is not between 0 and 100'
    WHEN qualification_status
      NOT IN ('new', 'qualified', 'not_qualified', 'follow_up', 'converted', 'lost')
      THEN 'qualification_status is unknown'
    WHEN coalesce(converted_to_client, 0) NOT IN (0, 1) THEN 'converted_to_client is not 0 or 1'
  END AS reason FROM prospects
) WHERE reason IS NOT NULL;

INSERT INTO legacy_rejects (table_name, "row", reason)
SELECT 'prospects', json_patch(json_object(
  'id', p.id, 'tenant_id', tenant_id, 'name', name, 'phone', phone, 'email', email,
  'source', source, 'interest_type', interest_type, 'budget_min', budget_min,
  'budget_max', budget_max, 'location_preference', location_preference,
  'property_type', property_type, 'qualification_score', qualification_score), json_object(
  'qualification_status', qualification_status, 'notes', notes,
  'qualification_notes', qualification_notes, 'call_id', call_id, 'created_by', created_by,
  'last_contact_at', last_contact_at, 'next_follow_up_at', next_follow_up_at,
  'converted_to_client', converted_to_client, 'converted_at', converted_at,
  'created_at', created_at, 'updated_at', updated_at)), r.reason
FROM prospects_refusals r JOIN prospects p ON p.rowid = r.row_number;

CREATE TABLE prospects_loose AS
SELECT * FROM prospects WHERE rowid NOT IN (SELECT row_number FROM prospects_refusals);

DROP VIEW prospects_refusals;
DROP TABLE prospects;

CREATE TABLE prospects (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  source TEXT,
  interest_type TEXT,
  budget_min INTEGER,
  budget_max INTEGER,
  location_preference TEXT,
  property_type TEXT,
  qualification_score INTEGER NOT NULL DEFAULT 0,
  qualification_status TEXT NOT NULL DEFAULT 'new',
  notes TEXT,
  qualification_notes TEXT,
  call_id TEXT,
  created_by TEXT DEFAULT 'sara',
  last_contact_at TEXT,
  next_follow_up_at TEXT,
  converted_to_client INTEGER NOT NULL DEFAULT 0,
  converted_at TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  identity_key TEXT,
  caller_number TEXT,
  phone_source TEXT,
  timeline TEXT,
  decision_maker INTEGER,
  score_detail TEXT,
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
    lower(name)
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
  CONSTRAINT prospects_identity UNIQUE (tenant_id, identity_key),
  CONSTRAINT prospects_score CHECK (qualification_score BETWEEN 0 AND 100),
  CONSTRAINT prospects_status CHECK (qualification_status
    IN ('new', 'qualified', 'not_qualified', 'follow_up', 'converted', 'lost')),
  CONSTRAINT prospects_converted CHECK (converted_to_client IN (0, 1)),
  CONSTRAINT prospects_decision_maker CHECK (decision_maker IN (0, 1)),
  CONSTRAINT prospects_score_detail CHECK (json_valid(score_detail)),
  CONSTRAINT prospects_phone_source CHECK (phone_source IN ('caller', 'model', 'staff'))
) STRICT;

INSERT INTO prospects (
  id, tenant_id, name, phone, email, source, interest_type, budget_min, budget_max,
  location_preference, property_type, qualification_score, qualification_status, notes,
  qualification_notes, call_id, created_by, last_contact_at, next_follow_up_at,
  converted_to_client, converted_at, created_at, updated_at)
SELECT id, tenant_id, name, phone, email, source, interest_type,
  CAST(round(budget_min) AS INTEGER), CAST(round(budget_max) AS INTEGER), location_preference,
  property_type, coalesce(qualification_score, 0), coalesce(qualification_status, 'new'), notes,
  qualification_notes, call_id, created_by,
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', last_contact_at, 'auto'), last_contact_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', next_follow_up_at, 'auto'), next_follow_up_at),
  coalesce(converted_to_client, 0),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', converted_at, 'auto'), converted_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at, 'auto'), created_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, 'auto'), updated_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
FROM prospects_loose ORDER BY rowid;

DROP TABLE prospects_loose;

CREATE INDEX prospects_by_caller ON prospects (tenant_id, caller_number);
CREATE INDEX prospects_by_call ON prospects (tenant_id, call_id);

CREATE TRIGGER prospects_changed AFTER UPDATE ON prospects
WHEN new.version = old.version
BEGIN
  UPDATE prospects SET
    version = old.version + 1,
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at)
  WHERE id = new.id;
END;
