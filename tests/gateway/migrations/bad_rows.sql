-- Rows that the strict tables refuse, at least one for every reason. Each `id` tells what is wrong.
INSERT INTO channel_configurations (id, tenant_id, channel_type, enabled, configured, config_public, templates) VALUES
  (NULL, 't4', 'phone', 0, 0, '{}', '{}'),
  ('type', 't3', 'fax', 0, 0, '{}', '{}'),
  ('enabled', 't3', 'phone', 2, 0, '{}', '{}'),
  ('configured', 't3', 'sms', 0, 'oui', '{}', '{}'),
  ('public', 't3', 'email', 0, 0, '{"a":', '{}'),
  ('templates', 't3', 'whatsapp', 0, 0, '{}', 'none');
INSERT INTO channel_messages_log (id, tenant_id, channel_type, to_address, status, template_variables, cost_cents, duration_seconds) VALUES
  (NULL, 't1', 'sms', 'x', 'sent', NULL, NULL, NULL),
  ('type', 't1', 'fax', 'x', 'sent', NULL, NULL, NULL),
  ('status', 't1', 'sms', 'x', 'queued', NULL, NULL, NULL),
  ('variables', 't1', 'sms', 'x', 'sent', '{name}', NULL, NULL),
  ('cost', 't1', 'sms', 'x', 'sent', NULL, 'free', NULL),
  ('duration', 't1', 'sms', 'x', 'sent', NULL, NULL, 'long');
INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, rdv_duration_minutes, status, created_by, reminder_24h_sent, reminder_1h_sent, confirmation_sent) VALUES
  (NULL, 't1', 'A', '2026-03-02', '10:00', 60, 'confirmed', 'sara', 0, 0, 0),
  ('demain', 't1', 'A', 'demain', '10:00', 60, 'confirmed', 'sara', 0, 0, 0),
  ('february', 't1', 'A', '2026-02-30', '10:00', 60, 'confirmed', 'sara', 0, 0, 0),
  ('number', 't1', 'A', 20260302, '10:00', 60, 'confirmed', 'sara', 0, 0, 0),
  ('midnight', 't1', 'A', '2026-03-02', '24:00', 60, 'confirmed', 'sara', 0, 0, 0),
  ('short', 't1', 'A', '2026-03-02', '9:00', 60, 'confirmed', 'sara', 0, 0, 0),
  ('duration', 't1', 'A', '2026-03-02', '10:00', 0, 'confirmed', 'sara', 0, 0, 0),
  ('hour', 't1', 'A', '2026-03-02', '10:00', 'une heure', 'confirmed', 'sara', 0, 0, 0),
  ('status', 't1', 'A', '2026-03-02', '10:00', 60, 'peut-être', 'sara', 0, 0, 0),
  ('by', 't1', 'A', '2026-03-02', '10:00', 60, 'confirmed', 'paul', 0, 0, 0),
  ('24h', 't1', 'A', '2026-03-02', '10:00', 60, 'confirmed', 'sara', 2, 0, 0),
  ('1h', 't1', 'A', '2026-03-02', '10:00', 60, 'confirmed', 'sara', 0, 'oui', 0),
  ('sent', 't1', 'A', '2026-03-02', '10:00', 60, 'confirmed', 'sara', 0, 0, 0.5);
INSERT INTO prospects (id, tenant_id, name, budget_min, budget_max, qualification_score, qualification_status, converted_to_client) VALUES
  (NULL, 't1', 'A', 1, 2, 3, 'new', 0),
  ('min', 't1', 'A', '250k', 2, 3, 'new', 0),
  ('max', 't1', 'A', 1, 'beaucoup', 3, 'new', 0),
  ('score', 't1', 'A', 1, 2, 101, 'new', 0),
  ('status', 't1', 'A', 1, 2, 3, 'hot', 0),
  ('converted', 't1', 'A', 1, 2, 3, 'new', 3);
INSERT INTO tickets (id, tenant_id, customer_name, subject, priority, status) VALUES
  (NULL, 't1', 'A', 'S', 'low', 'open'),
  ('priority', 't1', 'A', 'S', 'asap', 'open'),
  ('status', 't1', 'A', 'S', 'low', 'pending');
INSERT INTO call_logs (id, tenant_id, from_number, to_number, direction, duration_seconds, cost_cents, actions_performed) VALUES
  (NULL, 't1', 'x', 'y', 'inbound', 1, 1, '[]'),
  ('direction', 't1', 'x', 'y', 'both', 1, 1, '[]'),
  ('duration', 't1', 'x', 'y', 'inbound', 'long', 1, '[]'),
  ('cost', 't1', 'x', 'y', 'inbound', 1, 'free', '[]'),
  ('actions', 't1', 'x', 'y', 'inbound', 1, 1, '[book');
