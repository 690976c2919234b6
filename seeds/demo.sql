-- The demo tenant of local development. Applying it again changes nothing, also after edits.
INSERT INTO tenant_settings (tenant_id, business_name, time_zone, language, country, holidays, address)
VALUES ('tenant_demo_001', 'Agence Coccinelle', 'Europe/Paris', 'fr-FR', 'FR', 'france',
  '12 rue de la République, 69002 Lyon')
ON CONFLICT DO NOTHING;

INSERT INTO channel_configurations
(id, tenant_id, channel_type, enabled, configured, config_public, assistant_id)
VALUES ('cfg_phone_demo', 'tenant_demo_001', 'phone', 1, 1,
  '{"clientPhoneNumber": "+33987654321", "twilioSharedNumber": "+33939035761", "sara": {"voice": "female", "assistantName": "Sara", "agentType": "multi_purpose", "language": "fr-FR"}, "transferConfigured": false}',
  'vapi_assistant_demo_123')
ON CONFLICT DO NOTHING;

INSERT INTO resources (tenant_id, id, name)
VALUES ('tenant_demo_001', 'default', 'Agence Coccinelle')
ON CONFLICT DO NOTHING;

INSERT INTO services
(tenant_id, id, name_fr, name_en, synonyms, duration_minutes, price_text, is_default, position)
VALUES
  ('tenant_demo_001', 'visite', 'visite', 'viewing',
    '["visite du bien", "visiter", "visit", "property viewing"]', 60, 'gratuit', 1, 1),
  ('tenant_demo_001', 'estimation', 'estimation', 'valuation',
    '["estimer", "évaluation", "appraisal", "estimate"]', 60, 'gratuit', 0, 2),
  ('tenant_demo_001', 'signature', 'signature', 'signing',
    '["signer", "signature du bail", "lease signing", "sign"]', 30, 'cent vingt euros', 0, 3)
ON CONFLICT DO NOTHING;

INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes)
SELECT 'hours_demo_' || d.value || '_' || (p.value ->> 0), 'tenant_demo_001', d.value,
  p.value ->> 1, p.value ->> 2
FROM json_each('[1, 2, 3, 4, 5]') d,
  json_each('[["am", "09:00", "12:30"], ["pm", "13:30", "18:00"]]') p
WHERE NOT EXISTS (SELECT 1 FROM opening_hours WHERE tenant_id = 'tenant_demo_001');
