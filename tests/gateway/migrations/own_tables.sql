-- A database in use: the six tables with types, checks, indexes, a trigger and a view of its own.
CREATE TABLE channel_configurations (
  id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL,
  channel_type TEXT NOT NULL CHECK (channel_type IN ('phone', 'sms', 'email', 'whatsapp')),
  enabled BOOLEAN DEFAULT 0, configured BOOLEAN DEFAULT 0, config_encrypted TEXT,
  config_public JSON DEFAULT '{}', templates JSON DEFAULT '{}', assistant_id TEXT,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (tenant_id, channel_type));
CREATE TABLE channel_messages_log (
  id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL, channel_type TEXT NOT NULL,
  to_address TEXT NOT NULL, template_name TEXT, subject TEXT, content TEXT,
  template_variables JSON, status TEXT NOT NULL DEFAULT 'pending'
    CHECK (status IN ('pending', 'sent', 'delivered', 'failed', 'read')),
  external_message_id TEXT, error_message TEXT, error_code TEXT, provider TEXT,
  cost_cents INTEGER, duration_seconds INTEGER, sent_at DATETIME, delivered_at DATETIME,
  read_at DATETIME, failed_at DATETIME, created_at DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE rendez_vous (
  id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL, customer_name TEXT NOT NULL,
  customer_phone TEXT, customer_email TEXT, rdv_date DATE NOT NULL, rdv_time TIME NOT NULL,
  rdv_type TEXT, rdv_duration_minutes INTEGER DEFAULT 60, rdv_location TEXT,
  status TEXT NOT NULL DEFAULT 'confirmed'
    CHECK (status IN ('confirmed', 'cancelled', 'completed', 'no_show', 'rescheduled')),
  notes TEXT, internal_notes TEXT, reminder_24h_sent BOOLEAN DEFAULT 0,
  reminder_1h_sent BOOLEAN DEFAULT 0, confirmation_sent BOOLEAN DEFAULT 0, call_id TEXT,
  created_by TEXT DEFAULT 'sara' CHECK (created_by IN ('sara', 'manual', 'web')),
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  cancelled_at DATETIME, completed_at DATETIME);
CREATE TABLE prospects (
  id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL, name TEXT NOT NULL, phone TEXT, email TEXT,
  source TEXT, interest_type TEXT, budget_min REAL, budget_max REAL, location_preference TEXT,
  property_type TEXT, qualification_score INTEGER DEFAULT 0,
  qualification_status TEXT DEFAULT 'new', notes TEXT, qualification_notes TEXT, call_id TEXT,
  created_by TEXT DEFAULT 'sara', last_contact_at DATETIME, next_follow_up_at DATETIME,
  converted_to_client BOOLEAN DEFAULT 0, converted_at DATETIME,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE tickets (
  id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL, customer_name TEXT NOT NULL,
  customer_phone TEXT, customer_email TEXT, subject TEXT NOT NULL, description TEXT,
  category TEXT, priority TEXT DEFAULT 'medium', status TEXT NOT NULL DEFAULT 'open',
  assigned_to TEXT, assigned_at DATETIME, resolution_notes TEXT, resolved_at DATETIME,
  closed_at DATETIME, call_id TEXT, created_by TEXT DEFAULT 'sara',
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE call_logs (
  id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL, call_sid TEXT UNIQUE, assistant_id TEXT,
  from_number TEXT NOT NULL, to_number TEXT NOT NULL, forwarded_from TEXT,
  direction TEXT CHECK (direction IN ('inbound', 'outbound')), call_status TEXT,
  duration_seconds INTEGER, cost_cents INTEGER, recording_url TEXT, transcript TEXT,
  summary TEXT, sentiment TEXT, actions_performed JSON DEFAULT '[]', rdv_created TEXT,
  qualified_prospect_created TEXT, ticket_created TEXT, started_at DATETIME, ended_at DATETIME,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE INDEX idx_rdv_tenant ON rendez_vous (tenant_id);
CREATE TRIGGER update_rdv AFTER UPDATE ON rendez_vous BEGIN
  UPDATE rendez_vous SET updated_at = CURRENT_TIMESTAMP WHERE id = new.id; END;
CREATE VIEW dashboard AS SELECT tenant_id, count(*) AS n FROM rendez_vous GROUP BY tenant_id;
