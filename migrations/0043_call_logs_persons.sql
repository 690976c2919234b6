-- Whom a row is about, as it is compared: a number in any notation without the signs that set its
-- groups apart, an address in lower case. What is searched for comes in every way a number is
-- written (src/domain/phone.rs); requests for erasure and lists by number look here.

ALTER TABLE rendez_vous ADD COLUMN phone_key TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(customer_phone),
    ' ', ''), '.', ''), '-', ''), '/', ''), '(', ''), ')', ''), char(160), ''), char(8239),
    ''), char(8211), '')) VIRTUAL;
ALTER TABLE rendez_vous ADD COLUMN email_key TEXT GENERATED ALWAYS AS (trim(lower(customer_email))) VIRTUAL;
CREATE INDEX rendez_vous_by_phone_key ON rendez_vous (tenant_id, phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX rendez_vous_by_email_key ON rendez_vous (tenant_id, email_key) WHERE email_key IS NOT NULL;

ALTER TABLE prospects ADD COLUMN phone_key TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(phone), ' ',
    ''), '.', ''), '-', ''), '/', ''), '(', ''), ')', ''), char(160), ''), char(8239), ''),
    char(8211), '')) VIRTUAL;
ALTER TABLE prospects ADD COLUMN email_key TEXT GENERATED ALWAYS AS (trim(lower(email))) VIRTUAL;
CREATE INDEX prospects_by_phone_key ON prospects (tenant_id, phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX prospects_by_email_key ON prospects (tenant_id, email_key) WHERE email_key IS NOT NULL;

ALTER TABLE tickets ADD COLUMN phone_key TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(customer_phone),
    ' ', ''), '.', ''), '-', ''), '/', ''), '(', ''), ')', ''), char(160), ''), char(8239),
    ''), char(8211), '')) VIRTUAL;
ALTER TABLE tickets ADD COLUMN email_key TEXT GENERATED ALWAYS AS (trim(lower(customer_email))) VIRTUAL;
CREATE INDEX tickets_by_phone_key ON tickets (tenant_id, phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX tickets_by_email_key ON tickets (tenant_id, email_key) WHERE email_key IS NOT NULL;

ALTER TABLE channel_messages_log ADD COLUMN to_key TEXT GENERATED ALWAYS AS (
    iif(instr(to_address, '@') > 0, trim(lower(to_address)),
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(to_address),
    'whatsapp:', ''), ' ', ''), '.', ''), '-', ''), '/', ''), '(', ''), ')', ''), char(160),
    ''), char(8239), ''), char(8211), ''))) VIRTUAL;
CREATE INDEX channel_messages_log_by_to ON channel_messages_log (tenant_id, to_key);

-- Calls over SIP name the number in an address.
ALTER TABLE call_logs ADD COLUMN from_key TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(iif(lower(from_number) GLOB 'sip*:*@*',
    substr(from_number, instr(from_number, ':') + 1, instr(from_number,
    '@') - instr(from_number, ':') - 1), replace(lower(from_number), 'tel:', '')), ' ', ''),
    '.', ''), '-', ''), '/', ''), '(', ''), ')', ''), char(160), ''), char(8239), ''),
    char(8211), '')) VIRTUAL;
CREATE INDEX call_logs_by_from ON call_logs (tenant_id, from_key) WHERE from_key IS NOT NULL;
ALTER TABLE call_logs ADD COLUMN to_key TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(iif(lower(to_number) GLOB 'sip*:*@*',
    substr(to_number, instr(to_number, ':') + 1, instr(to_number, '@') - instr(to_number,
    ':') - 1), replace(lower(to_number), 'tel:', '')), ' ', ''), '.', ''), '-', ''), '/', ''),
    '(', ''), ')', ''), char(160), ''), char(8239), ''), char(8211), '')) VIRTUAL;
CREATE INDEX call_logs_by_to ON call_logs (tenant_id, to_key) WHERE to_key IS NOT NULL;

-- Lists of calls, the newest first; and those that are going on, of which there are few.
CREATE INDEX call_logs_listed ON call_logs (tenant_id, created_at, id);
CREATE INDEX call_logs_live ON call_logs (tenant_id, created_at)
  WHERE kind = 'call' AND ended_at IS NULL AND report_received_at IS NULL;

-- When the caller was told to be speaking with a machine and that the call is recorded, as far as
-- the messages of the report show it (src/vapi/disclosure.rs). NULL: not shown.
ALTER TABLE call_logs ADD COLUMN ai_disclosed_at TEXT;
ALTER TABLE call_logs ADD COLUMN recording_announced_at TEXT;
