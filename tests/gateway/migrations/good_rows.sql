-- Rows that the strict tables take, as the loose ones hold them.
INSERT INTO channel_configurations (id, tenant_id, channel_type, enabled, config_public, templates, assistant_id, created_at)
VALUES ('cfg1', 't1', 'phone', 1, '{"clientPhoneNumber": "+33987654321", "sara": {"voice": "female"}}', '', 'asst1', '2025-03-04 05:06:07');
INSERT INTO channel_configurations (id, tenant_id, channel_type, enabled, config_public)
VALUES ('cfg2', 't2', 'sms', NULL, NULL);
INSERT INTO channel_messages_log (id, tenant_id, channel_type, to_address, cost_cents)
VALUES ('m1', 't1', 'sms', '+33612345678', 7.5);
INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, rdv_duration_minutes, created_at)
VALUES ('r1', 't1', 'Anne Martin', '2026-03-02', '10:00', NULL, '2025-03-04 05:06:07'),
       ('r2', 't1', 'Le même créneau', '2026-03-02', '10:00:00', 30, 1735689600);
INSERT INTO prospects (id, tenant_id, name, budget_max, qualification_status)
VALUES ('p1', 't1', 'Paul', 250000.0, NULL);
INSERT INTO tickets (id, tenant_id, customer_name, subject, priority)
VALUES ('k1', 't1', 'Zoé', 'Panne', NULL), ('k2', 't2', 'Luc', 'Facture', 'high'), ('k3', 't1', 'Zoé', 'Encore', 'low');
INSERT INTO call_logs (id, tenant_id, call_sid, from_number, to_number, actions_performed)
VALUES ('c1', 't1', 'CA1', '+33611111111', '+33987654321', '');
INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, status, updated_at)
VALUES ('r3', 't1', 'Annulé', '2026-03-02', '10:00', 'cancelled', '2025-03-04 05:06:07');
INSERT INTO tickets (id, tenant_id, customer_name, subject, status, updated_at)
VALUES ('k4', 't3', 'Fini', 'Panne', 'closed', '2025-03-04 05:06:07');
