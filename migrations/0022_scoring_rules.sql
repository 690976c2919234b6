-- The rules that score a tenant's prospects; NULL: the documented ones (schemas/scoring-default.json).
-- What does not fit schemas/scoring.json reads as NULL.
ALTER TABLE tenant_settings ADD COLUMN scoring TEXT
  CONSTRAINT tenant_settings_scoring CHECK (json_valid(scoring));
