-- One number for the routing keys of all tenants. Which tenant a key names depends on the other
-- tenants too (a key that two of them have names nobody), so what an isolate remembers of it is
-- valid only while this number stays. It is the version of the tenant '*', which does not exist.
INSERT INTO config_versions (tenant_id, version) VALUES ('*', 1)
ON CONFLICT (tenant_id) DO NOTHING;

CREATE TRIGGER channel_configurations_routing_insert AFTER INSERT ON channel_configurations
BEGIN
  UPDATE config_versions SET version = version + 1 WHERE tenant_id = '*';
END;
CREATE TRIGGER channel_configurations_routing_update
AFTER UPDATE OF tenant_id, channel_type, enabled, config_public, assistant_id, endpoint_id
ON channel_configurations
BEGIN
  UPDATE config_versions SET version = version + 1 WHERE tenant_id = '*';
END;
CREATE TRIGGER channel_configurations_routing_delete AFTER DELETE ON channel_configurations
BEGIN
  UPDATE config_versions SET version = version + 1 WHERE tenant_id = '*';
END;

CREATE TRIGGER assistants_routing_insert AFTER INSERT ON assistants
BEGIN
  UPDATE config_versions SET version = version + 1 WHERE tenant_id = '*';
END;
CREATE TRIGGER assistants_routing_update AFTER UPDATE ON assistants
BEGIN
  UPDATE config_versions SET version = version + 1 WHERE tenant_id = '*';
END;
CREATE TRIGGER assistants_routing_delete AFTER DELETE ON assistants
BEGIN
  UPDATE config_versions SET version = version + 1 WHERE tenant_id = '*';
END;
